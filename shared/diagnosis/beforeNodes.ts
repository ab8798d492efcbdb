// What stands before the nodes: a firewall, a cloud's security group, a load balancer.
import type { Rule } from './candidate.ts';
import { dialCommand, serviceCommand } from './commands.ts';
import {
  direct,
  type Evidence,
  fails,
  isSilent,
  pathOf,
  type Seen,
  through,
  works,
} from './evidence.ts';
import { observed } from './observed.ts';
import { insideTests, nodesSeen } from './proxy.ts';

function isNodePort({ entry }: Seen): boolean {
  return entry?.kind === 'nodePort';
}

export const nodePortFirewall: Rule = (evidence) => {
  const nodes = nodesSeen(evidence);
  const isShut = nodes.filter(
    ({ inside, nodePorts }) =>
      nodePorts.some((each) => fails(each) && isSilent(each)) &&
      !(inside.length > 0 && inside.every(fails)),
  );
  const bad = isShut.flatMap(({ nodePorts }) =>
    nodePorts.filter((each) => fails(each) && isSilent(each)),
  );
  const [one] = bad;
  if (one === undefined) return undefined;
  // The Pods do not answer anybody: nothing is left for a firewall to explain.
  const tests = direct(evidence);
  const ways = through(evidence).filter(works);
  if (tests.length > 0 && !tests.some(works) && ways.length === 0) return undefined;
  const names = isShut.map(({ node }) => node).toSorted();
  const fromInside = isShut
    .flatMap(({ inside, nodePorts }) => inside.concat(nodePorts))
    .filter(works);
  const others = ways.filter(
    (each) => isNodePort(each) && !names.includes(each.decidingNode ?? ''),
  );
  const answering = tests.filter(works);
  const port = one.entry?.port ?? '';
  const params = { nodes: names.join(', '), count: names.length, port };
  return {
    cause: 'nodePortFirewall',
    confidence: tests.some(fails)
      ? 0.4
      : confidenceOf({ fromInside, others, answering: answering.concat(ways) }),
    params,
    evidence: observed(bad, fromInside, others, answering),
    tellApart: insideTests(evidence, names),
    fix: { code: 'openNodePort', params },
    commands: [dialCommand(evidence.view, one), 'iptables -S INPUT', 'nft list ruleset'],
    explains: bad,
  };
};

/** What answers elsewhere leaves less and less but the way to these nodes. */
function confidenceOf(
  good: Record<'fromInside' | 'others' | 'answering', readonly Seen[]>,
): number {
  if (good.fromInside.length > 0) return 0.9;
  if (good.others.length > 0) return 0.75;
  return good.answering.length > 0 ? 0.7 : 0.4;
}

export const loadBalancerPath: Rule = (evidence) => {
  const balanced = through(evidence).filter(
    ({ entry }) => entry?.kind === 'loadBalancer' || entry?.kind === 'externalIP',
  );
  const bad = balanced.filter(fails);
  const [one] = bad;
  const nodePorts = through(evidence).filter((each) => isNodePort(each) && works(each));
  const inside = through(evidence).filter(
    (each) => each.entry?.kind === 'clusterIP' && works(each),
  );
  if (one === undefined || (nodePorts.length === 0 && inside.length === 0)) return undefined;
  return {
    cause: 'loadBalancerPath',
    confidence: nodePorts.length > 0 ? 0.85 : 0.6,
    params: { address: one.target.address },
    evidence: observed(bad, nodePorts, inside),
    tellApart: nodePortTests(evidence, one.from),
    fix: { code: 'mendBalancer', params: { address: one.target.address } },
    commands: [dialCommand(evidence.view, one), serviceCommand(evidence.view, '-o', 'wide')],
    explains: bad,
  };
};

function nodePortTests({ targets, view }: Evidence, from: string) {
  const nodePorts = new Set(
    view.entryPoints.filter(({ kind }) => kind === 'nodePort').map(({ id }) => id),
  );
  return targets
    .filter(({ id }) => nodePorts.has(id))
    .slice(0, 4)
    .map((target) => pathOf({ from, target }));
}
