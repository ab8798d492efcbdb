import { filled, type JsonObject, withField, withItems } from './fill.ts';
import { at, fieldOf } from './read.ts';
import { templateDefaults } from './podDefaults.ts';

type Defaults = (object: JsonObject) => JsonObject;

const withSpec =
  (change: Defaults): Defaults =>
  (object) =>
    withField(object, 'spec', change);

const withTemplate: Defaults = (spec) => withField(spec, 'template', templateDefaults);

/** Fills the parameters of a strategy only when it is the one of that type. */
const strategy =
  (type: string, parameters: JsonObject): Defaults =>
  (given) => {
    const whole = filled(given, { type });
    if (fieldOf(whole, 'type') !== type) return whole;
    return withField(whole, 'rollingUpdate', (rolling) => filled(rolling, parameters), {});
  };

/** apps/v1 and its elder, by kind. */
export const replicatedDefaults: Readonly<Record<string, Defaults>> = {
  Deployment: withSpec((spec) =>
    withTemplate(
      withField(
        filled(spec, { progressDeadlineSeconds: 600, replicas: 1, revisionHistoryLimit: 10 }),
        'strategy',
        strategy('RollingUpdate', { maxSurge: '25%', maxUnavailable: '25%' }),
        {},
      ),
    ),
  ),
  ReplicaSet: withSpec((spec) => withTemplate(filled(spec, { replicas: 1 }))),
  ReplicationController: withSpec((spec) => {
    const labels = at(spec, 'template', 'metadata', 'labels');
    return withTemplate(
      filled(spec, { replicas: 1, ...(labels !== undefined && { selector: labels }) }),
    );
  }),
  StatefulSet: withSpec((spec) =>
    withItems(
      withTemplate(
        withField(
          filled(spec, {
            persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
            podManagementPolicy: 'OrderedReady',
            replicas: 1,
            revisionHistoryLimit: 10,
          }),
          'updateStrategy',
          strategy('RollingUpdate', { partition: 0 }),
          {},
        ),
      ),
      'volumeClaimTemplates',
      claimTemplateDefaults,
    ),
  ),
  DaemonSet: withSpec((spec) =>
    withTemplate(
      withField(
        filled(spec, { revisionHistoryLimit: 10 }),
        'updateStrategy',
        strategy('RollingUpdate', { maxSurge: 0, maxUnavailable: 1 }),
        {},
      ),
    ),
  ),
};

function claimTemplateDefaults(claim: JsonObject): JsonObject {
  const whole = filled(claim, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    status: { phase: 'Pending' },
  });
  return withField(whole, 'spec', (spec) => filled(spec, { volumeMode: 'Filesystem' }));
}
