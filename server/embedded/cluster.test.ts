import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { startEmbeddedCluster, type EmbeddedCluster } from './cluster.ts';

const CORPUS = join(import.meta.dirname, '../../../shared/corpus');
const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
const hasCorpus = spawnSync('test', ['-d', CORPUS]).status === 0;

// Generous: kubectl is a process of its own, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const SOON = { timeout: 15_000, interval: 100 };

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function start(manifests?: { name: string; text: string }[]): Promise<EmbeddedCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-'));
  undo.push(() => rm(folder, { recursive: true }));
  const cluster = await startEmbeddedCluster({
    apiPort: 0,
    kubeconfigPath: join(folder, 'kubeconfig'),
    log: () => undefined,
    ...(manifests && { manifests }),
  });
  undo.push(() => cluster.close());
  return cluster;
}

async function kubectl(cluster: EmbeddedCluster, ...args: string[]): Promise<string> {
  const all = [`--kubeconfig=${cluster.kubeconfigPath}`, ...args];
  const { stdout } = await promisify(execFile)('kubectl', all);
  return stdout;
}

it('starts with the scenarios, serves them, and ends', async () => {
  const cluster = await start();
  expect(cluster.problems).toEqual([]);
  const response = await fetch(`${cluster.url}/api/v1/services`);
  const list: unknown = await response.json();
  expect(Object(list).items.length).toBeGreaterThan(10);
  expect(await readFile(cluster.kubeconfigPath ?? '', 'utf8')).toContain(cluster.url);
  await cluster.close();
  await expect(fetch(cluster.url)).rejects.toThrow('fetch failed');
});

it('rejects, leaving nothing open, when the port is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  undo.push(() => new Promise((resolve) => other.close(resolve)));
  const address = other.address();
  const apiPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await expect(
    startEmbeddedCluster({ apiPort, manifests: [], log: () => undefined }),
  ).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

describe.skipIf(!hasKubectl)('kubectl (skipped where it is not installed)', () => {
  const web = [
    {
      name: 'web.yaml',
      text: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web }] }
`,
    },
  ];

  it('scales, restarts and follows a Deployment', async () => {
    const cluster = await start(web);
    const status = () => kubectl(cluster, 'rollout', 'status', 'deploy/web', '--timeout=20s');
    expect(await status()).toContain('successfully rolled out');
    await kubectl(cluster, 'scale', 'deploy/web', '--replicas=4');
    expect(await status()).toContain('successfully rolled out');
    await kubectl(cluster, 'rollout', 'restart', 'deploy/web');
    expect(await status()).toContain('successfully rolled out');
    await kubectl(cluster, 'rollout', 'undo', 'deploy/web');
    expect(await status()).toContain('successfully rolled out');
    await kubectl(cluster, 'delete', 'pod', '-l', 'app=web');
    expect(await status()).toContain('successfully rolled out');
    const described = await kubectl(cluster, 'describe', 'deploy/web');
    expect(described).toMatch(/ScalingReplicaSet .*Scaled up replica set web-\S+ from 2 to 4/);
  });

  it('breaks a Pod’s readiness by its status, for as long as it likes', async () => {
    const cluster = await start(web);
    await kubectl(cluster, 'rollout', 'status', 'deploy/web', '--timeout=20s');
    const [pod = ''] = (await kubectl(cluster, 'get', 'pods', '-o', 'name')).split('\n');
    const ready = () =>
      kubectl(
        cluster,
        'get',
        pod,
        '-o',
        'jsonpath={.status.conditions[?(@.type=="Ready")].status}',
      );
    const readyReplicas = () =>
      kubectl(cluster, 'get', 'deploy', 'web', '-o', 'jsonpath={.status.readyReplicas}');
    const patch = (value: string) =>
      kubectl(
        cluster,
        'patch',
        pod,
        '--subresource=status',
        '-p',
        `{"status":{"conditions":[{"type":"Ready","status":"${value}"}]}}`,
      );
    await patch('False');
    await kubectl(cluster, 'annotate', pod, 'example.com/touched=yes');
    await vi.waitFor(async () => expect(await readyReplicas()).toBe('1'), SOON);
    expect(await ready()).toBe('False');
    await patch('True');
    await vi.waitFor(async () => expect(await readyReplicas()).toBe('2'), SOON);
  });

  it.skipIf(!hasCorpus)(
    'brings up real manifests (skipped where they are not at hand)',
    async () => {
      const cluster = await start([]);
      await kubectl(cluster, 'apply', '-f', join(CORPUS, 'online-boutique.yaml'));
      await kubectl(cluster, 'create', 'namespace', 'voting');
      await kubectl(cluster, 'apply', '-n', 'voting', '-f', join(CORPUS, 'voting-app'));
      const wait = (namespace: string) =>
        kubectl(
          cluster,
          'wait',
          '-n',
          namespace,
          'deploy',
          '--all',
          '--for=condition=Available',
          '--timeout=40s',
        );
      await Promise.all([wait('default'), wait('voting')]);
      const services = await kubectl(cluster, 'get', 'services', '-o', 'name');
      expect(services.trim().split('\n')).toHaveLength(13);
    },
    60_000,
  );
});
