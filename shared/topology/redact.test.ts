import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildState } from '../state/applyChange.ts';
import { claim, node, pod, podEndpoint, service, slice, workload } from '../testing/objects.ts';
import { ServiceView } from '../wire/view.ts';
import { originalsOfViews, originalsOfWorld, originalsTogether } from './originals.ts';
import { redactView } from './redact.ts';
import { Redaction } from './redaction.ts';
import { serviceView } from './serviceView.ts';

const world = buildState([
  node({ name: 'worker-one.acme.example', ips: ['172.18.0.2', 'fd12::2'], zone: 'berlin-1' }),
  service({
    name: 'ledger',
    namespace: 'payments',
    uid: 'c0ffee',
    type: 'NodePort',
    selector: { 'acme.example/team': 'ledgerers' },
    clusterIPs: ['10.96.0.9', 'fd12::99'],
    ports: [{ name: 'ledger-api', port: 80, targetPort: 'ledger-in', nodePort: 30080 }],
  }),
  workload('StatefulSet', {
    name: 'bookkeeper',
    namespace: 'payments',
    uid: 'set',
    podLabels: { 'acme.example/team': 'ledgerers' },
    serviceName: 'ledger',
  }),
  pod({
    name: 'bookkeeper-0',
    namespace: 'payments',
    labels: { 'acme.example/team': 'ledgerers' },
    ips: ['10.244.0.7'],
    node: 'worker-one.acme.example',
    claims: ['journal-bookkeeper-0'],
    spec: { hostname: 'bookkeeper-0', subdomain: 'ledger' },
    owner: { kind: 'StatefulSet', name: 'bookkeeper', uid: 'set' },
  }),
  claim({ name: 'journal-bookkeeper-0', namespace: 'payments', capacity: '2Gi' }),
  slice({
    name: 'ledger-x7',
    namespace: 'payments',
    service: 'ledger',
    ports: [{ name: 'ledger-api', port: 8080 }],
    endpoints: [
      podEndpoint({
        pod: 'bookkeeper-0',
        namespace: 'payments',
        address: '10.244.0.7',
        node: 'worker-one.acme.example',
      }),
      { addresses: ['10.244.0.8'], conditions: { ready: false } },
    ],
  }),
]);
const originals =
  'ledger payments bookkeeper acme worker-one berlin journal c0ffee 10.96.0.9 10.244.0.7 10.244.0.8 172.18.0.2 fd12'.split(
    ' ',
  );

function redacted(key = ''): { before: ServiceView; after: ServiceView } {
  const found = world.service('payments/ledger');
  if (!found) throw new Error('not stored');
  const before = serviceView(world, found, { clusterDomain: 'cluster.local' });
  const known = originalsTogether(originalsOfWorld(world), originalsOfViews([before]));
  return { before, after: redactView(before, new Redaction(known, key)) };
}

test('nothing of the original remains, and the view is still one', () => {
  const { after } = redacted();
  const text = JSON.stringify(after);
  for (const original of originals) expect(text).not.toContain(original);
  expect(ServiceView.parse(after)).toEqual(after);
});

test('what is no name or address stays as it was', () => {
  const { before, after } = redacted();
  expect(after.type).toBe(before.type);
  expect(after.ports.map(({ port, nodePort }) => [port, nodePort])).toEqual([[80, 30080]]);
  const shape = ({ expectations }: ServiceView) =>
    expectations.map(({ trace }) => [
      trace.verdict,
      trace.rules,
      trace.backends.map(({ port, share }) => [port, share]),
      trace.hops.map(({ kind, verdict }) => [kind, verdict]),
    ]);
  expect(shape(after)).toEqual(shape(before));
  expect(after.endpoints.map(({ ready }) => ready)).toEqual(
    before.endpoints.map(({ ready }) => ready),
  );
});

test('every id that pointed at something points at it still', () => {
  const { before, after } = redacted();
  const dangling = (view: ServiceView) => {
    const known = new Set([
      ...view.entryPoints.map(({ id }) => id),
      ...view.endpoints.map(
        ({ address, port, protocol }) =>
          `endpoint/${address.includes(':') ? `[${address}]` : address}:${port}/${protocol}`,
      ),
    ]);
    const vantages = new Set(view.vantages.map(({ id }) => id));
    return view.expectations.filter(
      ({ target, vantage }) => !known.has(target) || !vantages.has(vantage),
    ).length;
  };
  expect(dangling(after)).toBe(dangling(before));
  expect(after.endpoints[0]?.pod).toBe(`${after.namespace}/${after.pods[0]?.name}`);
});

test('a key makes other replacements; the same key the same', () => {
  expect(redacted('secret').after).toEqual(redacted('secret').after);
  expect(redacted('secret').after.name).not.toBe(redacted().after.name);
});

describe('replacements', () => {
  const none = { names: new Set<string>(), addresses: new Set<string>() };

  test('addresses keep their family, stay apart, and are for documentation', () => {
    const group = fc.integer({ min: 1, max: 0xffff }).map((value) => value.toString(16));
    const ipv6 = fc
      .array(group, { minLength: 7, maxLength: 7 })
      .map((groups) => ['fd00', ...groups].join(':'));
    const ipv4 = fc.ipV4().filter((ip) => !/^(127|0)\./.test(ip));
    const addresses = fc.uniqueArray(fc.oneof(ipv4, ipv6), { maxLength: 60 });
    fc.assert(
      fc.property(addresses, (real) => {
        const by = new Redaction({ ...none, addresses: new Set(real) });
        const made = real.map((ip) => by.address(ip));
        for (const [index, ip] of real.entries()) {
          const after = made[index] ?? '';
          expect(after).toMatch(
            ip.includes(':') ? /^2001:db8:/ : /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/,
          );
          expect(real).not.toContain(after);
        }
        expect(new Set(made).size).toBe(real.length);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test('more addresses than documentation has still stay apart', () => {
    const many = Array.from({ length: 2000 }, (_, index) => `10.1.${index >> 8}.${index & 255}`);
    const by = new Redaction({ ...none, addresses: new Set(many) });
    expect(new Set(many.map((ip) => by.address(ip))).size).toBe(2000);
  });

  test.each([
    ['pod:shop/cart', /^pod:name-\d+\/name-\d+$/],
    ['10.0.0.1:80/TCP', /^[\d.]+:80\/TCP$/],
    ['[fd00::1]:443', /^\[2001:db8:[\da-f:]+\]:443$/],
    ['cart.shop.svc.cluster.local', /^name-\d+\.name-\d+\.svc\.cluster\.local$/],
    ['Deployment/cart', /^Deployment\/name-\d+$/],
    ['app=cart, tier=front', /^app=name-\d+, tier=name-\d+$/],
    ['Back-off pulling image "acme/cart:1"', /^…$/],
    ['web, http', /^web, http$/],
    ['constructor __proto__', /^…$/],
    ['constructor', /^name-\d+$/],
  ])('%s', (text, expected) => {
    expect(new Redaction(none).text(text)).toMatch(expected);
  });

  test('a public word that is somebody’s name goes', () => {
    const by = new Redaction({ ...none, names: new Set(['web']) });
    expect(by.text('web')).toMatch(/^name-/);
  });
});
