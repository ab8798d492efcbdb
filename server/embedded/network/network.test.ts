import { get, request } from 'node:http';
import { connect, type Socket } from 'node:net';

import { afterEach, expect, it, vi } from 'vitest';

import { startEmbeddedCluster, type EmbeddedCluster } from '../cluster.ts';
import { annotationOf } from '../controllers/reading.ts';

// Polling ends as soon as it succeeds; the limit is for machines that are busy with other tests.
const SOON = { timeout: 15_000, interval: 50 };
vi.setConfig({ testTimeout: 30_000 });

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

async function start(text: string): Promise<EmbeddedCluster> {
  const cluster = await startEmbeddedCluster({
    apiPort: 0,
    manifests: [{ name: 'test.yaml', text }],
    log: () => undefined,
  });
  opened.push(cluster);
  expect(cluster.problems).toEqual([]);
  return cluster;
}

const web = (annotations = '{}', replicas = 1) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web }, annotations: ${annotations} }
    spec:
      containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: NodePort
  clusterIP: 10.96.1.1
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080 }]
`;

const CLUSTER_IP = '10.96.1.1:80';

interface Dialled {
  status: number;
  /** What the far side said, or the refusal's body. */
  text: string;
  answeredBy?: string;
}

/** Dials through the API as another Portolan would; undefined after `patienceMs` of silence. */
function dial(
  { url }: EmbeddedCluster,
  from: string,
  to: string,
  say: string,
  patienceMs = 2000,
): Promise<Dialled | undefined> {
  return new Promise((resolve, reject) => {
    const query = new URLSearchParams({ from, to, protocol: 'TCP' });
    const asked = request(`${url}/portolan/v1/dial?${query.toString()}`, {
      headers: { connection: 'Upgrade', upgrade: 'portolan-dial' },
      agent: false,
    });
    asked.setTimeout(patienceMs, () => {
      asked.destroy();
      resolve(undefined);
    });
    asked.on('error', (error) => (asked.destroyed ? resolve(undefined) : reject(error)));
    asked.on('upgrade', (response, socket, head) => {
      const answeredBy = String(response.headers['portolan-answered-by']);
      socket.write(say);
      read(socket, head).then((text) => resolve({ status: 101, text, answeredBy }), reject);
    });
    asked.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.end();
  });
}

function read(socket: NodeJS.ReadableStream, head: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = head.toString();
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}

const GET = 'GET / HTTP/1.1\r\nhost: web\r\nconnection: close\r\n\r\n';

async function untilReachable(cluster: EmbeddedCluster): Promise<void> {
  await vi.waitFor(() => {
    const to = { address: '10.96.1.1', port: 80, protocol: 'TCP' } as const;
    expect(cluster.network.outcome('node:node-a', to)?.kind).toBe('pod');
  }, SOON);
}

/** Where the machine itself dials `node`'s NodePort of `web`. */
function dialAddress(cluster: EmbeddedCluster, node: string): { host: string; port: number } {
  const service = cluster.store.get({ plural: 'services', namespace: 'default', name: 'web' });
  const [entry] = Object(service?.['spec']).ports;
  const wanted = Number(entry.nodePort);
  const object = cluster.store.get({ plural: 'nodes', name: node });
  const ports: unknown = JSON.parse(annotationOf(object, 'portolan.dev/dial-ports') ?? '{}');
  return {
    host: annotationOf(object, 'portolan.dev/dial-address') ?? '',
    port: Number(Object(ports)[wanted] ?? wanted),
  };
}

/** What a plain HTTP client sees: the status, or the error's code, or `silence`. */
function fetchFrom(
  cluster: EmbeddedCluster,
  node: string,
  patienceMs = 2000,
): Promise<number | string> {
  const { host, port } = dialAddress(cluster, node);
  return new Promise((resolve) => {
    const asked = get({ host, port, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.setTimeout(patienceMs, () => {
      resolve('silence');
      asked.destroy();
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
  });
}

it('relays a dial to the Pod, which says who it is', async () => {
  const cluster = await start(web());
  await untilReachable(cluster);
  const dialled = await dial(cluster, 'node:node-a', CLUSTER_IP, GET);
  const [pod] = cluster.store.list({ plural: 'pods', namespace: 'default' });
  expect([dialled?.status, dialled?.answeredBy]).toEqual([101, `default/${pod?.metadata.name}`]);
  expect(dialled?.text).toContain('HTTP/1.1 200 OK');
  expect(dialled?.text).toContain(`"pod":"${pod?.metadata.name}"`);
});

it('serves a client that speaks no HTTP', async () => {
  const cluster = await start(web());
  await untilReachable(cluster);
  const dialled = await dial(cluster, 'node:node-a', CLUSTER_IP, 'PING\r\n');
  expect(JSON.parse(dialled?.text ?? '')).toMatchObject({ namespace: 'default', port: 8080 });
});

it('says at once what is refused, and nothing of what is dropped', async () => {
  const cluster = await start(web('{}', 0));
  const refused = await vi.waitFor(async () => {
    const dialled = await dial(cluster, 'node:node-a', CLUSTER_IP, GET, 300);
    expect(dialled?.status).toBe(502);
    return dialled;
  }, SOON);
  expect(JSON.parse(refused?.text ?? '')).toEqual({ errno: 'ECONNREFUSED' });
  expect(await dial(cluster, 'outside', CLUSTER_IP, GET, 300)).toBeUndefined();
});

it.each([
  ["{ portolan.dev/listen: slow, portolan.dev/latency-ms: '5' }", 'HTTP/1.1 200 OK'],
  ["{ portolan.dev/readiness: '503' }", undefined],
])('an app annotated %s', async (annotations, start200) => {
  const cluster = await start(web(annotations));
  const address = await vi.waitFor(() => {
    const [pod] = cluster.store.list({ plural: 'pods', namespace: 'default' });
    const status = Object(pod?.['status']);
    expect(status.phase).toBe('Running');
    return `${status.podIP}:8080`;
  }, SOON);
  const text = await vi.waitFor(async () => {
    const dialled = await dial(cluster, 'node:node-a', address, GET);
    expect(dialled?.status).toBe(101);
    return dialled?.text;
  }, SOON);
  expect(text).toContain(start200 ?? 'HTTP/1.1 503 Service Unavailable');
});

it('an app that is silent takes the connection and never answers', async () => {
  const cluster = await start(web('{ portolan.dev/listen: silent }'));
  await untilReachable(cluster);
  await vi.waitFor(
    async () => expect(await fetchFrom(cluster, 'node-a', 100)).toBe('silence'),
    SOON,
  );
});

it('opens NodePorts for this machine, refuses and drops as the node does', async () => {
  const cluster = await start(web());
  await untilReachable(cluster);
  await vi.waitFor(async () => expect(await fetchFrom(cluster, 'node-b')).toBe(200), SOON);
  const node = { plural: 'nodes', group: '', name: 'node-b' };
  cluster.store.modify(node, (object) => ({
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { ...object.metadata.annotations, 'portolan.dev/drop-node-port': '*' },
    },
  }));
  await vi.waitFor(
    async () => expect(await fetchFrom(cluster, 'node-b', 100)).toBe('silence'),
    SOON,
  );
  cluster.store.modify(
    { plural: 'deployments', group: 'apps', namespace: 'default', name: 'web' },
    (object) => ({ ...object, spec: { ...Object(object['spec']), replicas: 0 } }),
  );
  await vi.waitFor(
    async () => expect(await fetchFrom(cluster, 'node-a')).toBe('ECONNREFUSED'),
    SOON,
  );
});

it('keeps out of the way of another embedded cluster on this machine', async () => {
  const [one, two] = [await start(web()), await start(web())];
  await Promise.all([untilReachable(one), untilReachable(two)]);
  for (const cluster of [one, two]) {
    await vi.waitFor(async () => expect(await fetchFrom(cluster, 'node-a')).toBe(200), SOON);
  }
  expect(dialAddress(one, 'node-a')).not.toEqual(dialAddress(two, 'node-a'));
});

it('tells who there is to dial from, and what names mean there', async () => {
  const cluster = await start(web());
  const ask = async (path: string): Promise<[number, unknown]> => {
    const response = await fetch(`${cluster.url}/portolan/v1/${path}`);
    return [response.status, await response.json()];
  };
  await vi.waitFor(async () => {
    const [status, body] = await ask('network');
    expect([status, body]).toMatchObject([
      200,
      {
        version: 1,
        nodes: [{ name: 'node-a', address: '172.18.0.2' }, { name: 'node-b' }, { name: 'node-c' }],
        vantages: expect.arrayContaining(['outside', 'server', 'node:node-c']),
      },
    ]);
  }, SOON);
  const answered = [200, { addresses: ['10.96.1.1'] }];
  const unanswered = [504, { errno: 'ETIMEOUT' }];
  const named = 'resolve?from=pod:default/x&name=web';
  // Names wait for cluster DNS to run, and end with it (S81).
  await vi.waitFor(async () => expect(await ask(named)).toEqual(answered), SOON);
  const dns = { plural: 'services', group: '', namespace: 'kube-system', name: 'kube-dns' };
  cluster.store.modify(dns, (service) => {
    const selector = { app: 'nobody' };
    return { ...service, spec: { ...Object(service['spec']), selector } };
  });
  await vi.waitFor(async () => expect(await ask(named)).toEqual(unanswered), SOON);
  expect(await ask('resolve?from=outside&name=web')).toEqual([404, { errno: 'ENOTFOUND' }]);
  expect((await ask('resolve?from=moon&name=web'))[0]).toBe(400);
  expect((await ask('dial?from=outside&to=10.96.1.1:80'))[0]).toBe(426);
});

it('does not dial for web pages', async () => {
  const cluster = await start(web());
  const { port } = new URL(cluster.url);
  const socket: Socket = connect(Number(port), '127.0.0.1');
  socket.write(
    'GET /portolan/v1/dial?from=outside&to=172.18.0.2:80 HTTP/1.1\r\nhost: x\r\n' +
      'connection: Upgrade\r\nupgrade: portolan-dial\r\norigin: https://example.com\r\n\r\n',
  );
  expect(await read(socket, Buffer.alloc(0))).not.toContain('101');
});
