import type { Admission, KubeObject } from '../objects.ts';
import { filled, type JsonObject, withField } from './fill.ts';
import { jobDefaults } from './jobDefaults.ts';
import { modelOf } from './models.ts';
import { otherDefaults } from './otherDefaults.ts';
import { podDefaults, templateDefaults } from './podDefaults.ts';
import { qosClass } from './qosClass.ts';
import { quantitiesAsText } from './quantityText.ts';
import { replicatedDefaults } from './workloadDefaults.ts';

export { requiredFields } from './requiredFields.ts';

const byKind = new Map(
  Object.entries({
    ...jobDefaults,
    ...otherDefaults,
    ...replicatedDefaults,
    Pod: podDefaults,
    PodTemplate: (object: JsonObject) => withField(object, 'template', templateDefaults),
  }),
);

/**
 * Fills in what the API server would, so that `kubectl get -o yaml` and the controllers see whole
 * objects. Services, Endpoints and EndpointSlices have defaults of their own elsewhere.
 */
export const workloadDefaults: Admission = ({ verb, resource, object }) => {
  if (verb !== 'create' && verb !== 'update') return object;
  const model = modelOf(resource);
  const given = model === undefined ? object : quantitiesAsText(model, object);
  const defaults = model === undefined ? undefined : byKind.get(resource.kind);
  if (defaults === undefined) return given;
  const whole = defaulted(given, defaults);
  if (resource.kind !== 'Pod' || verb !== 'create') return whole;
  return withField(whole, 'status', (status) => filled(status, { qosClass: qosClass(whole) }), {});
};

/** Defaults never touch what makes an object one: its version, kind and metadata. */
function defaulted(object: KubeObject, defaults: (object: JsonObject) => JsonObject): KubeObject {
  const whole = defaults(object);
  if (whole === object) return object;
  const { apiVersion, kind, metadata } = object;
  return { ...whole, apiVersion, kind, metadata };
}
