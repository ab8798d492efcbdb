// kubectl, and client-node's older way, forward ports to Pods of a running embedded cluster.
import { type ChildProcessByStdio, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';

import { KubeConfig, PortForward } from '@kubernetes/client-node';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { valueAt } from '../api/json.ts';
import { type EmbeddedCluster, startEmbeddedCluster } from '../cluster.ts';

const missing = spawnSync('kubectl', ['version', '--client']).error !== undefined;
if (missing) console.warn('kubectl is not installed: its tests are skipped');

// Generous: kubectl is a process of its own, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const manifest = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: default, labels: { app: web } }
spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: default }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: reader, namespace: default }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: default }
rules:
  - { apiGroups: [''], resources: [pods], verbs: [get, list] }
  - { apiGroups: [''], resources: [pods/portforward], verbs: [get] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader, namespace: default }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: reader, namespace: default }]
`;

type Kubectl = ChildProcessByStdio<null, Readable, Readable>;

describe.each([{ tls: false }, { tls: true }])('TLS: $tls', ({ tls }) => {
  let directory: string;
  let cluster: EmbeddedCluster;
  const running: Kubectl[] = [];
  const servers: Server[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'portolan-forward-'));
    cluster = await startEmbeddedCluster({
      apiPort: 0,
      tls,
      manifests: [{ name: 'web.yaml', text: manifest }],
      kubeconfigPath: join(directory, 'kubeconfig'),
      log: () => undefined,
    });
    const pod = { plural: 'pods', group: '', namespace: 'default', name: 'web' };
    await vi.waitUntil(() => valueAt(cluster.store.get(pod), ['status', 'phase']) === 'Running', {
      timeout: 20_000,
    });
  });
  afterEach(() => {
    for (const child of running.splice(0)) child.kill();
    for (const server of servers.splice(0)) server.close();
  });
  afterAll(async () => {
    await cluster.close();
    await rm(directory, { recursive: true });
  });

  function args(...more: string[]): string[] {
    return [
      `--kubeconfig=${join(directory, 'kubeconfig')}`,
      `--cache-dir=${directory}/cache`,
      ...more,
    ];
  }

  async function kubectl(...more: string[]): Promise<string> {
    return (await promisify(execFile)('kubectl', args(...more))).stdout;
  }

  /** Resolves with the local port, once it is forwarded, and what kubectl complains of. */
  async function forward(
    target: string,
    port: number,
    env: Record<string, string> = {},
    ...more: string[]
  ): Promise<{ port: number; child: Kubectl; words: () => string }> {
    const child = spawn('kubectl', args('port-forward', target, `:${port}`, ...more), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    running.push(child);
    let words = '';
    child.stderr.on('data', (text: Buffer) => (words += String(text)));
    const local = await new Promise<number>((resolve, reject) => {
      child.stdout.on('data', (text: Buffer) => {
        const match = /127\.0\.0\.1:(\d+)/.exec(String(text));
        if (match) resolve(Number(match[1]));
      });
      child.once('exit', () => reject(new Error(words)));
    });
    return { port: local, child, words: () => words };
  }

  const ways = [
    ['a WebSocket', {}],
    ['plain SPDY', { KUBECTL_PORT_FORWARD_WEBSOCKETS: 'false' }],
  ] as const;

  test.skipIf(missing).each(ways)('kubectl reaches Pods by %s', async (_name, env) => {
    for (const target of ['pod/web', 'svc/web']) {
      const { port } = await forward(target, target === 'svc/web' ? 80 : 8080, env);
      const answers = await Promise.all(
        [1, 2, 3].map(async () => (await fetch(`http://127.0.0.1:${port}/`)).json()),
      );
      expect(answers).toEqual(
        answers.map(() => expect.objectContaining({ pod: 'web', namespace: 'default' })),
      );
    }
  });

  test.skipIf(missing)('a process of this machine stands in for a Pod that names it', async () => {
    const bulk = Buffer.alloc(3_000_000, 'portolan');
    const server = createServer((request, response) => {
      if (request.method === 'GET') response.end(bulk);
      else request.pipe(response);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const own = Object(server.address()).port;
    await kubectl('annotate', 'pod', 'web', `portolan.dev/forward-to=127.0.0.1:${own}`);
    const { port } = await forward('pod/web', 8080);
    const url = `http://127.0.0.1:${port}/`;
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(bulk)).toBe(true);
    const echoed = await fetch(url, { method: 'POST', body: bulk });
    expect(Buffer.from(await echoed.arrayBuffer()).equals(bulk)).toBe(true);
    await kubectl('annotate', 'pod', 'web', 'portolan.dev/forward-to=192.0.2.1:80', '--overwrite');
    const again = await forward('pod/web', 8080);
    expect(await (await fetch(`http://127.0.0.1:${again.port}/`)).json()).toMatchObject({
      pod: 'web',
    });
    await kubectl('annotate', 'pod', 'web', 'portolan.dev/forward-to-');
  });

  test.skipIf(missing)('where nobody listens, kubectl tells the refusal', async () => {
    const { port, words } = await forward('pod/web', 81);
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    await expect
      .poll(words, { timeout: 10_000 })
      .toMatch(/an error occurred forwarding \d+ -> 81: .*connect: connection refused/);
    socket.destroy();
  });

  test.skipIf(missing)('get alone does not do: create is asked for as well', async () => {
    const token = await kubectl('create', 'token', 'reader', '-n', 'default');
    const asReader = ['--token', token.trim()];
    const refusal = tls
      ? forward('pod/web', 8080, {}, ...asReader)
      : // Without TLS kubectl sends no token.
        forward('pod/web', 8080, {}, '--as', 'system:serviceaccount:default:reader');
    await expect(refusal).rejects.toThrow(
      'User "system:serviceaccount:default:reader" cannot create resource "pods/portforward"',
    );
  });

  test('client-node reaches a Pod by the channels of a WebSocket', async () => {
    const config = new KubeConfig();
    config.loadFromFile(join(directory, 'kubeconfig'));
    const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const open = await new PortForward(config).portForward(
      'default',
      'web',
      [8080],
      output,
      errors,
      input,
    );
    input.write('GET / HTTP/1.1\r\nhost: web\r\n\r\n');
    let told = '';
    output.on('data', (text: Buffer) => (told += String(text)));
    await expect.poll(() => told, { timeout: 10_000 }).toContain('"pod":"web"');
    if (typeof open !== 'function') open.close();
  });
});
