// Tests of endpoints by whether they cross from one node to another.
import { direct, type Evidence, pathOf, type Seen } from './evidence.ts';
import type { ProbePath } from '../wire/probe.ts';

/** Undefined where it is not known. */
export function crosses({ clientNode, endpoint }: Seen): boolean | undefined {
  if (clientNode === undefined || endpoint?.node === undefined) return undefined;
  return clientNode !== endpoint.node;
}

export interface Crossing {
  /** Tests between nodes that came out badly, where no other between the same two came out well. */
  bad: Seen[];
  /** Tests within a node, and between others, that came out well. */
  good: Seen[];
  /** Endpoints that came out badly on their own node too: whatever it is, it is not between nodes. */
  badAtHome: Seen[];
}

export function crossingOf(
  evidence: Evidence,
  isBad: (seen: Seen) => boolean,
  isGood: (seen: Seen) => boolean,
): Crossing {
  const tests = direct(evidence);
  const fine = new Set(tests.filter(isGood).map(pairOf));
  const homes = tests.filter((each) => isBad(each) && crosses(each) === false);
  const atHome = new Set(homes.map(({ target }) => target.id));
  const bad = tests.filter(
    (each) =>
      isBad(each) &&
      crosses(each) === true &&
      !fine.has(pairOf(each)) &&
      !atHome.has(each.target.id),
  );
  return { bad, good: tests.filter(isGood), badAtHome: homes };
}

function pairOf({ clientNode, endpoint }: Seen): string {
  const nodes = [clientNode ?? '', endpoint?.node ?? ''];
  return nodes.toSorted((left, right) => (left < right ? -1 : 1)).join(' ');
}

/** Each endpoint from its own node: past every wire between nodes. */
export function homeTests(seen: readonly Seen[]): ProbePath[] {
  const paths = seen.flatMap(({ endpoint, target }) =>
    endpoint?.node === undefined ? [] : [pathOf({ from: `node:${endpoint.node}`, target })],
  );
  return [...new Map(paths.map((path) => [`${path.from} ${path.target}`, path])).values()].slice(
    0,
    6,
  );
}

export function nodesOf(seen: readonly Seen[]): string[] {
  return [...new Set(seen.flatMap(({ endpoint }) => endpoint?.node ?? []))].toSorted();
}

export function clientNodesOf(seen: readonly Seen[]): string[] {
  return [...new Set(seen.flatMap(({ clientNode }) => clientNode ?? []))].toSorted();
}

/** Tests by way of the Service that may have ended at one of these endpoints. */
export function waysTo(
  evidence: Evidence,
  bad: readonly Seen[],
  isBad: (seen: Seen) => boolean,
): Seen[] {
  if (bad.length === 0) return [];
  return evidence.seen.filter((each) => each.endpoint === undefined && isBad(each));
}
