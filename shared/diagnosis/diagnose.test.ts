import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkPolicy, pod, service } from '../testing/objects.ts';
import {
  client,
  nodePortSpec,
  onA,
  onB,
  pathWorld,
  webPod,
  webService,
  webSlice,
  webWorld,
} from '../testing/pathWorld.ts';
import { asked, type Faults, probed, viewOf } from '../testing/probed.ts';
import { Diagnosis, Outcome, type ProbeResult } from '../wire/probe.ts';
import type { ServiceView } from '../wire/view.ts';
import { causeFixWords, causeWords, sayCause, sayEvidence } from '../words/diagnosis.ts';
import { languages, say } from '../words/say.ts';
import { quoted } from './commands.ts';
import { diagnose } from './diagnose.ts';

const hang = { outcome: 'open', evidence: { detail: 'noAnswer' } } as const;
const unverified = { outcome: 'open', evidence: {} } as const;
const endpointA = 'endpoint/10.244.0.5:8080/TCP';
const endpointB = 'endpoint/10.244.1.5:8080/TCP';

const nodePorts = webWorld(nodePortSpec, [onA, onB]);
const ofNodePorts = viewOf(nodePorts);
const onlyB = viewOf(webWorld(nodePortSpec, [onB]));
const closed = networkPolicy({
  name: 'closed',
  podSelector: { matchLabels: { app: 'web' } },
  policyTypes: ['Ingress'],
});
const webObjects = [
  webService(nodePortSpec),
  webSlice([onA, onB]),
  webPod(onA),
  webPod(onB),
  client,
];
const denied = viewOf(pathWorld([...webObjects, closed]));
const open = networkPolicy({
  name: 'open',
  podSelector: { matchLabels: { app: 'web' } },
  policyTypes: ['Ingress'],
  ingress: [{ from: [{ podSelector: {} }, { ipBlock: { cidr: '0.0.0.0/0' } }] }],
});
const isolated = viewOf(pathWorld([...webObjects, open]));
const balanced = {
  type: 'LoadBalancer',
  ports: nodePortSpec.ports,
  ingress: [{ ip: '172.18.255.9', ipMode: 'VIP' }],
};
const ofBalancer = viewOf(webWorld(balanced, [onA, onB]));
const ranged = viewOf(webWorld({ ...balanced, loadBalancerSourceRanges: ['192.0.2.0/24'] }, [onA]));
const local = viewOf(webWorld({ ...nodePortSpec, externalTrafficPolicy: 'Local' }, [onA]));
const empty = viewOf(webWorld(nodePortSpec, []));
const elsewhere = pod({
  name: 'client',
  ips: ['10.244.0.9'],
  node: 'node-a',
  spec: { dnsPolicy: 'Default' },
});
const ofElsewhere = viewOf(pathWorld([webService(), webSlice([onA]), webPod(onA), elsewhere]));

function alias(externalName: string): ServiceView {
  const named = service({
    name: 'web',
    type: 'ExternalName',
    externalName,
    ports: [{ port: 443 }],
  });
  return viewOf(pathWorld([named, client]));
}
function finding(
  code: string,
  params: Record<string, string | number>,
): ServiceView['findings'][number] {
  const object = { kind: 'Service', namespace: 'default', name: 'web' };
  return { code, severity: 'warning', object, params };
}
const undeclared = finding('targetPortUndeclared', { targetPort: 8080, protocol: 'TCP', port: 80 });
const nearMiss = finding('selectorNearMiss', {
  selector: 'app=wbe',
  workload: 'Deployment web',
  labels: 'app=web',
});

interface Case {
  cause: keyof typeof causeWords;
  when: string;
  view: ServiceView;
  faults: Faults;
  /** Further tests, from elsewhere. */
  more?: readonly ProbeResult[];
  foreseen?: true;
}

const cases: readonly Case[] = [
  {
    cause: 'appNotListening',
    when: 'every endpoint refuses, and so does all that leads there',
    view: ofNodePorts,
    faults: [[/(pod|node):.* (clusterIP|dns|endpoint)|nodePort/, 'refused']],
  },
  {
    cause: 'appNotListening',
    when: 'all ways refuse, and nobody asked the endpoints',
    view: { ...ofNodePorts, endpoints: [] },
    faults: [[/(pod|node):.* (clusterIP|dns)|nodePort/, 'refused']],
  },
  {
    cause: 'listensOnLoopback',
    when: 'a port-forward comes through where the network is refused',
    view: ofNodePorts,
    faults: [[/(pod|node):.* (clusterIP|dns|endpoint)|nodePort/, 'refused']],
    more: [asked(ofNodePorts, 'apiserver', endpointA, 'open')],
  },
  {
    cause: 'wrongTargetPort',
    when: 'endpoints refuse, and no container declares the targetPort (S23)',
    view: { ...ofNodePorts, findings: [undeclared] },
    faults: [[/(pod|node):.* (clusterIP|dns|endpoint)|nodePort/, 'refused']],
  },
  {
    cause: 'podSilent',
    when: 'a Pod is silent on its own node too',
    view: ofNodePorts,
    faults: [[new RegExp(`pod:.* ${endpointA}`), 'timeout']],
  },
  {
    cause: 'appSilent',
    when: 'accepted and never answered, on the same node too',
    view: ofNodePorts,
    faults: [[/(pod|node):.* (clusterIP|dns|endpoint)|nodePort/, hang]],
  },
  {
    cause: 'crossNode',
    when: 'only the endpoint of the other node is silent',
    view: ofNodePorts,
    faults: [
      [new RegExp(`pod:.* ${endpointB}`), 'timeout'],
      [/pod:.* (clusterIP|dns)/, 'timeout'],
    ],
    more: [asked(ofNodePorts, 'node:node-b', endpointB, 'open')],
  },
  {
    cause: 'crossNode',
    when: 'the one endpoint is on the other node and silent to this one',
    view: onlyB,
    faults: [[/(pod|node):.* (endpoint|clusterIP|dns)|nodePort\/node-a/, 'timeout']],
  },
  {
    cause: 'mtu',
    when: 'connections between nodes come about and carry nothing',
    view: ofNodePorts,
    faults: [[new RegExp(`pod:.* ${endpointB}`), hang]],
  },
  {
    cause: 'hairpin',
    when: 'a Pod is silent to itself by way of its Service alone (S51)',
    view: ofNodePorts,
    faults: [],
    more: [
      asked(ofNodePorts, 'pod:default/web-a', clusterIPOf(ofNodePorts), 'timeout'),
      asked(ofNodePorts, 'pod:default/web-a', endpointA, 'open'),
    ],
  },
  {
    cause: 'proxyStale',
    when: 'a node knows no rule: its NodePort refuses, the others answer (S62)',
    view: ofNodePorts,
    faults: [[/nodePort\/node-b/, 'refused']],
  },
  {
    cause: 'proxyStale',
    when: 'the ClusterIP is silent on one node, and the endpoints answer there',
    view: ofNodePorts,
    faults: [
      [/(pod|node):.* (clusterIP|dns)/, 'timeout'],
      [/nodePort\/node-a/, 'timeout'],
    ],
  },
  {
    cause: 'proxyStale',
    when: 'a node goes on with endpoints that are gone (S55)',
    view: empty,
    faults: [[/nodePort\/node-b/, 'open']],
  },
  {
    cause: 'nodePortFirewall',
    when: 'one NodePort of three is silent, and its node is fine inside',
    view: ofNodePorts,
    faults: [[/nodePort\/node-b/, 'timeout']],
    more: [asked(ofNodePorts, 'node:node-b', clusterIPOf(ofNodePorts), 'open')],
  },
  {
    cause: 'nodePortFirewall',
    when: 'all NodePorts are silent from outside, and answer inside',
    view: ofNodePorts,
    faults: [[/(outside|server) nodePort/, 'timeout']],
  },
  {
    cause: 'loadBalancerPath',
    when: 'the balancer is silent, and the NodePorts behind it answer',
    view: ofBalancer,
    faults: [[/(outside|server) loadBalancer/, 'timeout']],
  },
  {
    cause: 'clusterDNS',
    when: 'nobody answers questions, and the ClusterIP works',
    view: ofNodePorts,
    faults: [[/pod:.* dns/, 'dnsTimeout']],
  },
  {
    cause: 'dnsPolicy',
    when: "the Pod's resolver is its node's (S79)",
    view: ofElsewhere,
    faults: [],
    foreseen: true,
  },
  {
    cause: 'dnsPolicy',
    when: 'a name that is there does not resolve in a Pod',
    view: ofNodePorts,
    faults: [[/pod:.* dns/, 'nameError']],
  },
  {
    cause: 'nameTypo',
    when: 'an ExternalName names a Service that is not there (S77)',
    view: alias('wbe.default.svc.cluster.local'),
    faults: [],
    foreseen: true,
  },
  {
    cause: 'networkPolicy',
    when: 'a policy denies ingress, as predicted (S82)',
    view: denied,
    faults: [],
    foreseen: true,
  },
  {
    cause: 'networkPolicy',
    when: 'a policy keeps clients from some of the endpoints, and chance picks one (S89)',
    view: denied,
    faults: [[/nodePort/, 'timeout']],
    foreseen: true,
  },
  {
    cause: 'policyNotEnforced',
    when: 'Pods answer whom a policy denies',
    view: denied,
    faults: [[/.*/, 'open']],
  },
  {
    cause: 'policyStricter',
    when: 'silence where policies isolate and allow',
    view: { ...isolated, nodes: [] },
    faults: [[/pod:.* (clusterIP|dns)/, 'timeout']],
    more: [],
  },
  {
    cause: 'interceptor',
    when: 'accepted where nobody is behind (F37)',
    view: empty,
    faults: [[/pod:.* clusterIP/, unverified]],
  },
  {
    cause: 'externalNameHost',
    when: 'the certificate is for the name behind the ExternalName',
    view: alias('api.example.com'),
    faults: [
      [
        /.*/,
        {
          outcome: 'tlsError',
          evidence: { tls: { troubles: ['nameMismatch'], names: ['api.example.com'] } },
        },
      ],
    ],
  },
  {
    cause: 'externalNameHost',
    when: 'the server does not know the host it is asked for',
    view: alias('api.example.com'),
    faults: [[/.*/, { outcome: 'http', evidence: { httpStatus: 421 } }]],
  },
  {
    cause: 'certificate',
    when: 'TLS fails',
    view: ofNodePorts,
    faults: [[/pod:.* dns/, { outcome: 'tlsError', evidence: { tls: { troubles: ['expired'] } } }]],
  },
  {
    cause: 'resetAfterConnect',
    when: 'accepted and reset',
    view: ofNodePorts,
    faults: [[/pod:.* (clusterIP|dns|endpoint)/, 'reset']],
  },
  {
    cause: 'oneFamily',
    when: 'one family answers and the other does not (F38)',
    view: ofNodePorts,
    faults: [
      [
        /pod:.* dns/,
        {
          outcome: 'open',
          evidence: { answeredBy: 'x', families: { IPv4: 'open', IPv6: 'timeout' } },
        },
      ],
    ],
  },
  {
    cause: 'noEndpoints',
    when: 'refused, as predicted, for want of endpoints (S55)',
    view: { ...empty, findings: [nearMiss] },
    faults: [],
    foreseen: true,
  },
  {
    cause: 'localPolicy',
    when: 'externalTrafficPolicy Local on nodes without a Pod (S48, S55)',
    view: local,
    faults: [],
    foreseen: true,
  },
  {
    cause: 'sourceRanges',
    when: 'a client outside loadBalancerSourceRanges (S52)',
    view: ranged,
    faults: [],
    foreseen: true,
  },
];

function clusterIPOf(view: ServiceView): string {
  return view.entryPoints.find(({ kind }) => kind === 'clusterIP')?.id ?? '';
}

function diagnosed({ view, faults, more = [] }: Omit<Case, 'cause' | 'when'>): Diagnosis[] {
  return diagnose(view, [...probed(view, faults), ...more]);
}

describe('the cause of a pattern comes first', () => {
  test.each(cases)('$cause: $when', ({ cause, foreseen, ...given }) => {
    const [first] = diagnosed(given);
    expect(first).toMatchObject({ cause, ...(foreseen && { foreseen }) });
    expect(first?.explains.length).toBeGreaterThan(0);
    expect(first?.evidence.length).toBeGreaterThan(0);
    expect(first?.commands.length).toBeGreaterThan(0);
  });

  test('and every cause there is has such a pattern', () => {
    const covered = new Set(cases.map(({ cause }) => cause));
    expect([...covered].toSorted()).toEqual(Object.keys(causeWords).toSorted());
  });
});

test.each([
  ['of NodePorts', ofNodePorts],
  ['of one node', onlyB],
  ['behind a balancer', ofBalancer],
  ['that policies let in', isolated],
])('a healthy set %s has no cause, and neither has none at all', (_name, view) => {
  expect(diagnose(view, probed(view))).toEqual([]);
  expect(diagnose(view, [])).toEqual([]);
});

test('tests that tell rivals apart are of the topology, and none is made already', () => {
  for (const given of cases) {
    const results = [...probed(given.view, given.faults), ...(given.more ?? [])];
    const made = new Set(results.map(({ from, entryPoint }) => `${from} ${entryPoint}`));
    for (const { tellApart } of diagnosed(given)) {
      expect(tellApart.filter(({ from, target }) => made.has(`${from} ${target}`))).toEqual([]);
    }
  }
});

test('what tells a firewall from a stale proxy does so, whichever way it comes out', () => {
  const faults: Faults = [[/nodePort\/node-b/, 'timeout']];
  const [first] = diagnosed({ view: ofNodePorts, faults });
  expect(first?.tellApart).toContainEqual(
    expect.objectContaining({ from: 'node:node-b', target: clusterIPOf(ofNodePorts) }),
  );
  const told = (outcome: Outcome) => {
    const more = [asked(ofNodePorts, 'node:node-b', clusterIPOf(ofNodePorts), outcome)];
    return diagnosed({ view: ofNodePorts, faults, more })[0]?.cause;
  };
  expect([told('open'), told('timeout')]).toEqual(['nodePortFirewall', 'proxyStale']);
});

test('what is silent from elsewhere is asked on its own node, and that decides', () => {
  const faults: Faults = [[/pod:.* endpoint/, 'timeout']];
  const [first] = diagnosed({ view: onlyB, faults });
  expect(first?.tellApart).toEqual([
    { from: 'node:node-b', target: endpointB, to: '10.244.1.5:8080' },
  ]);
  const told = (outcome: Outcome) =>
    diagnosed({ view: onlyB, faults, more: [asked(onlyB, 'node:node-b', endpointB, outcome)] })[0]
      ?.cause;
  expect([told('open'), told('timeout')]).toEqual(['crossNode', 'podSilent']);
});

test('the words of every cause, fix and line of evidence are complete, in both languages', () => {
  for (const given of cases) {
    for (const { cause, params, fix, evidence } of diagnosed(given)) {
      for (const language of languages) {
        const lines = [
          sayCause(language, cause, params),
          say(causeFixWords, language, fix.code, fix.params),
          ...evidence.map((line) => sayEvidence(language, line)),
        ];
        for (const line of lines) expect(line).not.toMatch(/[{}]|undefined|^[a-z]+[A-Z]\w*$/);
      }
    }
  }
});

test('whatever the results, causes are in order, and their codes have words', () => {
  const results = probed(ofNodePorts);
  const outcomes = fc.array(fc.constantFrom(...Outcome.options), {
    minLength: results.length,
    maxLength: results.length,
  });
  fc.assert(
    fc.property(outcomes, (seen) => {
      const found = diagnose(
        ofNodePorts,
        results.map((result, at) => Object.assign({}, result, { outcome: seen[at] })),
      );
      for (const each of found) {
        expect(Diagnosis.safeParse(each).success).toBe(true);
        expect(Object.hasOwn(causeWords, each.cause)).toBe(true);
        expect(each.confidence).toBeGreaterThan(0);
        expect(each.confidence).toBeLessThanOrEqual(1);
      }
      const unforeseen = found.filter(({ foreseen }) => foreseen !== true);
      expect(found.slice(0, unforeseen.length)).toEqual(unforeseen);
      const ranks = unforeseen.map(({ confidence }) => confidence);
      expect(ranks).toEqual(ranks.toSorted((left, right) => right - left));
    }),
    { seed: 6, numRuns: 200 },
  );
});

test.each([
  ['a; rm -rf /', "'a; rm -rf /'"],
  ["it's", "'it'\\''s'"],
  ['-x', "'-x'"],
  ['web.default.svc', 'web.default.svc'],
])('what the cluster names %j is one word to a shell', (name, word) => {
  expect(quoted(name)).toBe(word);
});
