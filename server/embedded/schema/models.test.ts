import { expect, test } from 'vitest';

import { fieldsOf, modelOf } from './models.ts';
import { resourceTypes } from './resourceTypes.ts';

test('every built-in kind has a model, the Gateway API has none', () => {
  const without = resourceTypes.filter((type) => modelOf(type) === undefined);
  expect(without.map((type) => type.kind).toSorted()).toEqual([
    'GRPCRoute',
    'Gateway',
    'GatewayClass',
    'HTTPRoute',
    'ReferenceGrant',
    'TCPRoute',
    'TLSRoute',
  ]);
});

test.each([
  ['', 'v1', 'Service', 'V1Service'],
  ['', 'v1', 'Event', 'CoreV1Event'],
  ['events.k8s.io', 'v1', 'Event', 'EventsV1Event'],
  ['autoscaling', 'v2', 'HorizontalPodAutoscaler', 'V2HorizontalPodAutoscaler'],
  ['example.com', 'v1', 'Service', undefined],
  ['', 'v1', 'constructor', undefined],
])('%s/%s %s has the model %s', (group, version, kind, model) => {
  expect(modelOf({ group, version, kind })).toBe(model);
});

test.each([
  ['V1ServiceSpec', 'externalName', { is: 'string' }],
  ['V1ServiceSpec', 'ports', { is: 'list', of: { is: 'object', model: 'V1ServicePort' } }],
  ['V1ServiceSpec', 'selector', { is: 'map', of: { is: 'string' } }],
  ['V1ServicePort', 'targetPort', { is: 'intOrString' }],
  ['V1ServicePort', 'port', { is: 'integer', bits: 32 }],
  ['V1PodSpec', 'activeDeadlineSeconds', { is: 'integer', bits: 64 }],
  ['V1ObjectMeta', 'creationTimestamp', { is: 'time', micro: false }],
  ['V1LeaseSpec', 'renewTime', { is: 'time', micro: true }],
  ['V1Secret', 'data', { is: 'map', of: { is: 'bytes' } }],
  ['V1ResourceRequirements', 'limits', { is: 'map', of: { is: 'quantity' } }],
  ['V1EmptyDirVolumeSource', 'sizeLimit', { is: 'quantity' }],
  ['V1ControllerRevision', 'data', { is: 'any' }],
  ['V1JSONSchemaProps', '$ref', { is: 'string' }],
  ['V1ServiceSpec', 'ExternalName', undefined],
  ['V1ServiceSpec', 'constructor', undefined],
])('%s.%s takes %o', (model, field, shape) => {
  expect(fieldsOf(model)?.get(field)).toEqual(shape);
});

test('no such model, no fields', () => {
  expect(fieldsOf('V1Nothing')).toBeUndefined();
  expect(fieldsOf('toString')).toBeUndefined();
});
