import { expect, test } from 'vitest';

import { checkFields, dropUnknown } from './fields.ts';
import { typeFor } from './typeFor.ts';

const service = typeFor('Service');
const deployment = typeFor('Deployment');

function deploymentOf(container: unknown) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { template: { spec: { containers: [{ name: 'a' }, container] } } },
  };
}

test('a misspelt Service field is named with what was meant', () => {
  const report = checkFields(service, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db', labels: { constructor: 'x', ['__proto__']: 'y' } },
    spec: { type: 'ExternalName', ExternalName: 'db.example.com', prots: [] },
  });
  expect(report.unknown).toEqual(['spec.ExternalName', 'spec.prots']);
  expect([...report.nearest]).toEqual([
    ['spec.ExternalName', 'externalName'],
    ['spec.prots', 'ports'],
  ]);
  expect(report.invalid).toEqual([]);
});

test('unknown fields inside lists carry their index', () => {
  const report = checkFields(deployment, deploymentOf({ name: 'b', imagee: 'nginx' }));
  expect(report.unknown).toEqual(['spec.template.spec.containers[1].imagee']);
  expect(report.nearest.get('spec.template.spec.containers[1].imagee')).toBe('image');
});

test('names of Object.prototype are unknown fields like any other', () => {
  const object: unknown = JSON.parse('{"spec":{"__proto__":{},"constructor":1,"toString":2}}');
  expect(checkFields(service, object).unknown).toEqual([
    'spec.__proto__',
    'spec.constructor',
    'spec.toString',
  ]);
});

test.each([
  [
    { replicas: 'three' },
    'spec.replicas',
    'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
  ],
  [
    { replicas: 1.5 },
    'spec.replicas',
    'json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32',
  ],
  [
    { replicas: 2 ** 31 },
    'spec.replicas',
    'json: cannot unmarshal number 2147483648 into Go struct field DeploymentSpec.spec.replicas of type int32',
  ],
  [
    { template: [] },
    'spec.template',
    'json: cannot unmarshal array into Go struct field DeploymentSpec.spec.template of type v1.PodTemplateSpec',
  ],
  [
    { template: { spec: { containers: {} } } },
    'spec.template.spec.containers',
    'json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container',
  ],
  [
    { template: { spec: { containers: [{ env: [{ name: 'A', value: 1 }] }] } } },
    'spec.template.spec.containers[0].env[0].value',
    'json: cannot unmarshal number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string',
  ],
  [
    { selector: { matchLabels: { app: true } } },
    'spec.selector.matchLabels.app',
    'json: cannot unmarshal bool into Go struct field LabelSelector.spec.selector.matchLabels of type string',
  ],
  [
    { strategy: { rollingUpdate: { maxSurge: 1.5 } } },
    'spec.strategy.rollingUpdate.maxSurge',
    'json: cannot unmarshal number 1.5 into Go value of type int32',
  ],
  [
    { template: { spec: { containers: [{ resources: { limits: { cpu: 'much' } } }] } } },
    'spec.template.spec.containers[0].resources.limits.cpu',
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
])('%j is refused at %s', (spec, path, message) => {
  expect(checkFields(deployment, { spec }).invalid).toEqual([{ path, message }]);
});

test.each([
  { replicas: null },
  { strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } } },
  { template: { spec: { containers: [{ resources: { limits: { cpu: 2, memory: '1Gi' } } }] } } },
  { template: { metadata: { creationTimestamp: null } } },
])('%j fits', (spec) => {
  expect(checkFields(deployment, { spec })).toEqual({
    unknown: [],
    invalid: [],
    nearest: new Map(),
  });
});

test.each([
  ['ConfigMap', { binaryData: { a: 'AAA' } }, 'illegal base64 data at input byte 0'],
  ['Secret', { data: { a: 'plain text' } }, 'illegal base64 data at input byte 5'],
  [
    'ConfigMap',
    { metadata: { creationTimestamp: 'now' } },
    'parsing time "now" as "2006-01-02T15:04:05Z07:00": cannot parse "now" as "2006"',
  ],
  [
    'HTTPRoute',
    { metadata: { labels: [] } },
    'json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string',
  ],
])('%s %j: %s', (kind, object, message) => {
  expect(checkFields(typeFor(kind), object).invalid).toMatchObject([{ message }]);
});

test.each([
  ['Secret', { data: { a: 'aGVsbG8=' } }],
  ['HTTPRoute', { spec: { anything: [{ goes: true }] } }],
])('%s %j fits', (kind, object) => {
  expect(checkFields(typeFor(kind), object)).toMatchObject({ unknown: [], invalid: [] });
});

test('what is no object at all is refused', () => {
  expect(checkFields(service, [])).toMatchObject({ invalid: [{ path: '' }] });
});

test('unknown fields are dropped and the rest is kept as it was', () => {
  const object = deploymentOf({ name: 'b', imagee: 'nginx', resources: { limits: { gpu: 1 } } });
  const before = structuredClone(object);
  const left = dropUnknown(deployment, object);
  expect(left).toEqual(deploymentOf({ name: 'b', resources: { limits: { gpu: 1 } } }));
  expect(left.metadata).toBe(object.metadata);
  expect(object).toEqual(before);
});

test('an object with nothing unknown is handed back itself', () => {
  const known = deploymentOf({ name: 'b' });
  expect(dropUnknown(deployment, known)).toBe(known);
  const route = { metadata: { name: 'r' }, spec: { anything: 1 } };
  expect(dropUnknown(typeFor('HTTPRoute'), route)).toBe(route);
});

test('metadata of kinds without a model is checked and cleaned', () => {
  const route = { metadata: { name: 'r', lables: {} }, spec: { anything: 1 } };
  expect(checkFields(typeFor('HTTPRoute'), route).unknown).toEqual(['metadata.lables']);
  expect(dropUnknown(typeFor('HTTPRoute'), route)).toEqual({
    metadata: { name: 'r' },
    spec: { anything: 1 },
  });
});
