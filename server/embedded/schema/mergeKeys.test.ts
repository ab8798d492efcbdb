import { expect, test } from 'vitest';

import { mergeKeyOf } from './mergeKeys.ts';
import { mergeRules } from './mergeRules.ts';
import { fieldsOf } from './models.ts';
import { typeFor } from './typeFor.ts';

const pod = 'spec.template.spec';

test.each([
  ['Service', 'spec.ports', { mergeKey: 'port', strategy: 'merge' }],
  ['Service', 'spec.selector', undefined],
  ['Service', 'metadata.finalizers', { strategy: 'merge' }],
  ['Service', 'metadata.ownerReferences', { mergeKey: 'uid', strategy: 'merge' }],
  ['Service', 'status.loadBalancer.ingress', undefined],
  ['Service', 'status.conditions', { mergeKey: 'type', strategy: 'merge' }],
  ['Deployment', 'spec.strategy', { strategy: 'retainKeys' }],
  ['Deployment', `${pod}.containers`, { mergeKey: 'name', strategy: 'merge' }],
  ['Deployment', `${pod}.containers.ports`, { mergeKey: 'containerPort', strategy: 'merge' }],
  ['Deployment', `${pod}.containers.0.env`, { mergeKey: 'name', strategy: 'merge' }],
  ['Deployment', `${pod}.containers.args`, undefined],
  [
    'Deployment',
    `${pod}.initContainers.volumeMounts`,
    { mergeKey: 'mountPath', strategy: 'merge' },
  ],
  ['Deployment', `${pod}.volumes`, { mergeKey: 'name', strategy: 'merge,retainKeys' }],
  ['Deployment', `${pod}.tolerations`, undefined],
  ['Deployment', `${pod}.hostAliases`, { mergeKey: 'ip', strategy: 'merge' }],
  ['Deployment', `${pod}.imagePullSecrets`, { mergeKey: 'name', strategy: 'merge' }],
  [
    'Deployment',
    `${pod}.topologySpreadConstraints`,
    { mergeKey: 'topologyKey', strategy: 'merge' },
  ],
  ['ServiceAccount', 'secrets', { mergeKey: 'name', strategy: 'merge' }],
  ['ServiceAccount', 'imagePullSecrets', undefined],
  ['EndpointSlice', 'endpoints', undefined],
  ['Endpoints', 'subsets', undefined],
  ['ConfigMap', 'data.containers', undefined],
  ['HTTPRoute', 'spec.rules', undefined],
  ['Pod', 'spec.nosuch.containers', undefined],
  ['Pod', '', undefined],
])('%s %s', (kind, path, rule) => {
  expect(mergeKeyOf(typeFor(kind), path === '' ? [] : path.split('.'))).toEqual(rule);
});

test('every rule names a field there is, and its key a field of the items', () => {
  for (const [model, fields] of mergeRules) {
    for (const [field, rule] of fields) {
      const shape = fieldsOf(model)?.get(field);
      expect(shape, `${model}.${field}`).toBeDefined();
      if (rule.mergeKey === undefined) continue;
      const items = shape?.is === 'list' && shape.of.is === 'object' ? shape.of.model : '';
      expect(fieldsOf(items)?.has(rule.mergeKey), `${model}.${field}: ${rule.mergeKey}`).toBe(true);
    }
  }
});
