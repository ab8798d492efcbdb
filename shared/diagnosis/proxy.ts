// A node whose kube-proxy does not do what the others do: dead, or behind the times.
import type { Rule } from './candidate.ts';
import { dialCommand, systemLogsCommand, systemPodsCommand } from './commands.ts';
import {
  direct,
  type Evidence,
  fails,
  isAccepted,
  isBackend,
  isRefused,
  pathOf,
  type Seen,
  through,
  works,
} from './evidence.ts';
import { observed } from './observed.ts';

/** A ClusterIP by its address or its name: the client's own node decides. */
export function goesByOwnNode({ entry }: Seen): boolean {
  return entry?.kind === 'clusterIP' || entry?.kind === 'dns';
}

/** What a node makes of the Service, as far as it was tested. */
interface NodeSeen {
  node: string;
  /** Its ClusterIP, by clients on this node that are not behind it themselves. */
  inside: Seen[];
  nodePorts: Seen[];
}

export function nodesSeen(evidence: Evidence): NodeSeen[] {
  const nodes = new Map<string, NodeSeen>();
  for (const each of through(evidence)) {
    if (each.decidingNode === undefined) continue;
    const known = nodes.get(each.decidingNode) ?? {
      node: each.decidingNode,
      inside: [],
      nodePorts: [],
    };
    if (each.entry?.kind === 'nodePort') known.nodePorts.push(each);
    else if (goesByOwnNode(each) && !isBackend(evidence, each)) known.inside.push(each);
    nodes.set(each.decidingNode, known);
  }
  return [...nodes.values()];
}

function testsOf({ inside, nodePorts }: NodeSeen): Seen[] {
  return inside.concat(nodePorts);
}

/** No rule of the proxy touches an address it does not know: silence inside, refusal at a NodePort. */
function looksStale({ inside, nodePorts }: NodeSeen): boolean {
  if (inside.length > 0) return inside.every(fails);
  return nodePorts.some((each) => fails(each) && isRefused(each)) && !nodePorts.some(works);
}

/** Nobody should answer, and somebody does: what is gone is still in the table. */
function answersOfTheGone({ seen }: Evidence): Seen[] {
  return seen.filter(
    (each) =>
      each.result.expected.verdict === 'reject' &&
      each.decidingNode !== undefined &&
      isAccepted(each) &&
      each.result.evidence.answeredBy !== undefined,
  );
}

export const proxyStale: Rule = (evidence) => {
  const nodes = nodesSeen(evidence);
  const stale = nodes.filter(looksStale);
  const gone = answersOfTheGone(evidence);
  const tests = direct(evidence);
  const answering = tests.filter(works);
  // Endpoints that nobody reaches explain it without any proxy.
  if (tests.length > 0 && answering.length === 0 && gone.length === 0) return undefined;
  const bad = [...stale.flatMap(testsOf).filter(fails), ...gone];
  const [one] = bad;
  if (one === undefined) return undefined;
  const names = [...new Set(bad.flatMap(({ decidingNode }) => decidingNode ?? []))].toSorted();
  const others = nodes.filter(({ node }) => !names.includes(node));
  const fine = others.flatMap(testsOf).filter(works);
  return {
    cause: 'proxyStale',
    confidence: gone.length > 0 ? 0.9 : confidenceOf(tests, fine),
    params: { nodes: names.join(', '), count: names.length },
    evidence: observed(bad, answering, fine),
    tellApart: [...insideTests(evidence, names), ...endpointTests(evidence)],
    fix: { code: 'restartProxy', params: { nodes: names.join(', ') } },
    commands: [
      dialCommand(evidence.view, one),
      systemPodsCommand('kube-proxy'),
      systemLogsCommand('kube-proxy'),
      ...chainsOf(bad).map((chain) => `iptables-save | grep ${chain}`),
    ],
    explains: bad,
  };
};

/** Where some endpoints are silent themselves, a way that ends at them says little of the proxy. */
function confidenceOf(tests: readonly Seen[], fine: readonly Seen[]): number {
  if (tests.some(fails)) return 0.4;
  if (tests.length > 0) return fine.length > 0 ? 0.9 : 0.8;
  return fine.length > 0 ? 0.6 : 0.35;
}

function chainsOf(seen: readonly Seen[]): string[] {
  const chains = seen.flatMap(({ trace }) => trace?.hops.flatMap(({ chain }) => chain ?? []) ?? []);
  return [...new Set(chains)].filter((chain) => /^KUBE-(SVC|EXT)-\w+$/.test(chain)).slice(0, 2);
}

/** The ClusterIP and the node's own NodePort, asked on the node itself. */
export function insideTests({ targets, view }: Evidence, nodes: readonly string[]) {
  const entries = new Map(view.entryPoints.map((entry) => [entry.id, entry]));
  return nodes.slice(0, 3).flatMap((node) =>
    targets
      .filter(({ id }) => {
        const entry = entries.get(id);
        return entry?.kind === 'clusterIP' || entry?.node === node;
      })
      .map((target) => pathOf({ from: `node:${node}`, target })),
  );
}

function endpointTests({ targets, view, ...rest }: Evidence) {
  const client = view.vantages.find(({ kind }) => kind === 'pod')?.id;
  if (client === undefined || direct({ targets, view, ...rest }).length > 0) return [];
  return targets
    .filter(({ kind }) => kind === 'endpoint')
    .slice(0, 4)
    .map((target) => pathOf({ from: client, target }));
}
