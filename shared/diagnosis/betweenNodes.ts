// What is broken between nodes, and not on them: the Pod network itself, or the size of its packets.
import type { Rule } from './candidate.ts';
import { dialCommand } from './commands.ts';
import {
  clientNodesOf,
  type Crossing,
  crosses,
  crossingOf,
  homeTests,
  nodesOf,
  waysTo,
} from './crossing.ts';
import { hangs, isSilent, type Seen, shouldWork, works } from './evidence.ts';
import { observed } from './observed.ts';

const silent = (seen: Seen) => shouldWork(seen) && isSilent(seen);
const mute = (seen: Seen) => shouldWork(seen) && hangs(seen);

/** What answers on its own node, or over another wire, speaks against the Pods being at fault. */
function confidenceOf({ bad, good }: Crossing): number {
  const ids = new Set(bad.map(({ target }) => target.id));
  if (good.some(({ target }) => ids.has(target.id))) return 0.9;
  if (good.some((each) => crosses(each) === false)) return nodesOf(bad).length > 1 ? 0.8 : 0.65;
  return good.length === 0 ? 0.5 : 0.55;
}

function params(bad: readonly Seen[]) {
  return { from: clientNodesOf(bad).join(', '), nodes: nodesOf(bad).join(', ') };
}

export const crossNode: Rule = (evidence) => {
  const crossing = crossingOf(evidence, silent, (seen) => works(seen) || hangs(seen));
  const { bad, good } = crossing;
  const [one] = bad;
  if (one === undefined) return undefined;
  return {
    cause: 'crossNode',
    confidence: confidenceOf(crossing),
    params: params(bad),
    evidence: observed(bad, good),
    tellApart: homeTests(bad),
    fix: { code: 'mendOverlay', params: params(bad) },
    commands: [
      dialCommand(evidence.view, one),
      'kubectl get nodes -o wide',
      'kubectl -n kube-system get pods -o wide',
      `ip route get ${one.endpoint?.address ?? one.target.address}`,
    ],
    explains: [...bad, ...waysTo(evidence, bad, silent)],
  };
};

export const mtu: Rule = (evidence) => {
  const crossing = crossingOf(evidence, mute, works);
  const { bad, good } = crossing;
  const [one] = bad;
  if (one === undefined) return undefined;
  return {
    cause: 'mtu',
    confidence: confidenceOf(crossing),
    params: params(bad),
    evidence: observed(bad, good),
    tellApart: homeTests(bad),
    fix: { code: 'lowerMTU', params: params(bad) },
    commands: [
      dialCommand(evidence.view, one),
      `ping -M do -s 1472 -c 3 ${one.endpoint?.address ?? one.target.address}`,
      'ip -d link show',
    ],
    explains: [...bad, ...waysTo(evidence, bad, mute)],
  };
};
