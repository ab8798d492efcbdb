import { get } from 'node:http';

import { describe, expect, it, test } from 'vitest';

import { fieldOf, valueAt } from './json.ts';
import { configMap, deployment, pod } from './testing/objects.ts';
import { type Answer, type StartedApi, startApi } from './testing/startedApi.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';

function namesIn({ body }: Answer): unknown[] {
  const items = fieldOf(body, 'items');
  if (!Array.isArray(items)) throw new Error(`not a list: ${JSON.stringify(body)}`);
  return items.map((item: unknown) => valueAt(item, ['metadata', 'name']));
}

function metadataOf({ body }: Answer, field: string): string {
  return String(valueAt(body, ['metadata', field]));
}

function statusWith(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = get(`${url}/api`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.once('error', reject);
  });
}

async function withMaps(...names: string[]): Promise<StartedApi> {
  const api = await startApi();
  for (const name of names) api.store.create(configMap(name));
  return api;
}

describe('objects', () => {
  it('are created, read, replaced and deleted', async () => {
    const api = await startApi();
    const created = await api.send('POST', MAPS, configMap('a'));
    expect(created).toMatchObject({ code: 201, body: { kind: 'ConfigMap' } });
    const replaced = await api.send('PUT', `${MAPS}/a`, { ...configMap('a'), data: { k: 'v' } });
    expect(replaced).toMatchObject({ code: 200, body: { data: { k: 'v' } } });
    expect((await api.send('GET', `${MAPS}/a`)).body).toEqual(replaced.body);
    expect(await api.send('DELETE', `${MAPS}/a`)).toMatchObject({
      code: 200,
      body: { status: 'Success', details: { name: 'a', kind: 'configmaps' } },
    });
    expect(await api.send('GET', `${MAPS}/a`)).toMatchObject({ code: 404 });
  });

  it('come as YAML, go as YAML', async () => {
    const api = await startApi();
    const yaml = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';
    const type = { 'content-type': 'application/yaml', accept: 'application/yaml' };
    const { code, body } = await api.send('POST', MAPS, yaml, type);
    expect(code).toBe(201);
    expect(body).toContain('kind: ConfigMap\n');
  });

  it('are shown as metadata alone, or as a Table with or without them', async () => {
    const api = await withMaps('a');
    const partial = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
    expect((await api.send('GET', MAPS, undefined, { accept: partial })).body).toMatchObject({
      kind: 'PartialObjectMetadataList',
      items: [{ kind: 'PartialObjectMetadata', metadata: { name: 'a' } }],
    });
    const accept = 'application/json;as=Table;g=meta.k8s.io;v=v1';
    const table = await api.send('GET', `${MAPS}?includeObject=Object`, undefined, { accept });
    expect(table.body).toMatchObject({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { resourceVersion: String(api.store.log.revision) },
      rows: [{ object: { kind: 'ConfigMap' } }],
    });
  });

  it('are read as Go reads them, a null as if it were absent', async () => {
    const api = await startApi();
    const { body } = await api.send('POST', MAPS, {
      ...configMap('a'),
      metadata: { name: 'a', labels: null, annotations: { k: 'v', n: null } },
      data: null,
    });
    expect(body).not.toHaveProperty('data');
    expect(body).not.toHaveProperty('metadata.labels');
    expect(body).toHaveProperty('metadata.annotations', { k: 'v' });
  });

  it('are only rehearsed in a dry run', async () => {
    const api = await withMaps('a');
    const { code } = await api.send('POST', `${MAPS}?dryRun=All`, configMap('b'));
    const removed = await api.send('DELETE', `${MAPS}/a?dryRun=All`);
    expect([code, removed.code]).toEqual([201, 200]);
    expect(namesIn(await api.send('GET', MAPS))).toEqual(['a']);
    expect(await api.send('POST', `${MAPS}?dryRun=Some`, configMap('b'))).toMatchObject({
      code: 400,
    });
  });

  it('go together by selector', async () => {
    const api = await withMaps('a', 'b');
    api.store.create(configMap('c', { labels: { keep: 'no' } }));
    await api.send('DELETE', `${MAPS}?labelSelector=keep`);
    expect(namesIn(await api.send('GET', MAPS))).toEqual(['a', 'b']);
  });
});

describe('lists', () => {
  it('are of one namespace or of all, in order', async () => {
    const api = await withMaps('b', 'a');
    api.store.create(configMap('c', { namespace: 'kube-public' }));
    expect(namesIn(await api.send('GET', MAPS))).toEqual(['a', 'b']);
    expect(namesIn(await api.send('GET', '/api/v1/configmaps'))).toEqual(['a', 'b', 'c']);
  });

  it('in pages all show the revision of the first', async () => {
    const api = await withMaps('a', 'b', 'c', 'd');
    const first = await api.send('GET', `${MAPS}?limit=2`);
    expect(namesIn(first)).toEqual(['a', 'b']);
    expect(first.body).toMatchObject({ metadata: { remainingItemCount: 2 } });
    api.store.delete({ plural: 'configmaps', namespace: 'default', name: 'c' });
    api.store.create(configMap('e'));
    const token = metadataOf(first, 'continue');
    const second = await api.send('GET', `${MAPS}?limit=2&continue=${token}`);
    expect(namesIn(second)).toEqual(['c', 'd']);
    expect(metadataOf(second, 'resourceVersion')).toBe(metadataOf(first, 'resourceVersion'));
    expect(valueAt(second.body, ['metadata', 'continue'])).toBeUndefined();
  });

  it('whose page is too old say 410', async () => {
    const api = await withMaps('a', 'b');
    const first = await api.send('GET', `${MAPS}?limit=1`);
    api.store.create(configMap('c'));
    api.store.log.compact();
    const token = metadataOf(first, 'continue');
    expect(await api.send('GET', `${MAPS}?limit=1&continue=${token}`)).toMatchObject({
      code: 410,
      body: { reason: 'Expired' },
    });
  });

  it('can be read as they were', async () => {
    const api = await withMaps('a');
    const then = api.store.log.revision;
    api.store.update(configMap('a', { data: { k: 'v' } }));
    api.store.create(configMap('b'));
    const exact = `${MAPS}?resourceVersion=${then}&resourceVersionMatch=Exact`;
    const { body } = await api.send('GET', exact);
    expect(body).toMatchObject({ metadata: { resourceVersion: String(then) } });
    expect(valueAt(body, ['items', 'length'])).toBeUndefined();
    expect(JSON.stringify(body)).not.toContain('"data"');
    const newer = `${MAPS}?resourceVersion=${then}&resourceVersionMatch=NotOlderThan`;
    expect(namesIn(await api.send('GET', newer))).toEqual(['a', 'b']);
  });

  test.each([
    ['limit=1&continue=nonsense', 400],
    ['resourceVersion=abc', 400],
    ['resourceVersionMatch=Exact', 400],
    ['labelSelector=a%20in%20b', 400],
    ['fieldSelector=nonsense', 400],
    ['resourceVersion=99999999999999', 504],
  ])('refuse %s', async (query, code) => {
    const api = await startApi();
    expect(await api.send('GET', `${MAPS}?${query}`)).toMatchObject({
      code,
      body: { kind: 'Status', status: 'Failure', code },
    });
  });
});

describe('patches', () => {
  test.each([
    ['application/json-patch+json', [{ op: 'replace', path: '/spec/replicas', value: 3 }]],
    ['application/merge-patch+json', { spec: { replicas: 3 } }],
    ['application/strategic-merge-patch+json', { spec: { replicas: 3 } }],
    [
      'application/apply-patch+yaml',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: { replicas: 3 },
      },
    ],
  ])('%s', async (type, patch) => {
    const api = await startApi();
    api.store.create(deployment('web'));
    const path = `${DEPLOYMENTS}/web?fieldManager=test`;
    expect(await api.send('PATCH', path, patch, { 'content-type': type })).toMatchObject({
      code: 200,
      body: { metadata: { generation: 2 }, spec: { replicas: 3 } },
    });
  });

  it('of containers merge by name', async () => {
    const api = await startApi();
    api.store.create(deployment('web'));
    const containers = [
      { name: 'app', image: 'app:2' },
      { name: 'side', image: 'side:1' },
    ];
    const type = { 'content-type': 'application/strategic-merge-patch+json' };
    const patch = { spec: { template: { spec: { containers } } } };
    const { body } = await api.send('PATCH', `${DEPLOYMENTS}/web`, patch, type);
    expect(valueAt(body, ['spec', 'template', 'spec', 'containers'])).toEqual(containers);
  });

  it('create by server-side apply, which wants a manager', async () => {
    const api = await startApi();
    const type = { 'content-type': 'application/apply-patch+yaml' };
    const yaml = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { k: v, l: w }\n';
    expect(await api.send('PATCH', `${MAPS}/a`, yaml, type)).toMatchObject({ code: 422 });
    const path = `${MAPS}/a?fieldManager=test`;
    expect(await api.send('PATCH', path, yaml, type)).toMatchObject({ code: 201 });
    const again = await api.send('PATCH', path, yaml.replace(', l: w', ''), type);
    expect(again).toMatchObject({ code: 200, body: { data: { k: 'v' } } });
    expect(valueAt(again.body, ['data', 'l'])).toBeUndefined();
  });

  it('with a resourceVersion are refused once it is old', async () => {
    const api = await startApi();
    const { metadata } = api.store.create(configMap('a'));
    api.store.update(configMap('a', { data: { k: 'v' } }));
    const type = { 'content-type': 'application/merge-patch+json' };
    const patch = { metadata: { resourceVersion: metadata.resourceVersion }, data: { k: 'w' } };
    expect(await api.send('PATCH', `${MAPS}/a`, patch, type)).toMatchObject({ code: 409 });
  });

  it('of other types are not taken', async () => {
    const api = await withMaps('a');
    expect(await api.send('PATCH', `${MAPS}/a`, {})).toMatchObject({
      code: 415,
      body: { reason: 'UnsupportedMediaType' },
    });
  });
});

describe('subresources', () => {
  it('scale reads and writes replicas', async () => {
    const api = await startApi();
    api.store.create(deployment('web', 2));
    expect((await api.send('GET', `${DEPLOYMENTS}/web/scale`)).body).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 2 },
      status: { replicas: 0, selector: 'app=web' },
    });
    const type = { 'content-type': 'application/merge-patch+json' };
    const scale = await api.send(
      'PATCH',
      `${DEPLOYMENTS}/web/scale`,
      { spec: { replicas: 5 } },
      type,
    );
    expect(scale).toMatchObject({ code: 200, body: { kind: 'Scale', spec: { replicas: 5 } } });
    expect(api.store.list({ plural: 'deployments' })[0]).toMatchObject({ spec: { replicas: 5 } });
    const below = await api.send(
      'PATCH',
      `${DEPLOYMENTS}/web/scale`,
      { spec: { replicas: -1 } },
      type,
    );
    expect(below).toMatchObject({
      code: 422,
      body: { details: { causes: [{ field: 'spec.replicas' }] } },
    });
  });

  it('status changes nothing else', async () => {
    const api = await startApi();
    api.store.create(deployment('web'));
    const changed = { ...deployment('web', 9), status: { replicas: 1 } };
    expect((await api.send('PUT', `${DEPLOYMENTS}/web/status`, changed)).body).toMatchObject({
      metadata: { generation: 1 },
      spec: { replicas: 1 },
      status: { replicas: 1 },
    });
  });

  it('of a Pod bind, evict and tell its log', async () => {
    const api = await startApi();
    api.store.create(pod('p'));
    const path = '/api/v1/namespaces/default/pods/p';
    await api.send('POST', `${path}/binding`, { target: { kind: 'Node', name: 'n' } });
    expect((await api.send('GET', path)).body).toMatchObject({ spec: { nodeName: 'n' } });
    const log = await api.send('GET', `${path}/log`);
    expect(log.headers.get('content-type')).toContain('text/plain');
    expect(log.body).toContain('p');
    const eviction = { deleteOptions: { gracePeriodSeconds: 0 } };
    expect(await api.send('POST', `${path}/eviction`, eviction)).toMatchObject({ code: 201 });
    expect(await api.send('GET', path)).toMatchObject({ code: 404 });
  });
});

describe('fields', () => {
  const misspelt = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's' },
    spec: { type: 'ExternalName', ExternalName: 'example.com' },
  };
  const SERVICES = '/api/v1/namespaces/default/services';

  it('that do not exist are refused when strict', async () => {
    const api = await startApi();
    expect(await api.send('POST', `${SERVICES}?fieldValidation=Strict`, misspelt)).toMatchObject({
      code: 400,
      body: {
        reason: 'BadRequest',
        message:
          'Service in version "v1" cannot be handled as a Service: strict decoding error: unknown field "spec.ExternalName"',
      },
    });
  });

  it('are warned of and dropped otherwise', async () => {
    const api = await startApi();
    const { code, headers, body } = await api.send('POST', SERVICES, misspelt);
    expect([code, headers.get('warning')]).toEqual([
      201,
      String.raw`299 - "unknown field \"spec.ExternalName\""`,
    ]);
    expect(valueAt(body, ['spec', 'ExternalName'])).toBeUndefined();
    const ignored = { ...misspelt, metadata: { name: 't' } };
    const quiet = await api.send('POST', `${SERVICES}?fieldValidation=Ignore`, ignored);
    expect(quiet.headers.get('warning')).toBeNull();
    expect(valueAt(quiet.body, ['spec', 'ExternalName'])).toBeUndefined();
  });

  it('of the wrong type are always refused', async () => {
    const api = await startApi();
    const bad = { ...deployment('web'), spec: { replicas: 'three' } };
    const { code, body } = await api.send('POST', DEPLOYMENTS, bad);
    expect(code).toBe(400);
    expect(fieldOf(body, 'message')).toContain('spec.replicas');
  });
});

describe('refusals', () => {
  test.each([
    ['GET', `${MAPS}/none`, undefined, 404, 'configmaps "none" not found'],
    ['GET', '/api/v1/nothings', undefined, 404, 'the server could not find the requested resource'],
    ['GET', '/nowhere', undefined, 404, 'the server could not find the requested resource'],
    ['GET', `${MAPS}/a/scale`, undefined, 404, 'the server could not find the requested resource'],
    ['POST', MAPS, configMap('a'), 409, 'configmaps "a" already exists'],
    ['POST', MAPS, '{"a":', 400, 'the object provided is unrecognized'],
    ['POST', MAPS, '[]', 400, 'ConfigMap in version "v1" cannot be handled as a ConfigMap'],
    ['POST', MAPS, deployment('x'), 400, 'does not match the expected API version'],
    ['POST', MAPS, { ...configMap('x'), kind: 'Secret' }, 400, 'does not match the expected kind'],
    [
      'POST',
      MAPS,
      configMap('x', { namespace: 'other' }),
      400,
      'the namespace of the provided object',
    ],
    ['PUT', `${MAPS}/a`, configMap('b'), 400, 'does not match the name on the URL (a)'],
    ['PUT', `${MAPS}/none`, configMap('none'), 404, 'configmaps "none" not found'],
    ['POST', '/api/v1/configmaps', configMap('x'), 405, 'does not allow this method'],
    ['PUT', MAPS, configMap('x'), 405, 'does not allow this method'],
    ['PURGE', MAPS, undefined, 405, 'does not allow this method'],
    ['DELETE', `${MAPS}/a`, { propagationPolicy: 'Never' }, 400, 'propagationPolicy'],
    ['POST', MAPS, `"${'x'.repeat(3 * 1024 * 1024)}"`, 413, 'limit is 3145728'],
  ])('%s %s', async (method, path, body, code, message) => {
    const api = await withMaps('a');
    const answer = await api.send(method, path, body);
    expect(answer).toMatchObject({ code, body: { kind: 'Status', status: 'Failure', code } });
    expect(fieldOf(answer.body, 'message')).toContain(message);
  });

  it('say which forms are served and taken', async () => {
    const api = await startApi();
    const accept = { accept: 'application/vnd.kubernetes.protobuf' };
    expect(await api.send('GET', MAPS, undefined, accept)).toMatchObject({ code: 406 });
    const sent = { 'content-type': 'text/csv' };
    expect(await api.send('POST', MAPS, 'a,b', sent)).toMatchObject({ code: 415 });
  });

  it('of the authorizer name user, verb, resource and scope', async () => {
    const api = await startApi({
      authorizer: {
        allows: ({ verb, resource, namespace }) =>
          !['list', 'watch'].includes(verb) || resource !== 'pods' || namespace === 'mine',
        rules: () => [],
      },
    });
    const user = { 'impersonate-user': 'jane' };
    expect(await api.send('GET', '/api/v1/pods', undefined, user)).toMatchObject({
      code: 403,
      body: {
        reason: 'Forbidden',
        message:
          'pods is forbidden: User "jane" cannot list resource "pods" in API group "" at the cluster scope',
        details: { kind: 'pods' },
      },
    });
    expect(await api.send('GET', '/api/v1/namespaces/mine/pods')).toMatchObject({ code: 200 });
    expect(await api.send('GET', '/api/v1/namespaces/x/pods?watch=true')).toMatchObject({
      code: 403,
      body: { message: expect.stringContaining('cannot watch resource "pods"') },
    });
  });
});

describe('web pages', () => {
  test.each([
    [{}, 200],
    [{ host: 'localhost:1234' }, 200],
    [{ host: '[::1]:1234' }, 200],
    [{ host: 'rebound.example.com' }, 421],
    [{ origin: 'https://example.com' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'none' }, 200],
  ])('%j: %i', async (headers, code) => {
    const { url } = await startApi();
    expect(await statusWith(url, { ...headers })).toBe(code);
  });
});

describe('reviews', () => {
  const REVIEWS = '/apis/authorization.k8s.io/v1';

  it('tell what the authorizer would say', async () => {
    const rule = {
      verbs: ['get'],
      apiGroups: [''],
      resources: ['pods'],
      resourceNames: ['a'],
      nonResourceURLs: [],
    };
    const api = await startApi({
      authorizer: {
        allows: ({ verb, user }) => verb === 'get' || user.username === 'root',
        rules: () => [rule],
      },
    });
    const ask = async (verb: string): Promise<unknown> => {
      const spec = { resourceAttributes: { verb, resource: 'pods' } };
      const { body } = await api.send('POST', `${REVIEWS}/selfsubjectaccessreviews`, { spec });
      return valueAt(body, ['status', 'allowed']);
    };
    expect([await ask('get'), await ask('list')]).toEqual([true, false]);
    const spec = { user: 'root', resourceAttributes: { verb: 'list', resource: 'pods' } };
    const other = await api.send('POST', `${REVIEWS}/subjectaccessreviews`, { spec });
    expect(other.body).toMatchObject({ status: { allowed: true } });
    const rules = { spec: { namespace: 'default' } };
    const listed = await api.send('POST', `${REVIEWS}/selfsubjectrulesreviews`, rules);
    const { nonResourceURLs: _, ...resourceRule } = rule;
    expect(listed.body).toMatchObject({
      status: { resourceRules: [resourceRule], nonResourceRules: [] },
    });
  });

  it('tell who asks', async () => {
    const api = await startApi();
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
    const { body } = await api.send('POST', path, {}, { 'impersonate-user': 'jane' });
    expect(body).toMatchObject({ status: { userInfo: { username: 'jane' } } });
  });
});

describe('discovery', () => {
  it('lists versions, groups and resources', async () => {
    const api = await startApi();
    expect((await api.send('GET', '/version')).body).toMatchObject({
      gitVersion: 'v1.34.0+portolan',
    });
    expect((await api.send('GET', '/api')).body).toMatchObject({ versions: ['v1'] });
    expect((await api.send('GET', '/apis')).body).toMatchObject({ kind: 'APIGroupList' });
    expect((await api.send('GET', '/apis/apps')).body).toMatchObject({
      preferredVersion: { groupVersion: 'apps/v1' },
    });
    const { body } = await api.send('GET', '/apis/apps/v1');
    expect(body).toMatchObject({
      resources: expect.arrayContaining([
        expect.objectContaining({
          name: 'deployments',
          shortNames: ['deploy'],
          kind: 'Deployment',
        }),
        expect.objectContaining({ name: 'deployments/scale', kind: 'Scale', group: 'autoscaling' }),
      ]),
    });
    expect(await api.send('GET', '/apis/none/v1')).toMatchObject({ code: 404 });
  });

  it('has an aggregated form', async () => {
    const api = await startApi();
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    const { body, headers } = await api.send('GET', '/apis', undefined, { accept });
    expect(headers.get('content-type')).toBe(accept);
    expect(body).toMatchObject({
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
    });
  });

  it('points to OpenAPI documents and to health', async () => {
    const api = await startApi();
    const index = await api.send('GET', '/openapi/v3');
    const url = String(valueAt(index.body, ['paths', 'api/v1', 'serverRelativeURL']));
    expect((await api.send('GET', url)).body).toMatchObject({ openapi: '3.0.0' });
    for (const path of ['/healthz', '/livez', '/readyz']) {
      expect(await api.send('GET', path)).toMatchObject({ code: 200, body: 'ok' });
    }
  });
});

it('serves mounted routes beside its own', async () => {
  const api = await startApi({
    extraRoutes: [{ prefix: '/portolan/', handle: (_request, response) => response.end('"here"') }],
  });
  expect(await api.send('GET', '/portolan/v1/dial')).toMatchObject({ code: 200, body: 'here' });
});
