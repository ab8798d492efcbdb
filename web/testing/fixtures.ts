// Services as the stream would bring them, of any size, for tests and for looking at the page.
import { serviceKey } from '@portolan/shared/wire/fold.ts';
import type { ProbeResult } from '@portolan/shared/wire/probe.ts';
import type { StreamMessage } from '@portolan/shared/wire/stream.ts';
import type { EntryPoint, TopologyEndpoint } from '@portolan/shared/wire/topology.ts';
import type { Trace, TraceBackend, Verdict } from '@portolan/shared/wire/trace.ts';
import type {
  Expectation,
  PodView,
  ServiceSummary,
  ServiceView,
  Vantage,
} from '@portolan/shared/wire/view.ts';

export const nodes = ['a', 'b', 'c'].map((letter, index) => ({
  name: `node-${letter}`,
  address: `172.18.0.${index + 2}`,
  zone: index < 2 ? 'zone-1' : 'zone-2',
  ready: true,
}));

export const vantages: Vantage[] = [
  { id: 'server', kind: 'server' },
  { id: 'pod:default/client', kind: 'pod', hypothetical: true },
  { id: 'node:node-a', kind: 'node' },
  { id: 'outside', kind: 'outside' },
];

/** A NodePort Service before a Deployment of `count` Pods, of which those in `broken` are not ready. */
export function nodePortView(count: number, broken: readonly number[] = []): ServiceView {
  const name = 'nginx-svc';
  const pods = Array.from({ length: count }, (_, index) => nginxPod(index, broken.includes(index)));
  const endpoints = pods.map(endpointOf);
  const entryPoints: EntryPoint[] = [
    { id: 'dns/web', kind: 'dns', address: `${name}.default.svc.cluster.local`, ...web },
    { id: 'clusterIP/10.96.34.12/web', kind: 'clusterIP', address: '10.96.34.12', ...web },
    ...nodes.map((node, index): EntryPoint => ({
      id: `nodePort/${node.name}/web`,
      kind: 'nodePort',
      address: node.address,
      ...web,
      port: 32123,
      node: node.name,
      dial: `127.0.0.${11 + index}:32123`,
    })),
  ];
  return {
    namespace: 'default',
    name,
    type: 'NodePort',
    clusterIPs: ['10.96.34.12'],
    selector: { app: 'nginx-deploy' },
    workloads: [{ kind: 'Deployment', name: 'nginx-deploy' }],
    ports: [{ name: 'web', port: 80, protocol: 'TCP', targetPort: 80, nodePort: 32123 }],
    entryPoints,
    endpoints,
    findings: [],
    externalTrafficPolicy: 'Cluster',
    state: 'stateless',
    pods,
    nodes,
    vantages,
    expectations: expectationsOf(entryPoints, endpoints),
  };
}

/** A headless Service before a StatefulSet of three. */
export function statefulView(): ServiceView {
  const name = 'redis';
  const pods = [0, 1, 2].map(redisPod);
  const endpoints = pods.map((pod) => ({ ...endpointOf(pod), port: 6379, portName: 'redis' }));
  const port = { port: 6379, protocol: 'TCP', portName: 'redis' } as const;
  const entryPoints: EntryPoint[] = [
    { id: 'dns/redis', kind: 'dns', address: 'redis.data.svc.cluster.local', ...port },
    ...pods.map((pod): EntryPoint => ({
      id: `podDNS/${pod.name}/redis`,
      kind: 'podDNS',
      address: pod.stableName ?? '',
      ...port,
    })),
  ];
  return {
    namespace: 'data',
    name,
    type: 'ClusterIP',
    headless: true,
    clusterIPs: [],
    selector: { app: 'redis' },
    workloads: [{ kind: 'StatefulSet', name: 'redis' }],
    ports: [{ name: 'redis', port: 6379, protocol: 'TCP', targetPort: 'redis' }],
    entryPoints,
    endpoints,
    findings: [],
    state: 'stateful',
    pods,
    nodes,
    vantages,
    expectations: expectationsOf(entryPoints, endpoints),
  };
}

export function externalNameView(): ServiceView {
  const entryPoints: EntryPoint[] = [
    { id: 'dns', kind: 'dns', address: 'externalname-baidu.default.svc.cluster.local' },
    { id: 'externalName', kind: 'externalName', address: 'www.baidu.com' },
  ];
  return {
    namespace: 'default',
    name: 'externalname-baidu',
    type: 'ExternalName',
    clusterIPs: [],
    workloads: [],
    ports: [],
    entryPoints,
    endpoints: [],
    findings: [],
    externalName: 'www.baidu.com',
    pods: [],
    nodes,
    vantages,
    expectations: expectationsOf(
      entryPoints.filter(({ kind }) => kind === 'dns'),
      [],
    ),
  };
}

/** What an outside name resolves to in these tests (RFC 5737). */
export const resolvedAddress = '198.51.100.7';

/** Every path tested at `at`; NodePorts of the nodes in `silent` do not answer. */
export function probesOf(
  view: ServiceView,
  at: number,
  silent: readonly string[] = [],
): ProbeResult[] {
  return view.expectations.map(({ vantage, target, trace }, index): ProbeResult => {
    const entry = view.entryPoints.find(({ id }) => id === target);
    const dead = entry?.node !== undefined && silent.includes(entry.node);
    const outcome = dead ? 'timeout' : outcomes[trace.verdict];
    const base = {
      from: vantage,
      to: trace.to,
      entryPoint: target,
      expected: { verdict: trace.verdict, rules: trace.rules },
      at: at - (index % 5) * 900,
    };
    if (entry && entry.port === undefined && trace.verdict === 'forward') {
      const evidence = { detail: 'resolved', address: resolvedAddress };
      return { ...base, outcome: 'unusable', agree: true, evidence };
    }
    return {
      ...base,
      outcome,
      agree: !dead,
      ms: dead ? 3000 : 0.3 + (index % 9) / 10,
      evidence: outcome === 'open' ? { answeredBy: view.pods[0]?.name ?? '' } : {},
    };
  });
}

export function summaryOf(view: ServiceView): ServiceSummary {
  const ready = view.endpoints.filter((endpoint) => endpoint.ready).length;
  const total = view.endpoints.length;
  const health = view.type === 'ExternalName' ? 'external' : healthOf(ready, total);
  return {
    key: serviceKey(view),
    namespace: view.namespace,
    name: view.name,
    type: view.type,
    ports: view.ports.map(({ name = '', port, protocol, nodePort }) => ({
      name,
      port,
      protocol,
      ...(nodePort === undefined ? {} : { nodePort }),
    })),
    health,
    ...(view.headless ? { headless: true } : {}),
    ...(view.externalName === undefined ? {} : { externalName: view.externalName }),
    ...(view.clusterIPs[0] === undefined ? {} : { clusterIP: view.clusterIPs[0] }),
    ...(health === 'external' ? {} : { ready, total }),
    ...(health === 'degraded'
      ? { reason: { code: 'someNotReady', params: { ready, total } } }
      : {}),
    created: '2026-11-20T08:00:00Z',
  };
}

/** A list of any length, some of it unwell. */
export function manySummaries(count: number): ServiceSummary[] {
  const base = summaryOf(nodePortView(3, [2]));
  const whole = summaryOf(nodePortView(2));
  return Array.from({ length: count }, (_, index) => {
    const namespace = `team-${String(index % 40).padStart(2, '0')}`;
    const name = `service-${String(index).padStart(5, '0')}`;
    return { ...(index % 7 === 0 ? base : whole), key: `${namespace}/${name}`, namespace, name };
  });
}

export function snapshotOf(
  views: readonly ServiceView[],
  more: readonly ServiceSummary[] = [],
): Extract<StreamMessage, { type: 'snapshot' }> {
  const services = [...views.map(summaryOf), ...more];
  return {
    type: 'snapshot',
    version: 1,
    stream: 'fixture',
    source: { kind: 'embedded', name: 'embedded', state: 'live', since: 0 },
    namespaces: [...new Set(services.map(({ namespace }) => namespace))].toSorted(),
    services,
    unknown: [],
    views: [],
    probes: [],
    probing: { paused: [], interval: 10 },
  };
}

const web = { port: 80, protocol: 'TCP', portName: 'web' } as const;

const outcomes = {
  forward: 'open',
  accept: 'open',
  reject: 'refused',
  drop: 'timeout',
  unmatched: 'refused',
  noRoute: 'timeout',
  nameError: 'nameError',
  unknown: 'unusable',
} as const satisfies Record<Verdict, ProbeResult['outcome']>;

function nginxPod(index: number, broken: boolean): PodView {
  const node = nodes[index % nodes.length];
  const suffix = (index * 7919 + 104_729).toString(36).slice(-5);
  return {
    namespace: 'default',
    name: `nginx-deploy-6d4-${suffix}`,
    uid: `uid-${index}`,
    ip: `10.244.${index % nodes.length}.${Math.floor(index / nodes.length) + 7}`,
    node: node?.name ?? 'node-a',
    zone: node?.zone ?? 'zone-1',
    workload: { kind: 'Deployment', name: 'nginx-deploy' },
    phase: 'Running',
    readyContainers: broken ? 0 : 1,
    containers: 1,
    restarts: broken ? 3 : 0,
    ready: !broken,
    terminating: false,
    ...(broken
      ? {
          reason: {
            code: 'readinessFailing',
            params: { container: 'nginx', probe: 'HTTP 503' },
          },
        }
      : {}),
  };
}

function redisPod(ordinal: number): PodView {
  const node = nodes[ordinal % nodes.length];
  return {
    namespace: 'data',
    name: `redis-${ordinal}`,
    uid: `redis-uid-${ordinal}`,
    ip: `10.244.${ordinal}.20`,
    node: node?.name ?? 'node-a',
    zone: node?.zone ?? 'zone-1',
    workload: { kind: 'StatefulSet', name: 'redis' },
    phase: 'Running',
    readyContainers: 1,
    containers: 1,
    restarts: 0,
    ready: true,
    terminating: false,
    ordinal,
    stableName: `redis-${ordinal}.redis.data.svc.cluster.local`,
    claims: [{ name: `data-redis-${ordinal}`, phase: 'Bound', capacity: '1Gi' }],
  };
}

function endpointOf(pod: PodView): TopologyEndpoint {
  return {
    address: pod.ip ?? '',
    port: 80,
    portName: 'web',
    protocol: 'TCP',
    ready: pod.ready,
    serving: pod.ready,
    terminating: false,
    pod: `${pod.namespace}/${pod.name}`,
    node: pod.node ?? '',
    zone: pod.zone ?? '',
    slices: ['nginx-svc-x7k2p'],
  };
}

function expectationsOf(
  entryPoints: readonly EntryPoint[],
  endpoints: readonly TopologyEndpoint[],
): Expectation[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  const backends = ready.map(({ address, port = 0, pod = '', node = '' }) => ({
    address,
    port,
    share: 1 / ready.length,
    pod,
    node,
  }));
  const viaEntries = vantages.flatMap(({ id, kind }) =>
    entryPoints.map((entry) => {
      const verdict = verdictOf(kind, entry, ready.length);
      const to = `${entry.address}:${entry.port ?? ''}`;
      return { vantage: id, target: entry.id, trace: traceOf(id, to, verdict, backends) };
    }),
  );
  const direct = endpoints.flatMap(({ address, port = 0 }) =>
    vantages
      .filter(({ kind }) => kind === 'server' || kind === 'pod')
      .map(({ id, kind }) => ({
        vantage: id,
        target: `endpoint/${address}:${port}/TCP`,
        trace: traceOf(id, `${address}:${port}`, kind === 'pod' ? 'forward' : 'noRoute', []),
      })),
  );
  return [...viaEntries, ...direct];
}

function verdictOf(
  kind: Vantage['kind'],
  { kind: entry, port: entryPort }: EntryPoint,
  ready: number,
): Verdict {
  const named = entry === 'dns' || entry === 'podDNS';
  if (named && kind !== 'pod') return 'nameError';
  if (entry === 'clusterIP' && (kind === 'outside' || kind === 'server')) return 'noRoute';
  return ready > 0 || entryPort === undefined ? 'forward' : 'reject';
}

function traceOf(
  from: string,
  to: string,
  verdict: Verdict,
  backends: readonly TraceBackend[],
): Trace {
  const forwards = verdict === 'forward';
  return {
    from,
    to,
    verdict,
    rules: forwards ? ['S45', 'S47'] : ['S62'],
    backends: forwards ? [...backends] : [],
    masquerade: forwards,
    hops: [
      { kind: 'source', subject: from, rules: [] },
      { kind: 'node', subject: 'node-b', rules: ['S60'], chain: 'KUBE-EXT-7QKNHV2RTEBVQXSH' },
      {
        kind: 'service',
        subject: 'web',
        rules: ['S61'],
        chain: 'KUBE-SVC-7QKNHV2RTEBVQXSH',
        verdict,
      },
    ],
    assumptions: [],
  };
}

function healthOf(ready: number, total: number): ServiceSummary['health'] {
  if (total === 0) return 'idle';
  if (ready === 0) return 'down';
  return ready < total ? 'degraded' : 'healthy';
}
