import { filled, type JsonObject, withField, withItems } from './fill.ts';
import { fieldOf, listAt } from './read.ts';
import { isJsonObject } from '../api/json.ts';

type Defaults = (object: JsonObject) => JsonObject;

/** Policies, storage and configuration, by kind. */
export const otherDefaults: Readonly<Record<string, Defaults>> = {
  NetworkPolicy: (policy) => withField(policy, 'spec', networkPolicyDefaults),
  HorizontalPodAutoscaler: (object) =>
    withField(object, 'spec', (spec) => filled(spec, { minReplicas: 1 })),
  PersistentVolume: (object) =>
    withField(object, 'spec', (spec) =>
      filled(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' }),
    ),
  PersistentVolumeClaim: (object) =>
    withField(object, 'spec', (spec) => filled(spec, { volumeMode: 'Filesystem' })),
  StorageClass: (object) =>
    filled(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  Secret: secretDefaults,
};

/** S83: Ingress always, Egress if there are egress rules. */
function networkPolicyDefaults(spec: JsonObject): JsonObject {
  const egress = listAt(spec, 'egress').length > 0;
  const policyTypes = egress ? ['Ingress', 'Egress'] : ['Ingress'];
  const selecting = filled(spec, { podSelector: {} });
  // An empty list is as good as none.
  const named = listAt(spec, 'policyTypes').length > 0;
  const whole = named ? selecting : { ...selecting, policyTypes };
  return ['ingress', 'egress'].reduce(
    (so, direction) =>
      withItems(so, direction, (rule) =>
        withItems(rule, 'ports', (port) => filled(port, { protocol: 'TCP' })),
      ),
    whole,
  );
}

/** `stringData` is for writing alone: it is stored encoded, in `data`. */
function secretDefaults(secret: JsonObject): JsonObject {
  const whole = filled(secret, { type: 'Opaque' });
  const text = fieldOf(whole, 'stringData');
  if (!isJsonObject(text)) return whole;
  const { stringData: _written, ...rest } = whole;
  const encoded = Object.entries(text).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  const data = { ...Object(fieldOf(whole, 'data')), ...Object.fromEntries(encoded) };
  return { ...rest, data };
}
