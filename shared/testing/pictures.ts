// Services to draw: of random worlds, and with every name as hostile as can be.
import type { ModelObject } from '../model/object.ts';
import type { ServicePicture } from '../diagram/svg/picture.ts';
import { serviceDiagram } from '../diagram/serviceDiagram.ts';
import { buildState } from '../state/applyChange.ts';
import { serviceView } from '../topology/serviceView.ts';
import { pathKey } from '../wire/fold.ts';
import type { ProbeResult } from '../wire/probe.ts';
import type { ServiceView } from '../wire/view.ts';
import { createChance } from './chance.ts';

/** Every Service of a world of these objects, untested. */
export function picturesOf(objects: readonly ModelObject[]): ServicePicture[] {
  const world = buildState(objects);
  return [...world.services()].map((service) =>
    pictureOf(serviceView(world, service, { clusterDomain: 'cluster.local' })),
  );
}

export function pictureOf(view: ServiceView): ServicePicture {
  return { view, diagram: serviceDiagram(view, new Map(), { expanded: new Set() }) };
}

/** The same tested from its first vantage point alone: half of its paths agree with what is expected. */
export function testedPicture(view: ServiceView): ServicePicture {
  const [first] = view.vantages;
  const seen = { ...view, vantages: first ? [first] : [] };
  const results = view.expectations.map(({ vantage, target, trace }, index): ProbeResult => {
    const agree = index % 2 === 0;
    const outcome = agree ? (['open', 'http', 'timeout'] as const)[index % 3] : 'unreachable';
    return {
      from: vantage,
      to: trace.to,
      entryPoint: target,
      expected: { verdict: trace.verdict, rules: [] },
      outcome: outcome ?? 'open',
      agree,
      ms: 1234.5,
      at: index,
      evidence: index % 5 === 0 ? { detail: 'resolved', address: '2001:db8::1:2:3:4' } : {},
    };
  });
  const probes = new Map(results.map((each) => [pathKey(each.from, each.entryPoint), each]));
  return { view: seen, diagram: serviceDiagram(seen, probes, { expanded: new Set() }) };
}

/** The same things in another order; the same seed gives the same. */
export function shuffled<Thing>(things: readonly Thing[], seed: number): Thing[] {
  const chance = createChance(seed);
  const left = [...things];
  const drawn: Thing[] = [];
  while (left.length > 0) drawn.push(...left.splice(chance.int(left.length), 1));
  return drawn;
}

/** What somebody may write where a name belongs. */
export const hostileTexts: readonly string[] = [
  '</text><script>alert(1)</script>',
  '"><image href="http://203.0.113.9/x"/>',
  "' onload='alert(1)",
  '&amp;&lt;&#x41;&nbsp;',
  ']]><![CDATA[',
  '<!-- --> <?xml ?>',
  '\u0000\u0001\u001B[31m\u007F\u0085\u009F',
  '\u202Egnp.exe\u2066\u200F\u061C',
  'שלום עולם',
  '👩‍👩‍👧‍👦🏳️‍🌈👍🏽',
  'lone \uD83D and \uDE00',
  '\uFFFE\uFFFF\u{1FFFF}',
  'a'.repeat(253),
  'W'.repeat(253),
  '端'.repeat(253),
  '\u0301'.repeat(253),
  '\n\t\r  \u2028\u2029',
  '{name} {count|one|many} $& $1',
  'url(javascript:alert(1))',
  '__proto__',
  '',
];

/** A view with this text wherever a cluster's own text can stand. */
export function hostileView(text: string): ServiceView {
  const port = { name: text, port: 80, protocol: 'TCP', targetPort: text } as const;
  const dialled = { port: 80, protocol: 'TCP', portName: text } as const;
  const coded = { code: text, params: { [text]: text } };
  const entryPoints: ServiceView['entryPoints'] = [
    { id: 'dns', kind: 'dns', address: `${text}.svc.${text}`, ...dialled },
    { id: 'nodePort', kind: 'nodePort', address: text, ...dialled, node: text, simulated: true },
    {
      id: 'ingress',
      kind: 'ingress',
      address: text,
      host: text,
      path: `/${text}`,
      route: { kind: 'Ingress', namespace: text, name: text },
      invalid: coded,
    },
  ];
  const trace = { from: text, to: text, rules: [], hops: [], assumptions: [], masquerade: false };
  return {
    namespace: text,
    name: text,
    type: 'NodePort',
    clusterIPs: [text],
    selector: { [text]: text },
    workloads: [{ kind: text, name: text }],
    ports: [port],
    entryPoints,
    endpoints: [
      {
        address: text,
        port: 80,
        portName: text,
        protocol: 'TCP',
        ready: false,
        serving: false,
        terminating: false,
        pod: `${text}/${text}`,
        node: text,
        zone: text,
        slices: [text],
        reason: coded,
      },
    ],
    findings: [
      {
        code: 'selectorMatchesNothing',
        severity: 'error',
        object: { kind: text, name: text },
        path: text,
        params: { namespace: text, selector: text },
      },
      { code: text, severity: 'warning', object: { kind: 'Service', name: text }, params: {} },
    ],
    externalTrafficPolicy: text,
    state: 'stateful',
    pods: [
      {
        namespace: text,
        name: text,
        uid: text,
        ip: text,
        node: text,
        zone: text,
        workload: { kind: text, name: text },
        phase: text,
        readyContainers: 0,
        containers: 1,
        restarts: 123_456,
        ready: false,
        terminating: false,
        reason: { code: 'waiting', params: { container: text, reason: text } },
        ordinal: 7,
        stableName: text,
        claims: [{ name: text, phase: text, capacity: text }],
      },
    ],
    nodes: [],
    vantages: [
      { id: `pod:${text}`, kind: 'pod' },
      { id: 'outside', kind: 'outside' },
    ],
    expectations: entryPoints.slice(0, 2).map(({ id }) => ({
      vantage: 'outside',
      target: id,
      trace: { ...trace, verdict: 'drop', backends: [] },
    })),
  };
}
