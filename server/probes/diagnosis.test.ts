// Each cause injected into the embedded cluster's network, and named first by what a client sees.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProbeReport } from '@portolan/shared/wire/probe.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { run } from '../cli/program.ts';
import { type EmbeddedCluster, startEmbeddedCluster } from '../embedded/cluster.ts';

vi.setConfig({ testTimeout: 60_000 });

const PodNames = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string() }) })),
});

interface App {
  name: string;
  /** Where its Pods are, one each. */
  nodes?: readonly string[];
  namespace?: string;
  annotations?: string;
  /** Fields of the Service. */
  service?: string;
  targetPort?: number;
  nodePort?: number;
}

const app = (given: App) => {
  const { name, nodes = ['node-a', 'node-b', 'node-c'], namespace = 'default' } = given;
  const { annotations = '{}', service = 'type: NodePort', targetPort = 8080, nodePort } = given;
  const pods = nodes.map(
    (node) => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}-${node}, namespace: ${namespace}, labels: { app: ${name} }, annotations: ${annotations} }
spec: { nodeName: ${node}, containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }] }
`,
  );
  const port = `{ name: http, port: 80, targetPort: ${targetPort}${nodePort ? `, nodePort: ${nodePort}` : ''} }`;
  return `${pods.join('')}---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { ${service}, selector: { app: ${name} }, ports: [${port}] }
`;
};

const client = (namespace: string, annotations: string, spec = '') => `---
apiVersion: v1
kind: Namespace
metadata: { name: ${namespace} }
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: ${namespace}, annotations: ${annotations} }
spec: { nodeName: node-a, ${spec} containers: [{ name: sh, image: sh }] }
`;

const policy = (name: string) => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}-closed, namespace: default }
spec: { podSelector: { matchLabels: { app: ${name} } }, policyTypes: [Ingress] }
`;

const manifests = [
  app({ name: 'fine' }),
  app({ name: 'deaf', annotations: '{ portolan.dev/listen: none }' }),
  app({ name: 'wrong-port', targetPort: 9999 }),
  app({ name: 'gone', annotations: '{ portolan.dev/listen: blackhole }' }),
  app({ name: 'stuck', annotations: '{ portolan.dev/listen: silent }' }),
  app({ name: 'near-miss', nodes: [] }),
  app({ name: 'shut', nodePort: 31007 }),
  app({ name: 'stale', nodes: ['node-a'] }),
  app({ name: 'denied' }),
  policy('denied'),
  app({ name: 'unenforced', nodes: ['node-c'] }),
  policy('unenforced'),
  app({
    name: 'local',
    nodes: ['node-a'],
    service: 'type: NodePort, externalTrafficPolicy: Local',
  }),
  app({
    name: 'ranged',
    service: 'type: LoadBalancer, loadBalancerSourceRanges: [198.18.0.0/15]',
  }),
  app({ name: 'alone', nodes: ['node-b'], service: 'type: ClusterIP' }),
  client('elsewhere', '{}', 'dnsPolicy: Default,'),
  app({ name: 'web', namespace: 'elsewhere', service: 'type: ClusterIP' }),
  client('mesh', '{ portolan.dev/intercept: "true" }'),
  app({ name: 'empty', namespace: 'mesh', nodes: [], service: 'type: ClusterIP' }),
  `---
apiVersion: v1
kind: Service
metadata: { name: alias, namespace: default }
spec: { type: ExternalName, externalName: fnie.default.svc.cluster.local, ports: [{ port: 80 }] }
`,
];

let directory = '';
let cluster: EmbeddedCluster | undefined;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portolan-causes-'));
  cluster = await startEmbeddedCluster({
    apiPort: 0,
    kubeconfigPath: join(directory, 'kubeconfig'),
    manifests: [{ name: 'causes.yaml', text: manifests.join('') }],
    log: () => undefined,
  });
}, 60_000);
afterAll(async () => {
  await cluster?.close();
  await rm(directory, { recursive: true, force: true });
});

async function causes(service: string, flags: readonly string[] = []) {
  const out: string[] = [];
  const args = ['probe', service, '--kubeconfig', 'kubeconfig', '--timeout', '1', '-o', 'json'];
  await run([...args, ...flags], {
    out: (text) => out.push(text),
    err: () => undefined,
    directory,
    environment: {},
  });
  const { diagnosis } = ProbeReport.parse(JSON.parse(out.join('')));
  return diagnosis.map(({ cause, params }) => ({ cause, params }));
}

type Annotations = Record<string, string | null>;

/** `null` takes an annotation away. */
async function annotate(path: string, annotations: Annotations): Promise<void> {
  const response = await fetch(`${cluster?.url}/api/v1/${path}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: JSON.stringify({ metadata: { annotations } }),
  });
  expect(response.status).toBe(200);
}

/** The nodes and Pods that are annotated while it goes on. */
async function withFault(
  path: string | undefined,
  annotations: Annotations,
  during: () => Promise<void>,
): Promise<void> {
  if (path === undefined) return during();
  await annotate(path, annotations);
  try {
    await during();
  } finally {
    const gone = Object.keys(annotations).map((name) => [name, null] as const);
    await annotate(path, Object.fromEntries(gone));
  }
}

interface Injected {
  cause: string;
  service: string;
  params?: object;
  flags?: readonly string[];
  at?: string;
  annotations?: Annotations;
}

const injected: readonly Injected[] = [
  { cause: 'appNotListening', service: 'deaf', params: { port: 8080 } },
  { cause: 'wrongTargetPort', service: 'wrong-port' },
  { cause: 'podSilent', service: 'gone' },
  { cause: 'appSilent', service: 'stuck' },
  { cause: 'noEndpoints', service: 'near-miss' },
  {
    cause: 'nodePortFirewall',
    service: 'shut',
    params: { nodes: 'node-b', port: 31007 },
    at: 'nodes/node-b',
    annotations: { 'portolan.dev/drop-node-port': '31007' },
  },
  { cause: 'networkPolicy', service: 'denied', params: { policies: 'default/denied-closed' } },
  {
    cause: 'policyNotEnforced',
    service: 'unenforced',
    at: 'nodes/node-c',
    annotations: { 'portolan.dev/policies': 'off' },
  },
  { cause: 'localPolicy', service: 'local', params: { nodes: 'node-b, node-c' } },
  { cause: 'sourceRanges', service: 'ranged' },
  { cause: 'nameTypo', service: 'alias' },
  { cause: 'dnsPolicy', service: 'elsewhere/web', params: { pod: 'elsewhere/client' } },
  { cause: 'interceptor', service: 'mesh/empty', params: { from: 'pod:mesh/client' } },
  {
    cause: 'hairpin',
    service: 'alone',
    params: { pod: 'default/alone-node-b' },
    flags: ['--from', 'pod:default/alone-node-b', '--from', 'node:node-b'],
    at: 'nodes/node-b',
    annotations: { 'portolan.dev/hairpin': 'off' },
  },
  {
    cause: 'crossNode',
    service: 'fine',
    params: { from: 'node-a', nodes: 'node-b' },
    at: 'nodes/node-b',
    annotations: { 'portolan.dev/cut-off': 'node-a' },
  },
  {
    cause: 'mtu',
    service: 'fine',
    params: { from: 'node-a', nodes: 'node-c' },
    at: 'nodes/node-c',
    annotations: { 'portolan.dev/mtu': 'wrong' },
  },
];

test('a healthy Service has no cause', async () => {
  await expect.poll(() => causes('fine'), { timeout: 30_000 }).toEqual([]);
});

describe('injected, and named first', () => {
  test.each(injected)(
    '$cause',
    async ({ cause, service, params = {}, flags, at, annotations = {} }) => {
      await withFault(at, annotations, async () => {
        await expect
          .poll(async () => (await causes(service, flags))[0], { timeout: 30_000 })
          .toMatchObject({ cause, params });
      });
    },
  );

  test('proxyStale: a node whose table knows nothing of a Service', async () => {
    await annotate('nodes/node-c', { 'portolan.dev/stale': 'default/late' });
    const body = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'late' },
      spec: {
        type: 'NodePort',
        selector: { app: 'fine' },
        ports: [{ name: 'http', port: 80, targetPort: 8080 }],
      },
    };
    const response = await fetch(`${cluster?.url}/api/v1/namespaces/default/services`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(201);
    await expect
      .poll(async () => (await causes('late'))[0], { timeout: 30_000 })
      .toMatchObject({ cause: 'proxyStale', params: { nodes: 'node-c' } });
  });

  test('clusterDNS: its Pods are silent', async () => {
    const base = `${cluster?.url}/api/v1/namespaces/kube-system/pods?labelSelector=k8s-app%3Dkube-dns`;
    const list = PodNames.parse(await (await fetch(base)).json());
    expect(list.items.length).toBeGreaterThan(0);
    for (const { metadata } of list.items) {
      const path = `namespaces/kube-system/pods/${metadata.name}`;
      await annotate(path, { 'portolan.dev/listen': 'blackhole' });
    }
    await expect
      .poll(async () => (await causes('fine'))[0], { timeout: 30_000 })
      .toMatchObject({ cause: 'clusterDNS' });
  });
});
