import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, expect, it } from 'vitest';

import { startApiAlone } from './apiAlone.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default' },
  spec: { nodeName: 'somewhere', containers: [{ name: 'app', image: 'example/app:1' }] },
};

it('serves what is written, and nobody changes it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-'));
  undo.push(() => rm(folder, { recursive: true }));
  const kubeconfigPath = join(folder, 'kubeconfig');
  const api = await startApiAlone({ apiPort: 0, kubeconfigPath, log: () => undefined });
  undo.push(() => api.close());
  expect(await readFile(kubeconfigPath, 'utf8')).toContain(api.url);

  const send = async (path: string, method: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(new URL(path, api.url), {
      method,
      ...(body !== undefined && {
        headers: {
          'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
        },
        body: JSON.stringify(body),
      }),
    });
    expect(answer.ok).toBe(true);
    return answer.json();
  };
  const pods = '/api/v1/namespaces/default/pods';
  await send(pods, 'POST', pod);
  const status = { phase: 'Running', podIP: '10.1.2.3', podIPs: [{ ip: '10.1.2.3' }] };
  await send(`${pods}/web/status`, 'PATCH', { status });
  expect(await send(`${pods}/web`, 'GET')).toMatchObject({ status });
  expect(await send('/api/v1/nodes', 'GET')).toMatchObject({ items: [] });
  const answer = await fetch(new URL('/portolan/v1/network', api.url));
  expect(answer.status).toBe(404);
});

it('gives Services both families', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-'));
  undo.push(() => rm(folder, { recursive: true }));
  const text = `
apiVersion: v1
kind: Service
metadata: { name: dual }
spec:
  ipFamilyPolicy: RequireDualStack
  ports: [{ port: 80 }]
`;
  const api = await startApiAlone({
    apiPort: 0,
    kubeconfigPath: join(folder, 'kubeconfig'),
    manifests: [{ name: 'dual.yaml', text }],
    log: () => undefined,
  });
  undo.push(() => api.close());
  expect(api.problems).toEqual([]);
  const answer = await fetch(new URL('/api/v1/namespaces/default/services/dual', api.url));
  expect(await answer.json()).toMatchObject({ spec: { ipFamilies: ['IPv4', 'IPv6'] } });
});
