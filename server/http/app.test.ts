import { once } from 'node:events';
import { connect } from 'node:net';
import { buildState } from '@portolan/shared/state/applyChange.ts';
import { afterEach, expect, test } from 'vitest';
import { worldPictures } from '../pictures/pictureSource.ts';
import { type AppOptions, createApp } from './app.ts';
import { type Listening, listen } from './listen.ts';
import { ProblemError } from './problem.ts';

let listening: Listening | undefined;
afterEach(() => listening?.close());

const noProbes: AppOptions['probes'] = {
  start: () => ({
    id: 'run',
    finished: Promise.resolve({ results: [], isCancelled: false }),
    cancel: () => undefined,
  }),
  cancel: () => false,
  pause: () => [],
  history: async (service) => ({ service, vantages: [], paths: [] }),
  viewFrom: () => undefined,
};

async function serve(options: Partial<AppOptions> = {}): Promise<URL> {
  const app = createApp({
    allowedHosts: ['portolan.example'],
    connect: (response) => response.writeHead(200).end('streaming'),
    follow: (stream) => stream === 'mine',
    isRead: () => true,
    topology: (namespace) => ({
      version: 1,
      services: [],
      unknown: namespace ? [{ kind: namespace, verb: 'list' }] : [],
    }),
    view: () => undefined,
    probes: noProbes,
    isSimulated: async () => true,
    pictures: worldPictures(buildState([]), 'cluster.local'),
    yaml: async (kind, namespace, name) => `${kind} ${namespace ?? 'cluster'} ${name}`,
    logError: (error) => {
      throw error;
    },
    ...options,
  });
  listening = await listen(app, '127.0.0.1', 0);
  return new URL(listening.url);
}

/** The status line that raw request bytes get. */
async function raw(url: URL, ...lines: string[]): Promise<string> {
  const socket = connect(Number(url.port), '127.0.0.1');
  socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  await once(socket, 'close');
  return text.split('\r\n')[0] ?? '';
}

const paths = [
  '/',
  '/healthz',
  '/api/stream',
  '/api/topology',
  '/api/services/a/b',
  '/api/services/a/b/snapshot',
  '/api/snapshot',
  '/api/objects/Pod/a/b',
];

test.each(paths)('F46, F47: %s answers only to hosts it knows, exactly', async (path) => {
  const url = await serve();
  for (const host of [
    'localhost.evil.com',
    '127.0.0.1.evil.com',
    'evil.com',
    'evil.com:4500',
    'portolan.example.evil.com',
    'xportolan.example',
    '127.0.0.1@evil.com',
    '127.0.0.2',
    '',
  ]) {
    expect(await raw(url, `GET ${path} HTTP/1.1`, `Host: ${host}`), host).toContain(' 421 ');
  }
  expect(await raw(url, `GET http://evil.com${path} HTTP/1.1`, 'Host: localhost')).toContain(
    ' 421 ',
  );
  const twice = await raw(url, `GET ${path} HTTP/1.1`, 'Host: localhost', 'Host: evil.com');
  expect(twice).toMatch(/ (400|421) /);
});

test.each([
  'localhost',
  'localhost:9',
  '127.0.0.1:1',
  '[::1]:65535',
  'LOCALHOST',
  'portolan.example:8443',
])('host %s is answered, on any port', async (host) => {
  const url = await serve();
  expect(await raw(url, 'GET /healthz HTTP/1.1', `Host: ${host}`)).toContain(' 200 ');
});

test('F48: another site can neither read the stream nor post', async () => {
  const url = await serve();
  const headers = [
    { Origin: 'http://evil.com' },
    { Origin: 'null' },
    { Origin: 'http://127.0.0.1:1' },
    { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' },
    { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors' },
  ].map((one) => Object.entries(one).map(([name, value]) => `${name}: ${value}`));
  for (const extra of headers) {
    const host = `Host: ${url.host}`;
    expect(await raw(url, 'GET /api/stream HTTP/1.1', host, ...extra), extra.join()).toContain(
      ' 403 ',
    );
    expect(await raw(url, 'POST /api/probes HTTP/1.1', host, ...extra), extra.join()).toContain(
      ' 403 ',
    );
  }
  const own = await raw(
    url,
    'GET /api/stream HTTP/1.1',
    `Host: ${url.host}`,
    `Origin: http://${url.host}`,
  );
  expect(own).toContain(' 200 ');
});

test('a link from another site may open the page', async () => {
  const url = await serve();
  const line = await raw(
    url,
    'GET /healthz HTTP/1.1',
    `Host: ${url.host}`,
    'Sec-Fetch-Site: cross-site',
    'Sec-Fetch-Mode: navigate',
  );
  expect(line).toContain(' 200 ');
});

test.each(['..%2f..%2fetc', '%00', 'a%20b', '-x', 'a%2fb', '%2e%2e', 'x'.repeat(300)])(
  'F53: the name %.40s is refused or not found',
  async (name) => {
    const url = await serve();
    const response = await fetch(new URL(`/api/objects/Pod/default/${name}`, url));
    expect([400, 404]).toContain(response.status);
    expect(await response.json()).toMatchObject({
      code: expect.stringMatching(/badRequest|notFound/),
    });
  },
);

test('errors are problem JSON with a stable code', async () => {
  const url = await serve({
    yaml: () => Promise.reject(new ProblemError('forbidden', 'pods is forbidden')),
  });
  const response = await fetch(new URL('/api/objects/Pod/default/web', url));
  expect(response.status).toBe(403);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await response.json()).toMatchObject({
    status: 403,
    code: 'forbidden',
    detail: 'pods is forbidden',
  });
});

test.each([
  ['/api/probes', '{"service":3}', 400],
  ['/api/probes', '{', 400],
  ['/api/probes', '{"service":"a/b"}', 404],
  ['/api/stream/mine', '{"services":["a/b"]}', 204],
  ['/api/stream/mine', '{}', 400],
  ['/api/stream/other', '{"services":[]}', 404],
])('POST %s with %s answers %i', async (path, body, status) => {
  const url = await serve();
  const response = await fetch(new URL(path, url), {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json' },
  });
  expect(response.status).toBe(status);
});

test('F60: a body too large to be a request is refused', async () => {
  const url = await serve();
  const response = await fetch(new URL('/api/probes', url), {
    method: 'POST',
    body: JSON.stringify({ service: 'x'.repeat(300_000) }),
    headers: { 'Content-Type': 'application/json' },
  });
  expect(response.status).toBe(413);
});

test('surprise is logged and says nothing of itself to the reader', async () => {
  const logged: unknown[] = [];
  const surprise = new TypeError('token abc');
  const url = await serve({
    yaml: () => Promise.reject(surprise),
    logError: (error) => logged.push(error),
  });
  const response = await fetch(new URL('/api/objects/Pod/default/web', url));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('abc');
  expect(logged).toEqual([surprise]);
});

test('F51, F52: no page may frame us, nothing runs but our own script', async () => {
  const url = await serve();
  const policy = (await fetch(new URL('/healthz', url))).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
});

test.each(['/api/topology', '/api/services/default/web', '/api/snapshot'])(
  'until the cluster was read, %s says so instead of that nothing is there',
  async (path) => {
    let read = false;
    const url = await serve({ isRead: () => read });
    const early = await fetch(new URL(path, url));
    expect(early.status).toBe(503);
    expect(await early.json()).toMatchObject({ code: 'notReadYet' });
    read = true;
    expect((await fetch(new URL(path, url))).status).not.toBe(503);
  },
);
