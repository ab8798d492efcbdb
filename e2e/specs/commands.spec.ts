// `portolan serve` as a command: how it starts, refuses and ends. No browser.
import { once } from 'node:events';
import { request } from 'node:http';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { freePort, listen } from '../fixtures/network.ts';
import { portolanEnds } from '../fixtures/portolan.ts';
import { test } from '../fixtures/start.ts';

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
      users: [{ name: 'me', user: {} }],
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
  start,
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
  const portolan = await start(['-f', file]);
  expect(portolan.words()).toMatch(/app\.yaml:\d+: .*bad.*99999/);
  const services = await (await fetch(`${portolan.api}/api/v1/services`)).text();
  expect(services).toContain('"good"');
  expect(services).not.toContain('"bad"');
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} ends it within 5 s, whatever is still open`, async ({ start }) => {
    const portolan = await start();
    const streams = await Promise.all([
      fetch(`${portolan.url}/api/stream`),
      fetch(`${portolan.url}/api/stream`),
      fetch(`${portolan.api}/api/v1/pods?watch=true`),
    ]);
    expect(streams.map(({ status }) => status)).toEqual([200, 200, 200]);
    const asked = Date.now();
    // A terminal tells every process, and parents pass it on: it may well come twice.
    expect(await Promise.all([portolan.stop(signal), portolan.stop(signal)])).toEqual([0, 0]);
    expect(Date.now() - asked).toBeLessThan(5000);
    expect(existsSync(portolan.kubeconfig)).toBe(false);
    await Promise.allSettled(streams.map(async ({ body }) => body?.cancel()));
    await expect(fetch(portolan.url)).rejects.toThrow();
    await expect(fetch(portolan.api)).rejects.toThrow();
  });
}

test('without a kubeconfig it starts the embedded cluster and says so', async ({ start }) => {
  const portolan = await start([]);
  expect(portolan.words()).toContain('There is no kubeconfig');
  expect(portolan.api).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('where nothing listens, it starts the embedded cluster and says so', async ({
  directory,
  start,
}) => {
  const server = `http://127.0.0.1:${await freePort()}`;
  const file = await writeKubeconfig(directory, server);
  const portolan = await start([], { KUBECONFIG: file });
  expect(portolan.words()).toContain('Context there:');
  expect(portolan.words()).toContain('Starting the embedded cluster instead.');
  expect(portolan.api).not.toBe('');
});

test('a cluster that answers is charted, and named', async ({ directory, start }) => {
  const first = await start();
  const file = await writeKubeconfig(directory, first.api);
  const second = await start([], { KUBECONFIG: file });
  expect(second.words()).toContain('Charting the cluster of context there');
  expect(second.api).toBe('');
  await expect
    .poll(async () => (await fetch(`${second.url}/api/services/default/nginx-svc`)).status)
    .toBe(200);
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

test('a page under another name, or of another site, is refused', async ({ start }) => {
  const portolan = await start(['--embedded', '--allowed-host', 'chart.example']);
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
    expect([headers, await statusOf(`${portolan.url}/healthz`, headers)]).toEqual([
      headers,
      status,
    ]);
  }
});

/** Unlike `fetch`, lets the Host be anything. */
async function statusOf(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const asked = request(url, { headers, agent: false });
  asked.end();
  const [response] = await once(asked, 'response');
  response.resume();
  return Number(response.statusCode);
}
