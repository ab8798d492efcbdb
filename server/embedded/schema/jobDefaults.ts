import { filled, type JsonObject, withField } from './fill.ts';
import { at, fieldOf } from './read.ts';
import { templateDefaults } from './podDefaults.ts';

type Defaults = (object: JsonObject) => JsonObject;

/** batch/v1, by kind. */
export const jobDefaults: Readonly<Record<string, Defaults>> = {
  Job: (job) => withField(job, 'spec', (spec) => withOwnSelector(job, jobSpecDefaults(spec))),
  CronJob: (cronJob) =>
    withField(cronJob, 'spec', (spec) =>
      withField(
        filled(spec, {
          concurrencyPolicy: 'Allow',
          failedJobsHistoryLimit: 1,
          successfulJobsHistoryLimit: 3,
          suspend: false,
        }),
        'jobTemplate',
        (job) =>
          withField(job, 'spec', (jobSpec) => withField(jobSpec, 'template', templateDefaults)),
      ),
    ),
};

function jobSpecDefaults(spec: JsonObject): JsonObject {
  const single =
    fieldOf(spec, 'completions') === undefined && fieldOf(spec, 'parallelism') === undefined;
  const whole = filled(spec, {
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    ...(single && { completions: 1 }),
    parallelism: 1,
    podReplacementPolicy:
      fieldOf(spec, 'podFailurePolicy') === undefined ? 'TerminatingOrFailed' : 'Failed',
    suspend: false,
  });
  return withField(whole, 'template', templateDefaults);
}

/** A Job selects its Pods by its own uid, unless its writer took that on with `manualSelector`. */
function withOwnSelector(job: JsonObject, spec: JsonObject): JsonObject {
  const uid = at(job, 'metadata', 'uid');
  const name = at(job, 'metadata', 'name');
  if (fieldOf(spec, 'manualSelector') === true || uid === undefined) return spec;
  const labels = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  const selecting = filled(spec, {
    selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
  });
  return withField(
    selecting,
    'template',
    (template) =>
      withField(
        template,
        'metadata',
        (metadata) => withField(metadata, 'labels', (own) => filled(own, labels), {}),
        {},
      ),
    {},
  );
}
