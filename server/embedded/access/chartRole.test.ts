// Portolan with the rights that its chart gives, and with any one of them taken away.
import { readFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';

import { systemClock } from '../../cluster/clock.ts';
import { chooseContext } from '../../cluster/kubeconfig.ts';
import { openCluster } from '../../cluster/openCluster.ts';
import { startPortolan } from '../../http/portolanServer.ts';
import { type EmbeddedCluster, startEmbeddedCluster } from '../cluster.ts';
import { fieldOf, isJsonObject, valueAt } from '../api/json.ts';
import { bundledScenarios } from '../scenarios/scenarios.ts';

const manifests = path.join(import.meta.dirname, '..', '..', '..', 'deploy', 'portolan.yaml');
const text = await readFile(manifests, 'utf8');
const role = parseAllDocuments(text)
  .map((document): unknown => document.toJS())
  .find((object) => fieldOf(object, 'kind') === 'ClusterRole');
const rules = [fieldOf(role, 'rules')].flat().filter(isJsonObject);
const resourcesOf = (rule: unknown) => [fieldOf(rule, 'resources')].flat().map(String);
const roleRef = { plural: 'clusterroles', group: 'rbac.authorization.k8s.io', name: 'portolan' };

let cluster: EmbeddedCluster;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'portolan-role-'));
  cluster = await startEmbeddedCluster({
    apiPort: 0,
    tls: true,
    manifests: [...bundledScenarios, { name: 'portolan.yaml', text }],
    log: () => undefined,
  });
});
afterAll(async () => {
  await cluster.close();
  await rm(folder, { recursive: true });
});

/** A Portolan in the cluster, by the mount of its account; what it could not read, and which Services it has. */
async function chart(taken: string | undefined): Promise<{ unknown: string[]; services: number }> {
  cluster.store.modify(roleRef, (object) => ({
    ...object,
    rules: rules.map((rule) => ({
      ...rule,
      resources: resourcesOf(rule).filter((resource) => resource !== taken),
    })),
  }));
  const serviceAccount = path.join(folder, taken ?? 'all');
  await mkdir(serviceAccount);
  const { host, port } = new URL(cluster.url);
  const address = host.slice(0, -`:${port}`.length);
  await writeFile(path.join(serviceAccount, 'ca.crt'), cluster.access?.certificateAuthority ?? '');
  await writeFile(path.join(serviceAccount, 'namespace'), 'portolan');
  await writeFile(
    path.join(serviceAccount, 'token'),
    cluster.api.accountToken('portolan', 'portolan'),
  );
  const env = { KUBERNETES_SERVICE_HOST: address, KUBERNETES_SERVICE_PORT: port };
  const context = chooseContext({ env, home: folder, serviceAccount });
  if (!context) throw new Error('this is no Pod');
  const portolan = await startPortolan({
    source: openCluster(context, { clock: systemClock, random: Math.random, env: {} }),
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    logError: () => undefined,
  });
  try {
    let topology: unknown;
    await expect
      .poll(
        async () => {
          const response = await fetch(`${portolan.url}/api/topology`);
          topology = await response.json();
          return response.status;
        },
        { timeout: 10_000 },
      )
      .toBe(200);
    const services = valueAt(topology, ['services']);
    return {
      // Of all namespaces, and of each by itself, since some might be allowed.
      unknown: [...new Set([fieldOf(topology, 'unknown')].flat().map(missing))],
      services: Array.isArray(services) ? services.length : 0,
    };
  } finally {
    await portolan.close();
  }
}

function missing(unknown: unknown): string {
  return `${String(fieldOf(unknown, 'verb'))} ${String(fieldOf(unknown, 'kind'))}`;
}

test('with all that the chart gives nothing is unknown', async () => {
  const { unknown, services } = await chart(undefined);
  expect(unknown).toEqual([]);
  expect(services).toBeGreaterThan(10);
});

const kinds = new Map(
  [
    'Service',
    'Endpoints',
    'Pod',
    'PersistentVolumeClaim',
    'EndpointSlice',
    'Deployment',
    'ReplicaSet',
    'StatefulSet',
    'DaemonSet',
    'NetworkPolicy',
    'Ingress',
    'Node',
    'Namespace',
    'IngressClass',
    'Gateway',
    'HTTPRoute',
    'GRPCRoute',
    'TCPRoute',
    'TLSRoute',
    'ReferenceGrant',
    'GatewayClass',
  ].map((kind) => [plural(kind), kind]),
);

function plural(kind: string): string {
  const name = kind.toLowerCase();
  if (name.endsWith('endpoints')) return name;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return name.endsWith('s') ? `${name}es` : `${name}s`;
}

// Events are granted for what is to come: nothing reads them yet.
test.each(rules.flatMap(resourcesOf).filter((resource) => resource !== 'events'))(
  'without %s that kind is unknown, and everything else is there',
  async (taken) => {
    const { unknown, services } = await chart(taken);
    expect(unknown).toEqual([`list ${kinds.get(taken)}`]);
    expect(services > 10).toBe(taken !== 'services');
  },
);
