import type { StatusCause } from '../../api/errors.ts';
import { equalJson } from '../../api/json.ts';
import { at, fieldOf, textAt } from '../read.ts';
import { invalidValue, required, supported } from './causes.ts';
import { countCauses, templateCauses } from './workloads.ts';

const policies = ['OnFailure', 'Never'];

export function jobCauses(job: unknown): StatusCause[] {
  return jobSpecCauses('spec', at(job, 'spec'));
}

export function cronJobCauses(cronJob: unknown): StatusCause[] {
  const schedule = textAt(cronJob, 'spec', 'schedule');
  return [
    ...(schedule === '' ? [required('spec.schedule')] : []),
    ...supported('spec.concurrencyPolicy', at(cronJob, 'spec', 'concurrencyPolicy'), [
      'Allow',
      'Forbid',
      'Replace',
    ]),
    ...jobSpecCauses('spec.jobTemplate.spec', at(cronJob, 'spec', 'jobTemplate', 'spec')),
  ];
}

function jobSpecCauses(field: string, spec: unknown): StatusCause[] {
  const template = fieldOf(spec, 'template');
  const policy = at(template, 'spec', 'restartPolicy');
  const place = `${field}.template.spec.restartPolicy`;
  return [
    ...['parallelism', 'completions', 'backoffLimit', 'activeDeadlineSeconds'].flatMap((name) =>
      countCauses(`${field}.${name}`, fieldOf(spec, name)),
    ),
    ...templateCauses(`${field}.template`, template, ['Always', ...policies]),
    // Always is what the default says, so it is as if nothing had been written.
    ...(policy === 'Always'
      ? [required(place, `valid values: ${policies.map((one) => JSON.stringify(one)).join(', ')}`)]
      : []),
  ];
}

/** Parts of a Job that stay as they were created. */
export function jobUpdateCauses(job: unknown, previous: unknown): StatusCause[] {
  return ['selector', 'template', 'completionMode'].flatMap((name) => {
    const value = at(job, 'spec', name);
    if (equalJson(value, at(previous, 'spec', name))) return [];
    return [invalidValue(`spec.${name}`, value, 'field is immutable')];
  });
}
