import { expect, test } from 'vitest';

import { openApiV3Document, openApiV3Index } from './openapi.ts';
import { resourceTypes } from './resourceTypes.ts';
import { modelSchemaName } from './schemaNames.ts';
import { at } from './read.ts';

const core = openApiV3Document('api/v1', resourceTypes);
const schemas = core?.components.schemas;

test('every group version has a document, at a URL that changes with it', () => {
  const { paths } = openApiV3Index(resourceTypes);
  expect(Object.keys(paths)).toContain('apis/discovery.k8s.io/v1');
  for (const [path, { serverRelativeURL }] of Object.entries(paths)) {
    expect(openApiV3Document(path, resourceTypes)).toBeDefined();
    expect(serverRelativeURL).toMatch(new RegExp(`^/openapi/v3/${path}\\?hash=[0-9A-F]{64}$`));
  }
  const fewer = openApiV3Index(resourceTypes.filter((type) => type.kind !== 'Pod'));
  expect(fewer.paths['api/v1']).not.toEqual(paths['api/v1']);
  expect(fewer.paths['apis/apps/v1']).toEqual(paths['apis/apps/v1']);
});

test.each(['api/v2', 'apis/apps/v2', '', 'constructor'])('nothing at %s', (path) => {
  expect(openApiV3Document(path, resourceTypes)).toBeUndefined();
});

test('documents are built once', () => {
  expect(openApiV3Document('api/v1', resourceTypes)).toBe(core);
});

test('PATCH lists fieldValidation, without which kubectl apply checks nothing here', () => {
  for (const path of Object.keys(openApiV3Index(resourceTypes).paths)) {
    const document = openApiV3Document(path, resourceTypes);
    const patches = Object.values(document?.paths ?? {}).flatMap((item) => item['patch'] ?? []);
    expect(patches.length).toBeGreaterThan(0);
    for (const patch of patches) {
      expect(at(patch, 'parameters')).toContainEqual(
        expect.objectContaining({ in: 'query', name: 'fieldValidation' }),
      );
    }
  }
});

test('a namespaced kind has a path for all namespaces and one for each', () => {
  const paths = Object.keys(core?.paths ?? {}).filter((path) => path.includes('services'));
  expect(paths).toEqual([
    '/api/v1/services',
    '/api/v1/namespaces/{namespace}/services',
    '/api/v1/namespaces/{namespace}/services/{name}',
  ]);
  expect(Object.keys(core?.paths ?? {})).toContain('/api/v1/nodes/{name}');
});

test('fields carry their types, references and merge keys', () => {
  expect(schemas?.['io.k8s.api.core.v1.Service']).toMatchObject({
    type: 'object',
    'x-kubernetes-group-version-kind': [{ group: '', kind: 'Service', version: 'v1' }],
  });
  expect(schemas?.['io.k8s.api.core.v1.ServiceSpec']?.['properties']).toMatchObject({
    externalName: { type: 'string' },
    ports: {
      type: 'array',
      items: { allOf: [{ $ref: '#/components/schemas/io.k8s.api.core.v1.ServicePort' }] },
      'x-kubernetes-patch-merge-key': 'port',
      'x-kubernetes-patch-strategy': 'merge',
    },
    selector: { type: 'object', additionalProperties: { type: 'string' } },
  });
  expect(schemas?.['io.k8s.api.core.v1.ServicePort']?.['properties']).toMatchObject({
    port: { type: 'integer', format: 'int32' },
    targetPort: {
      allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.util.intstr.IntOrString' }],
    },
  });
});

test('every reference leads somewhere', () => {
  for (const path of Object.keys(openApiV3Index(resourceTypes).paths)) {
    const document = openApiV3Document(path, resourceTypes);
    const known = document?.components.schemas ?? {};
    const named = JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g);
    const missing = [...named].filter(([, name = '']) => !Object.hasOwn(known, name));
    expect(missing.map(([, name]) => name)).toEqual([]);
  }
});

test('kinds without a model take anything', () => {
  const gateway = openApiV3Document('apis/gateway.networking.k8s.io/v1', resourceTypes);
  expect(gateway?.components.schemas['io.k8s.networking.gateway.v1.HTTPRoute']).toMatchObject({
    'x-kubernetes-preserve-unknown-fields': true,
  });
});

test.each([
  ['V1ObjectMeta', 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'],
  ['V1PodSpec', 'io.k8s.api.core.v1.PodSpec'],
  ['CoreV1EndpointPort', 'io.k8s.api.core.v1.EndpointPort'],
  ['DiscoveryV1EndpointPort', 'io.k8s.api.discovery.v1.EndpointPort'],
  ['V1DeploymentSpec', 'io.k8s.api.apps.v1.DeploymentSpec'],
  ['V1JobTemplateSpec', 'io.k8s.api.batch.v1.JobTemplateSpec'],
  ['V2MetricSpec', 'io.k8s.api.autoscaling.v2.MetricSpec'],
  ['V1IngressSpec', 'io.k8s.api.networking.v1.IngressSpec'],
  ['RbacV1Subject', 'io.k8s.api.rbac.v1.Subject'],
  ['V1JSONSchemaProps', 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps'],
])('%s is published as %s', (model, name) => {
  expect(modelSchemaName(model)).toBe(name);
});
