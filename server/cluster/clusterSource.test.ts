import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpApiClient } from './apiClient.ts';
import { ClusterSource, type ClusterSourceOptions } from './clusterSource.ts';
import { noCredentials } from './credentials.ts';
import { FakeApi, type FakeRequest, type Fault } from './testing/fakeApi.ts';
import { ManualClock } from './testing/manualClock.ts';
import { Mirror } from './testing/mirror.ts';

let api: FakeApi;
let clock: ManualClock;
let source: ClusterSource;
let mirror: Mirror;

beforeEach(async () => {
  api = await FakeApi.start();
  open({});
});

afterEach(async () => {
  await source.stop();
  await api.stop();
  if (clock.pending > 0) throw new Error(`${clock.pending} timers left`);
});

function open(options: Partial<ClusterSourceOptions>): void {
  clock = new ManualClock();
  mirror = new Mirror();
  source = new ClusterSource({
    info: { kind: 'cluster', name: 'fake', server: api.url.href },
    api: new HttpApiClient(api.url, noCredentials(), clock),
    clock,
    random: () => 0,
    ...options,
  });
}

function turning<Value>(look: () => Value, step = 20): () => Value {
  return () => {
    clock.advance(step);
    return look();
  };
}
const often = { interval: 5, timeout: 5_000 };

function put(namespace: string, name: string): void {
  api.store.put('services', namespace, name, { spec: { ports: [{ port: 80 }] } });
}

async function live(): Promise<void> {
  source.start(mirror);
  await expect
    .poll(
      turning(() => mirror.state),
      often,
    )
    .toBe('live');
}

function deny(...plurals: string[]) {
  return ({ plural, verb, namespace }: FakeRequest): Fault | undefined =>
    plurals.includes(plural) && namespace === undefined
      ? { status: 403, message: `User "jane" cannot ${verb} ${plural}` }
      : undefined;
}

describe('what it tells', () => {
  test('every kind is listed and watched, an optional one that is absent is no error', async () => {
    put('shop', 'web');
    await live();
    expect(mirror.statuses.map(({ state }) => state)).toEqual(
      expect.arrayContaining(['connecting', 'syncing', 'live']),
    );
    expect(mirror.statuses.some(({ problem }) => problem !== undefined)).toBe(false);
    expect(mirror.of('Service')).toEqual(['shop/web uid-1 101']);
    expect(mirror.access.get('Gateway/*')).toBe('absent');
    put('shop', 'api');
    await expect
      .poll(
        turning(() => mirror.of('Service')),
        often,
      )
      .toHaveLength(2);
    api.store.remove('services', 'shop', 'web');
    await expect
      .poll(
        turning(() => mirror.of('Service')),
        often,
      )
      .toEqual(['shop/api uid-2 102']);
  });

  test('access comes before the first list, and `live` after all of them', async () => {
    await live();
    const services = mirror.changes.filter(
      (change) => 'kind' in change && change.kind === 'Service',
    );
    expect(services.map(({ type }) => type)).toEqual(['access', 'replace']);
  });

  test('changes that come together are told together', async () => {
    const batches: number[] = [];
    const keep = mirror.change.bind(mirror);
    mirror.change = (changes) => {
      batches.push(changes.length);
      keep(changes);
    };
    await live();
    batches.length = 0;
    for (let each = 0; each < 500; each += 1) put('shop', `s${each}`);
    await expect
      .poll(
        turning(() => mirror.of('Service').length),
        often,
      )
      .toBe(500);
    expect(batches.length).toBeLessThan(50);
  });

  test('skipped objects are in the status until they are mended', async () => {
    api.store.put('services', 'shop', 'bad', { spec: { ports: [{ port: 99_999 }] } });
    await live();
    expect(mirror.last?.skipped).toEqual([
      { kind: 'Service', key: 'shop/bad', message: expect.stringContaining('spec.ports[0].port') },
    ]);
    put('shop', 'bad');
    await expect
      .poll(
        turning(() => mirror.last?.skipped),
        often,
      )
      .toBeUndefined();
    expect(mirror.problems.at(-1)).toEqual({ kind: 'Service', key: 'shop/bad', message: '' });
  });

  test('after stop nothing more is told', async () => {
    await live();
    const told = mirror.statuses.length + mirror.changes.length;
    await source.stop();
    put('shop', 'late');
    clock.advance(60_000);
    expect(mirror.statuses.length + mirror.changes.length).toBe(told);
  });
});

describe('R2: the status is honest', () => {
  test('a break is `stale` within 5 s, with why and since when; recovery is told at once', async () => {
    await live();
    const broken = clock.now();
    api.script = () => ({ status: 503 });
    api.cutAll();
    await expect
      .poll(
        turning(() => mirror.state, 100),
        often,
      )
      .toBe('stale');
    expect(clock.now() - broken).toBeLessThan(5_000);
    expect(mirror.last).toMatchObject({ problem: { code: 'serverError' } });
    expect(mirror.last?.since).toBeLessThanOrEqual(broken);
    api.script = () => undefined;
    await expect
      .poll(
        turning(() => mirror.state, 200),
        often,
      )
      .toBe('live');
  });

  test('F4: a watch that is resumed does not flicker', async () => {
    await live();
    const told = mirror.statuses.length;
    // Each open watch waits 330 s for an end that is overdue: how many were opened just now?
    const opened = () => clock.waits.filter((wait) => wait > 329_000).length;
    for (let each = 0; each < 5; each += 1) {
      clock.advance(2_000);
      api.endWatches();
      await expect.poll(turning(opened, 0), often).toBe(14);
    }
    clock.advance(2_000);
    api.store.put('pods', 'shop', 'p');
    api.store.compact();
    api.endWatches();
    await expect.poll(turning(opened, 1), often).toBe(14);
    expect(mirror.statuses.slice(told)).toEqual([]);
  });

  test('an API server that was never there is `failed`, and found when it comes', async () => {
    const { port } = api;
    await api.stop();
    source.start(mirror);
    await expect
      .poll(
        turning(() => mirror.last),
        often,
      )
      .toMatchObject({
        state: 'failed',
        problem: { code: 'refused' },
      });
    api = await FakeApi.start({}, port);
    await expect
      .poll(
        turning(() => mirror.state, 100),
        often,
      )
      .toBe('live');
  });

  test('after a long outage all follow the first that gets through', async () => {
    open({ random: () => 0.9 });
    await live();
    const { port } = api;
    await api.stop();
    for (let second = 0; second < 300; second += 5) {
      clock.advance(5_000);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    api = await FakeApi.start({}, port);
    await expect
      .poll(
        turning(() => api.requests.length, 200),
        often,
      )
      .toBeGreaterThan(0);
    const back = clock.now();
    await expect
      .poll(
        turning(() => mirror.state, 20),
        often,
      )
      .toBe('live');
    expect(clock.now() - back).toBeLessThan(5_000);
  });

  test('one that is killed and comes back with another history is followed', async () => {
    put('shop', 'old');
    await live();
    const { port } = api;
    await api.stop();
    await expect
      .poll(
        turning(() => mirror.state, 100),
        often,
      )
      .toBe('stale');
    api = await FakeApi.start({}, port);
    api.store.version = 1;
    put('shop', 'new');
    api.script = ({ verb, query }) =>
      verb === 'watch' && Number(query.get('resourceVersion')) > 2 ? { status: 410 } : undefined;
    await expect
      .poll(
        turning(() => mirror.of('Service'), 100),
        often,
      )
      .toEqual(['shop/new uid-1 2']);
    await expect
      .poll(
        turning(() => mirror.state, 100),
        often,
      )
      .toBe('live');
  });
});

describe('F22: three refusals, three problems', () => {
  const anonymous =
    'services is forbidden: User "system:anonymous" cannot list resource "services"';
  test.each([
    ['unauthorized', { status: 401 }],
    ['forbidden', { status: 403, message: 'User "jane" cannot list' }],
    ['anonymous', { status: 403, message: anonymous }],
  ])('%s', async (code, fault) => {
    api.script = () => fault;
    source.start(mirror);
    await expect
      .poll(
        turning(() => mirror.last),
        often,
      )
      .toMatchObject({ state: 'failed', problem: { code } });
  });
});

describe('F25: 403 for all namespaces', () => {
  test('falls back to the namespaces the cluster lists, and follows them', async () => {
    api.store.put('namespaces', undefined, 'shop');
    put('shop', 'web');
    put('other', 'api');
    api.script = deny('services');
    await live();
    expect(mirror.of('Service')).toEqual(['shop/web uid-2 102']);
    expect(mirror.access.get('Service/*')).toBe('denied list');
    expect(mirror.access.get('Service/shop')).toBe('readable');
    api.store.put('namespaces', undefined, 'other');
    await expect
      .poll(
        turning(() => mirror.of('Service')),
        often,
      )
      .toHaveLength(2);
  });

  test('F18: a namespace that is deleted takes its objects with it', async () => {
    api.store.put('namespaces', undefined, 'shop');
    put('shop', 'web');
    api.script = deny('services');
    await live();
    expect(mirror.of('Service')).toHaveLength(1);
    api.store.remove('namespaces', undefined, 'shop');
    await expect
      .poll(
        turning(() => mirror.of('Service')),
        often,
      )
      .toEqual([]);
    await expect
      .poll(
        turning(() => api.watches('services')),
        often,
      )
      .toBe(0);
  });

  test('without a list of namespaces, those of the kubeconfig are tried', async () => {
    open({ ownNamespaces: ['mine'] });
    put('mine', 'web');
    put('other', 'api');
    api.script = deny('services', 'namespaces');
    await live();
    expect(mirror.of('Service')).toEqual(['mine/web uid-1 101']);
    expect(mirror.access.get('Namespace/*')).toBe('denied list');
  });

  test('named namespaces are the only ones tried', async () => {
    open({ namespaces: ['other'] });
    api.store.put('namespaces', undefined, 'shop');
    put('shop', 'web');
    put('other', 'api');
    api.script = deny('services');
    await live();
    expect(mirror.of('Service')).toEqual(['other/api uid-3 103']);
  });

  test('all namespaces are tried again once in five minutes, and taken when allowed', async () => {
    open({ ownNamespaces: ['mine'] });
    put('other', 'api');
    api.script = deny('services', 'namespaces');
    await live();
    const wide = () =>
      api.requests.filter(
        ({ plural, namespace }) => plural === 'services' && namespace === undefined,
      ).length;
    const before = wide();
    await expect.poll(turning(wide, 5_000), often).toBe(before + 1);
    api.script = () => undefined;
    await expect
      .poll(
        turning(() => mirror.of('Service'), 5_000),
        often,
      )
      .toEqual(['other/api uid-1 101']);
    expect(mirror.access.get('Service/*')).toBe('readable');
    expect(mirror.state).toBe('live');
  });
});

test('F26: without Nodes the rest is live, and Nodes are unknown', async () => {
  put('shop', 'web');
  api.script = deny('nodes');
  await live();
  expect(mirror.access.get('Node/*')).toBe('denied list');
  expect(mirror.of('Service')).toHaveLength(1);
});

describe('R8: every subset of list permissions starts with the right gaps', () => {
  const kinds = [
    ['services', 'Service'],
    ['pods', 'Pod'],
    ['nodes', 'Node'],
    ['endpointslices', 'EndpointSlice'],
    ['namespaces', 'Namespace'],
    ['ingresses', 'Ingress'],
  ] as const;
  test.each(Array.from({ length: 64 }, (_, mask) => mask))('subset %i', async (mask) => {
    const denied = kinds.filter((_, bit) => (mask & (1 << bit)) !== 0);
    const plurals = new Set<string>(denied.map(([plural]) => plural));
    api.script = ({ plural }) => (plurals.has(plural) ? { status: 403, message: 'no' } : undefined);
    await live();
    for (const [plural, kind] of kinds) {
      expect(mirror.access.get(`${kind}/*`)).toBe(plurals.has(plural) ? 'denied list' : 'readable');
    }
  });
});

test('F27: a role taken away removes the data and marks the kind within 60 s', async () => {
  put('shop', 'web');
  await live();
  const revoked = clock.now();
  api.script = ({ plural }) => (plural === 'services' ? { status: 403, message: 'no' } : undefined);
  await expect
    .poll(
      turning(() => mirror.of('Service'), 500),
      often,
    )
    .toEqual([]);
  expect(clock.now() - revoked).toBeLessThan(60_000);
  expect(mirror.access.get('Service/*')).toMatch(/^denied/);
});

test('F29: after sleep every watch is resumed within 5 s', async () => {
  await live();
  const asked = api.count('watch', 'services');
  clock.leap(3_600_000);
  put('shop', 'web');
  clock.advance(5_000);
  await expect
    .poll(
      turning(() => api.count('watch', 'services'), 0),
      often,
    )
    .toBeGreaterThan(asked);
  await expect
    .poll(
      turning(() => mirror.state),
      often,
    )
    .toBe('live');
});

describe('the Gateway API', () => {
  test('is watched at its most stable version where it is served', async () => {
    await api.stop();
    api = await FakeApi.start({
      gateway: { v1: ['gateways', 'httproutes'], v1alpha2: ['tcproutes', 'gateways'] },
    });
    open({});
    await live();
    const paths = new Set(api.requests.map(({ path }) => path));
    expect(paths).toContain('/apis/gateway.networking.k8s.io/v1/gateways');
    expect(paths).toContain('/apis/gateway.networking.k8s.io/v1alpha2/tcproutes');
    expect(paths).not.toContain('/apis/gateway.networking.k8s.io/v1alpha2/gateways');
    expect(mirror.access.get('Gateway/*')).toBe('readable');
    expect(mirror.access.get('GRPCRoute/*')).toBe('absent');
  });
});

describe('the kube-proxy ConfigMap', () => {
  const config = { data: { 'config.conf': 'mode: ipvs', 'kubeconfig.conf': 'secret' } };

  test('is read by name alone, again each minute', async () => {
    api.store.put('configmaps', 'kube-system', 'kube-proxy', config);
    await live();
    expect([...mirror.objects.values()]).toEqual([
      expect.objectContaining({ kind: 'ConfigMap', configConf: 'mode: ipvs' }),
    ]);
    expect(api.count('list', 'configmaps') + api.count('watch', 'configmaps')).toBe(0);
    api.store.put('configmaps', 'kube-system', 'kube-proxy', {
      data: { 'config.conf': 'mode: iptables' },
    });
    await expect
      .poll(
        turning(() => mirror.of('ConfigMap'), 1_000),
        often,
      )
      .toEqual(['kube-system/kube-proxy uid-1 102']);
  });

  test('denied is unknown', async () => {
    api.script = ({ plural }) =>
      plural === 'configmaps' ? { status: 403, message: 'no' } : undefined;
    await live();
    expect(mirror.access.get('ConfigMap/*')).toBe('denied get');
  });
});

describe('fetchObject', () => {
  test('gives the whole object without managedFields', async () => {
    api.store.put('services', 'shop', 'web', {
      metadata: { managedFields: [{}], annotations: { note: 'kept' } },
      spec: { unknown: true },
    });
    const found = await source.fetchObject({ kind: 'Service', namespace: 'shop', name: 'web' });
    expect(found).toMatchObject({
      metadata: { annotations: { note: 'kept' } },
      spec: { unknown: true },
    });
    expect(found?.['metadata']).not.toHaveProperty('managedFields');
  });

  test('is undefined for what is not there', async () => {
    expect(
      await source.fetchObject({ kind: 'Service', namespace: 'shop', name: 'x' }),
    ).toBeUndefined();
  });

  test('reads no other ConfigMap', async () => {
    api.store.put('configmaps', 'shop', 'secrets', {});
    expect(
      await source.fetchObject({ kind: 'ConfigMap', namespace: 'shop', name: 'secrets' }),
    ).toBeUndefined();
    expect(api.requests).toEqual([]);
  });

  test('F53: a name cannot leave its place in the path', async () => {
    await source.fetchObject({ kind: 'Service', namespace: '../..', name: 'x/../../secrets' });
    expect(api.requests[0]?.path).toBe('/api/v1/namespaces/..%2F../services/x%2F..%2F..%2Fsecrets');
  });
});
