import type { KubeObject } from '../objects.ts';
import {
  ageColumn,
  type ColumnsByKind,
  integerColumn,
  nameColumn,
  textColumn,
  wide,
} from './column.ts';
import { humanDuration, since } from './duration.ts';
import { conditionAt } from './conditions.ts';
import { at, listAt, numberAt, textAt } from '../schema/read.ts';
import { containersColumn, imagesColumn, selectorColumn } from './templateColumns.ts';

const jobTemplate = ['spec', 'jobTemplate', 'spec'];

export const jobColumns: ColumnsByKind = {
  Job: [
    nameColumn,
    textColumn('Status', jobStatus),
    textColumn('Completions', completions),
    textColumn('Duration', jobDuration),
    ageColumn,
    wide(containersColumn('spec', 'template')),
    wide(imagesColumn('spec', 'template')),
    wide(selectorColumn('spec', 'selector')),
  ],
  CronJob: [
    nameColumn,
    textColumn('Schedule', (object) => textAt(object, 'spec', 'schedule')),
    textColumn('Timezone', (object) => textAt(object, 'spec', 'timeZone') || '<none>'),
    textColumn('Suspend', (object) => (at(object, 'spec', 'suspend') === true ? 'True' : 'False')),
    integerColumn('Active', (object) => listAt(object, 'status', 'active').length),
    textColumn('Last Schedule', (object, now) => {
      const last = at(object, 'status', 'lastScheduleTime');
      return last === undefined ? '<none>' : since(last, now);
    }),
    ageColumn,
    wide(containersColumn(...jobTemplate, 'template')),
    wide(imagesColumn(...jobTemplate, 'template')),
    wide(selectorColumn(...jobTemplate, 'selector')),
  ],
};

function jobStatus(job: KubeObject): string {
  const holds = (type: string) => conditionAt(job, type) === 'True';
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(holds) ?? 'Running';
}

function completions(job: KubeObject): string {
  const succeeded = numberAt(job, 'status', 'succeeded');
  const wanted = at(job, 'spec', 'completions');
  if (typeof wanted === 'number') return `${succeeded}/${wanted}`;
  const parallel = numberAt(job, 'spec', 'parallelism');
  return parallel > 1 ? `${succeeded}/1 of ${parallel}` : `${succeeded}/1`;
}

function jobDuration(job: KubeObject, now: number): string {
  const started = Date.parse(textAt(job, 'status', 'startTime'));
  if (Number.isNaN(started)) return '';
  const ended = Date.parse(textAt(job, 'status', 'completionTime'));
  return humanDuration((Number.isNaN(ended) ? now : ended) - started);
}
