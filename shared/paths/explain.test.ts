import { expect, test } from 'vitest';
import { buildState } from '../state/applyChange.ts';
import {
  client,
  nodePortSpec,
  nodes,
  onA,
  onB,
  traced,
  webService,
  webSlice,
  webWorld,
} from '../testing/pathWorld.ts';
import { languages } from '../words/say.ts';
import { explainTrace } from './explain.ts';

const world = webWorld(nodePortSpec, [onA, onB]);
const fromPod = 'pod:default/client';

test('a forwarded packet, hop by hop', () => {
  const lines = explainTrace(traced(world, fromPod, 'svc:default/web:80'), 'en', world);
  expect(lines.slice(0, 13)).toEqual([
    'pod:default/client → svc:default/web:80',
    'Verdict: forwarded (a rule sends it to a backend)',
    '',
    '1. from · pod:default/client · a Pod at 10.244.0.9 on node-a  [S67]',
    "2. node · node-a · the client's own node node-a decides  [S45]",
    '3. Service · default/web:http · 2 endpoints of the whole cluster  [S45 S46]  KUBE-SVC-CDGGSHYLG3RE2FKL',
    '4. source · 10.244.0.9 · a Pod keeps its source address  [S50]',
    '5. endpoint · 10.244.0.5:8080 · 50 % of new connections · ready · Pod default/web-a on node-a  [S36 S38 S58]  KUBE-SEP-7U6MWNJWR3SADOJA',
    '6. endpoint · 10.244.1.5:8080 · 50 % of new connections · ready · Pod default/web-b on node-b  [S36 S38 S58]  KUBE-SEP-AFGSLHOD2HFNCBX4',
    '',
    'Rules',
    '  S36  Candidates come from all slices of the family, joined by port name and protocol, each ip:port once.',
    '  S38  Ready endpoints first; if there are none, those terminating but still serving, for each set by itself.',
  ]);
  expect(lines.slice(-2)).toEqual([
    'To see it, on node-a',
    '  iptables-save | grep KUBE-SVC-CDGGSHYLG3RE2FKL',
  ]);
});

test('in nftables mode the command names its chain', () => {
  const trace = traced(world, fromPod, 'svc:default/web:80', { proxyMode: 'nftables' });
  expect(explainTrace(trace, 'en').at(-1)).toMatch(
    /^ {2}nft list chain ip kube-proxy 'service-\w{8}-default\/web\/tcp\/http'$/,
  );
});

test('a refused packet says why and where to look', () => {
  const empty = webWorld(nodePortSpec, []);
  const text = explainTrace(traced(empty, fromPod, 'svc:default/web:80'), 'en', empty).join('\n');
  expect(text).toContain('the Service has no endpoints: refused  [S40 S55]');
  expect(text).toContain("iptables-save | grep 'default/web:http'");
});

test('the mode that was asked for is not assumed, and has its own command', () => {
  const empty = buildState([...nodes, webService(nodePortSpec), webSlice([]), client]);
  const trace = traced(empty, fromPod, 'svc:default/web:80', { proxyMode: 'ipvs' });
  const text = explainTrace(trace, 'en', empty, 'ipvs').join('\n');
  expect(text).toContain('ipvsadm -Ln');
  expect(text).toContain('ipvs mode, as asked for');
  expect(text).not.toContain('iptables');
});

test('S69: a machine outside is told where it can dial instead', () => {
  const explained = (given: typeof nodePortSpec | object) => {
    const made = webWorld(given, [onA]);
    return explainTrace(traced(made, 'outside', 'svc:default/web:80'), 'en', made).join('\n');
  };
  expect(explained(nodePortSpec)).toContain(
    'Ways in from there\n  172.18.0.2:30080 (NodePort on node-a)\n',
  );
  expect(explained({})).toContain('Ways in from there\n  None: a Service of type ClusterIP');
  const reached = explainTrace(traced(world, fromPod, 'svc:default/web:80'), 'en', world);
  expect(reached.join('\n')).not.toContain('Ways in');
});

test('S65: at a port of a node that nobody has, its NodePorts are told', () => {
  const explained = (to: string, made = world) =>
    explainTrace(traced(made, 'outside', to), 'en', made).join('\n');
  expect(explained('172.18.0.3:32123')).toContain(
    'Ways in from there\n  172.18.0.3:30080 (NodePort on node-b)\n',
  );
  expect(explained('172.18.0.3:30080')).not.toContain('Ways in');
  expect(explained('172.18.0.3:32123', webWorld({}, [onA]))).not.toContain('Ways in');
});

test('assumptions are listed', () => {
  const text = explainTrace(traced(world, 'pod:default/nobody', 'svc:default/web:80'), 'en').join(
    '\n',
  );
  expect(text).toContain('Assumed\n  - Pod default/nobody is not there');
});

test.each(languages)('%s leaves no placeholder and no bare code', (language) => {
  const traces = ['outside', fromPod, 'node:node-a', 'pod:default/nobody'].flatMap((from) =>
    [
      'svc:default/web:80',
      'web:80',
      '172.18.0.3:30080',
      '172.18.0.3:1',
      '10.96.0.10:81',
      'nobody:80',
    ].map((to) => traced(world, from, to)),
  );
  for (const trace of traces) {
    const text = explainTrace(trace, language, world).join('\n');
    expect(text).not.toMatch(/[{}]/);
    for (const { reason } of trace.hops) expect(text).not.toContain(`· ${reason?.code} `);
  }
});
