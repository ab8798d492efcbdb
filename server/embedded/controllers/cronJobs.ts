import type { KubeObject } from '../objects.ts';
import { timestamp } from './clock.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { isDue, nextMinute } from './cronSchedule.ts';
import { controllerReference, isControlledBy } from './owners.ts';
import { flagAt, keyOf, labelsAt, listAt, objectAt, splitKey, textAt } from './reading.ts';

/** Starts a Job in every minute a CronJob's schedule names. */
export function cronJobController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: 'cronjob-controller',
    *keysOf({ type, resource, object }) {
      if (resource.kind === 'CronJob' && type !== 'DELETED') yield keyOf(object);
    },
    reconcile(key) {
      const cron = store.get({ plural: 'cronjobs', group: 'batch', ...splitKey(key) });
      if (cron === undefined) return undefined;
      const now = context.clock.now();
      const minute = nextMinute(now) - 60_000;
      const schedule = textAt(cron, 'spec', 'schedule') ?? '';
      const created = Date.parse(cron.metadata.creationTimestamp ?? '');
      const due = isDue(schedule, minute) && minute >= created;
      if (due && !flagAt(cron, 'spec', 'suspend')) start(context, cron, minute);
      return nextMinute(now) - now;
    },
  };
}

function start(context: ControllerContext, cron: KubeObject, minute: number): void {
  const { namespace = '' } = cron.metadata;
  // The real controller names a Job after its minute, so that none starts twice.
  const name = `${cron.metadata.name}-${minute / 60_000}`;
  if (context.store.get({ plural: 'jobs', group: 'batch', namespace, name }) !== undefined) return;
  const template = objectAt(cron, 'spec', 'jobTemplate');
  context.store.create({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace,
      labels: Object.fromEntries(labelsAt(template, 'metadata', 'labels')),
      ownerReferences: [controllerReference(cron)],
    },
    spec: objectAt(template, 'spec'),
  });
  forgetOldJobs(context, cron);
  context.store.modify(
    { plural: 'cronjobs', group: 'batch', namespace, name: cron.metadata.name },
    (current) => ({
      ...current,
      status: { ...Object(current['status']), lastScheduleTime: timestamp(minute) },
    }),
    'status',
  );
}

/** `successfulJobsHistoryLimit`'s default. */
const KEPT_JOBS = 3;

function forgetOldJobs(context: ControllerContext, cron: KubeObject): void {
  const { namespace = '' } = cron.metadata;
  const finished = context.store
    .list({ plural: 'jobs', group: 'batch', namespace })
    .filter((job) => isControlledBy(job, cron) && listAt(job, 'status', 'conditions').length > 0)
    .toSorted((left, right) => left.metadata.name.localeCompare(right.metadata.name));
  for (const job of finished.slice(0, Math.max(0, finished.length - KEPT_JOBS))) {
    const { name } = job.metadata;
    context.store.delete({ plural: 'jobs', group: 'batch', namespace, name });
  }
}
