// Where many Services stand together, clients that every path treats alike are drawn as one.
import type { Diagram, DiagramEdge, DiagramNode, VantageNode } from '../elements.ts';
import { isTested } from '../pathState.ts';

/** The first of each kind stays in its place and is joined by the others. */
export function mergeVantages(diagram: Diagram): Diagram {
  const ways = new Map<string, string[]>();
  for (const edge of diagram.edges) {
    const known = ways.get(edge.source);
    if (known) known.push(wayOf(edge));
    else ways.set(edge.source, [wayOf(edge)]);
  }
  const alike = new Map<string, VantageNode[]>();
  for (const node of diagram.nodes) {
    if (node.type !== 'vantage') continue;
    const key = JSON.stringify(ways.get(node.id) ?? []);
    const known = alike.get(key);
    if (known) known.push(node);
    else alike.set(key, [node]);
  }
  const merged = new Map([...alike.values()].map((nodes) => [nodes[0]?.id, joined(nodes)]));
  const gone = new Set([...alike.values()].flatMap((nodes) => nodes.slice(1).map(({ id }) => id)));
  return {
    ...diagram,
    nodes: diagram.nodes
      .filter(({ id }) => !gone.has(id))
      .map((node): DiagramNode => merged.get(node.id) ?? node),
    edges: diagram.edges.filter(({ source }) => !gone.has(source)),
    rows: diagram.rows.filter(({ id }) => !gone.has(id)),
  };
}

/** What a reader can tell of a way: where it leads and how it looks. */
function wayOf({ target, tone, idle, state }: DiagramEdge): string {
  return JSON.stringify([target, tone, idle, state !== undefined && isTested(state)]);
}

function joined(nodes: readonly VantageNode[]): VantageNode | undefined {
  const [first, ...others] = nodes;
  if (!first || others.length === 0) return first;
  return { ...first, also: others.map(({ vantage }) => vantage) };
}
