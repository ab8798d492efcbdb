import { afterEach, describe, expect, test } from 'vitest';
import { createEmbeddedApi } from '../api/api.ts';
import { valueAt } from '../api/json.ts';
import { listenEmbeddedApi, type Listening } from '../api/listen.ts';
import type { KubeObject } from '../objects.ts';

const rbac = 'rbac.authorization.k8s.io';
const day = Date.parse('2026-01-01T00:00:00Z');

let listening: Listening | undefined;
let now = day;
afterEach(async () => {
  await listening?.close();
  now = day;
});

interface Answer {
  code: number;
  body: unknown;
}
type Send = (method: string, path: string, body?: unknown, headers?: object) => Promise<Answer>;

async function apiWith(...objects: readonly KubeObject[]): Promise<Send> {
  const api = createEmbeddedApi({ clock: () => now });
  const namespaces = ['shop', 'portolan'].map((name): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));
  for (const object of [...namespaces, account, ...objects]) api.store.create(object);
  const { url, close } = await listenEmbeddedApi(api);
  listening = { url, close };
  return async (method, path, body, headers) => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { code: response.status, body: await response.json() };
  };
}

const account: KubeObject = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'portolan', namespace: 'portolan' },
};

const subjects = [{ kind: 'ServiceAccount', name: 'portolan', namespace: 'portolan' }];

function role(kind: 'Role' | 'ClusterRole', rule: object, namespace?: string): KubeObject[] {
  const metadata = { name: 'r', ...(namespace !== undefined && { namespace }) };
  const apiVersion = `${rbac}/v1`;
  return [
    { apiVersion, kind, metadata, rules: [rule] },
    {
      apiVersion,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: rbac, kind, name: 'r' },
      subjects,
    },
  ];
}

const reads = (group: string, resource: string, names?: string[]) => ({
  apiGroups: [group],
  resources: [resource],
  verbs: ['get', 'list', 'watch'],
  ...(names && { resourceNames: names }),
});

const tokenPath = '/api/v1/namespaces/portolan/serviceaccounts/portolan/token';

async function tokenOf(send: Send, seconds = 600): Promise<{ authorization: string }> {
  const { code, body } = await send('POST', tokenPath, { spec: { expirationSeconds: seconds } });
  expect(code).toBe(201);
  return { authorization: `Bearer ${String(valueAt(body, ['status', 'token']))}` };
}

describe('a token', () => {
  test('is the account, and may what its roles give', async () => {
    const send = await apiWith(...role('ClusterRole', reads('', 'pods')));
    const token = await tokenOf(send);
    expect((await send('GET', '/api/v1/pods', undefined, token)).code).toBe(200);
    expect(await send('GET', '/api/v1/services', undefined, token)).toMatchObject({
      code: 403,
      body: {
        reason: 'Forbidden',
        message:
          'services is forbidden: User "system:serviceaccount:portolan:portolan" cannot list resource "services" in API group "" at the cluster scope',
      },
    });
    expect((await send('DELETE', '/api/v1/namespaces/shop/pods/x', undefined, token)).code).toBe(
      403,
    );
  });

  test('that nobody gave is not known; one that has expired neither', async () => {
    const send = await apiWith(...role('ClusterRole', reads('', 'pods')));
    const token = await tokenOf(send);
    now += 599_000;
    expect((await send('GET', '/api/v1/pods', undefined, token)).code).toBe(200);
    now += 1_000;
    expect((await send('GET', '/api/v1/pods', undefined, token)).code).toBe(401);
    const made = { authorization: 'Bearer made-up' };
    for (const path of ['/api/v1/pods', '/version'])
      expect(await send('GET', path, undefined, made)).toMatchObject({
        code: 401,
        body: { reason: 'Unauthorized' },
      });
  });

  test('ends with its account, and needs one', async () => {
    const send = await apiWith(...role('ClusterRole', reads('', 'pods')));
    const token = await tokenOf(send);
    await send('DELETE', '/api/v1/namespaces/portolan/serviceaccounts/portolan');
    expect((await send('GET', '/api/v1/pods', undefined, token)).code).toBe(401);
    expect((await send('POST', tokenPath, {})).code).toBe(404);
  });

  test('lasts ten minutes at least', async () => {
    const send = await apiWith();
    expect(await send('POST', tokenPath, { spec: { expirationSeconds: 599 } })).toMatchObject({
      code: 422,
      body: { details: { causes: [{ field: 'spec.expirationSeconds' }] } },
    });
  });
});

describe('roles', () => {
  const asPortolan = { 'impersonate-user': 'system:serviceaccount:portolan:portolan' };

  test('of a namespace allow there alone', async () => {
    const send = await apiWith(...role('Role', reads('', 'pods'), 'shop'));
    const list = async (path: string) => (await send('GET', path, undefined, asPortolan)).code;
    expect(await list('/api/v1/namespaces/shop/pods')).toBe(200);
    expect(await list('/api/v1/namespaces/default/pods')).toBe(403);
    expect(await list('/api/v1/pods')).toBe(403);
  });

  test('for names allow to get these, not to list', async () => {
    const named = reads('', 'configmaps', ['kube-proxy']);
    const send = await apiWith(...role('Role', named, 'kube-system'));
    const maps = '/api/v1/namespaces/kube-system/configmaps';
    const get = async (path: string) => (await send('GET', path, undefined, asPortolan)).code;
    expect(await get(`${maps}/kube-proxy`)).toBe(404);
    expect(await get(`${maps}/other`)).toBe(403);
    expect(await get(maps)).toBe(403);
  });

  test('do not reach subresources by the resource, nor other groups', async () => {
    const send = await apiWith(...role('ClusterRole', reads('', 'pods')));
    const path = '/api/v1/namespaces/shop/pods/p/log';
    expect((await send('GET', path, undefined, asPortolan)).code).toBe(403);
    const slices = '/apis/discovery.k8s.io/v1/endpointslices';
    expect((await send('GET', slices, undefined, asPortolan)).code).toBe(403);
  });

  test('that are taken away count no more', async () => {
    const send = await apiWith(...role('ClusterRole', reads('', 'pods')));
    const list = async () => (await send('GET', '/api/v1/pods', undefined, asPortolan)).code;
    expect(await list()).toBe(200);
    await send('DELETE', `/apis/${rbac}/v1/clusterroles/r`);
    expect(await list()).toBe(403);
  });

  test('are listed by a rules review, names included', async () => {
    const named = reads('', 'configmaps', ['kube-proxy']);
    const send = await apiWith(...role('Role', named, 'kube-system'));
    const path = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
    const ask = async (namespace: string) =>
      valueAt((await send('POST', path, { spec: { namespace } }, asPortolan)).body, [
        'status',
        'resourceRules',
      ]);
    const basics = [
      expect.objectContaining({
        resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      }),
      expect.objectContaining({ resources: ['selfsubjectreviews'] }),
    ];
    expect(await ask('kube-system')).toEqual([...basics, named]);
    expect(await ask('default')).toEqual(basics);
  });
});

test('who may not impersonate is told so', async () => {
  const send = await apiWith();
  const token = await tokenOf(send);
  const headers = { ...token, 'impersonate-user': 'jane' };
  expect(await send('GET', '/api/v1/pods', undefined, headers)).toMatchObject({
    code: 403,
    body: { message: expect.stringContaining('cannot impersonate resource "users"') },
  });
});
