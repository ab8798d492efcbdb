// `portolan serve` as a command: how it starts, refuses and ends. No browser.
import { once } from 'node:events';
import { request } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { freePort, listen } from '../fixtures/network.ts';
import { portolanEnds, startPortolan } from '../fixtures/portolan.ts';

const test = base.extend<{ directory: string }>({
  directory: async ({ browserName }, provide) => {
    const directory = await mkdtemp(join(tmpdir(), `portolan-e2e-${browserName}-`));
    await provide(directory);
    await rm(directory, { recursive: true });
  },
});

/** Writes a kubeconfig whose only context, `there`, is the API server at `server`. */
async function writeKubeconfig(directory: string, server: string): Promise<string> {
  const file = join(directory, 'config');
  await writeFile(
    file,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'there',
      clusters: [{ name: 'there', cluster: { server } }],
      contexts: [{ name: 'there', context: { cluster: 'there', user: 'me' } }],
      users: [{ name: 'me', user: { token: 'none' } }],
    }),
  );
  return file;
}

test('a port in use is a clear error', async () => {
  const other = await listen((_, response) => response.end());
  for (const flag of ['--port', '--api-port']) {
    const ended = await portolanEnds([
      'serve',
      '--embedded',
      '--no-open',
      ...(flag === '--port' ? [] : ['--port', '0']),
      flag,
      String(other.port),
    ]);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(`127.0.0.1:${other.port} is in use by another program`);
    expect(ended.err).toContain(flag);
    expect(ended.out).not.toContain('Portolan:');
  }
  await other.close();
});

test('an unknown option, a bad port and an unknown command end with 2', async () => {
  const unknown = await portolanEnds(['serve', '--embeded']);
  expect(unknown).toMatchObject({ code: 2, out: '' });
  expect(unknown.err).toContain("unknown option '--embeded'");
  expect(await portolanEnds(['serve', '--port', '70000'])).toMatchObject({ code: 2, out: '' });
  expect(await portolanEnds(['sail'])).toMatchObject({ code: 2, out: '' });
});

test('a file that is not there is named', async () => {
  for (const command of ['serve', 'topology']) {
    const ended = await portolanEnds([command, '-f', '/nonexistent/app.yaml']);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('/nonexistent/app.yaml');
    expect(ended.err.trim().split('\n')).toHaveLength(1);
  }
});

test('a bad object in a file is reported by file and line, and the rest is served', async ({
  directory,
}) => {
  const file = join(directory, 'app.yaml');
  await writeFile(
    file,
    `apiVersion: v1
kind: Service
metadata: { name: good }
spec: { ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: bad }
spec: { ports: [{ port: 99999 }] }
`,
  );
  const portolan = await startPortolan(['-f', file]);
  expect(portolan.words()).toMatch(/app\.yaml:\d+: .*bad.*99999/);
  const services = await (await fetch(`${portolan.api}/api/v1/services`)).text();
  expect(services).toContain('"good"');
  expect(services).not.toContain('"bad"');
  await portolan.stop();
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} ends it within 5 s, whatever is still open`, async () => {
    const portolan = await startPortolan();
    const streams = await Promise.all([
      fetch(`${portolan.url}/api/stream`),
      fetch(`${portolan.url}/api/stream`),
      fetch(`${portolan.api}/api/v1/pods?watch=true`),
    ]);
    expect(streams.map(({ status }) => status)).toEqual([200, 200, 200]);
    const asked = Date.now();
    expect(await portolan.stop(signal)).toBe(0);
    expect(Date.now() - asked).toBeLessThan(5000);
    await Promise.allSettled(streams.map(async ({ body }) => body?.cancel()));
    await expect(fetch(portolan.url)).rejects.toThrow();
    await expect(fetch(portolan.api)).rejects.toThrow();
  });
}

test('without a kubeconfig it starts the embedded cluster and says so', async () => {
  const portolan = await startPortolan([]);
  expect(portolan.words()).toContain('There is no kubeconfig');
  expect(portolan.api).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await portolan.stop();
});

test('where nothing listens, it starts the embedded cluster and says so', async ({ directory }) => {
  const server = `http://127.0.0.1:${await freePort()}`;
  const file = await writeKubeconfig(directory, server);
  const portolan = await startPortolan([], { KUBECONFIG: file });
  expect(portolan.words()).toContain('Context there:');
  expect(portolan.words()).toContain('Starting the embedded cluster instead.');
  expect(portolan.api).not.toBe('');
  await portolan.stop();
});

test('a cluster that answers is charted, and named', async ({ directory }) => {
  const first = await startPortolan();
  const file = await writeKubeconfig(directory, first.api);
  const second = await startPortolan([], { KUBECONFIG: file });
  expect(second.words()).toContain('Charting the cluster of context there');
  expect(second.api).toBe('');
  await expect
    .poll(async () => (await fetch(`${second.url}/api/services/default/nginx-svc`)).status)
    .toBe(200);
  await second.stop();
  await first.stop();
});

for (const status of [401, 403]) {
  test(`a cluster that answers ${status} is an error, never a silent fallback`, async ({
    directory,
  }) => {
    const api = await listen((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ apiVersion: 'v1', kind: 'Status', status: 'Failure', code: status }),
      );
    });
    const file = await writeKubeconfig(directory, api.url);
    const ended = await portolanEnds(['serve', '--no-open', '--port', '0'], { KUBECONFIG: file });
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('there');
    expect(ended.err).not.toContain('embedded');
    await api.close();
  });
}

test('a page under another name, or of another site, is refused', async () => {
  const portolan = await startPortolan(['--embedded', '--allowed-host', 'chart.example']);
  const { port } = new URL(portolan.url);
  const answers = [
    [{ host: `localhost:${port}` }, 200],
    [{ host: '127.0.0.1' }, 200],
    [{ host: 'chart.example' }, 200],
    [{ host: 'evil.example' }, 421],
    [{ host: `127.0.0.1.evil.example:${port}` }, 421],
    [{ host: `127.0.0.1:${port}`, origin: 'http://evil.example' }, 403],
    [{ host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` }, 200],
  ] as const;
  for (const [headers, status] of answers) {
    expect([headers, await statusOf(`${portolan.url}/api/topology`, headers)]).toEqual([
      headers,
      status,
    ]);
  }
  await portolan.stop();
});

/** Unlike `fetch`, lets the Host be anything. */
async function statusOf(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const asked = request(url, { headers, agent: false });
  asked.end();
  const [response] = await once(asked, 'response');
  response.resume();
  return Number(response.statusCode);
}
