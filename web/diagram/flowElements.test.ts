import type { ProbeResults } from '@portolan/shared/wire/fold.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { layoutDiagram } from '@portolan/shared/diagram/layout.ts';
import { reconcile } from '@portolan/shared/diagram/reconcile.ts';
import { serviceDiagram } from '@portolan/shared/diagram/serviceDiagram.ts';
import { expect, test } from 'vitest';
import { nodePortView } from '../testing/fixtures.ts';
import { flowEdges, flowNodes, type FlowEdge, type FlowNode } from './flowElements.ts';

const untested: ProbeResults = new Map();
const unwell = 290;

function bundlesOf(view: ServiceView): Set<string> {
  const folded = serviceDiagram(view, untested, { expanded: new Set() });
  return new Set(
    folded.nodes.flatMap((node) => (node.type === 'backendBundle' ? [node.bundle] : [])),
  );
}

/** What React Flow is given first, and after the Service changed. */
function drawn(before: ServiceView, after: ServiceView) {
  const expanded = bundlesOf(before);
  const first = serviceDiagram(before, untested, { expanded });
  const layout = layoutDiagram(first);
  const next = serviceDiagram(after, untested, { expanded });
  const moved = layoutDiagram(next, layout);
  const nodes = flowNodes(first, layout, 'en', undefined);
  const edges = flowEdges(first, 'en', undefined, false);
  return {
    nodes,
    nextNodes: reconcile<FlowNode>(nodes, flowNodes(next, moved, 'en', undefined)),
    edges,
    nextEdges: reconcile<FlowEdge>(edges, flowEdges(next, 'en', undefined, false)),
  };
}

function restarted(view: ServiceView): ServiceView {
  const pods = view.pods.map((pod, index) => (index === unwell ? { ...pod, restarts: 4 } : pod));
  return { ...view, pods };
}

test('of 300 endpoints whose one Pod changes, only that Pod is drawn again', () => {
  const view = nodePortView(300, [unwell]);
  const { nodes, nextNodes, edges, nextEdges } = drawn(view, restarted(view));
  expect(nodes.length).toBeGreaterThan(150);
  const changed = nextNodes.filter((node, index) => node !== nodes[index]);
  expect(changed.map(({ id }) => id)).toEqual([`pod/default/${view.pods[unwell]?.name ?? ''}`]);
  expect(nextEdges).toBe(edges);
});

test('when nothing changes, nothing is drawn again', () => {
  const view = nodePortView(300);
  const { nodes, nextNodes } = drawn(view, { ...view });
  expect(nextNodes).toBe(nodes);
});

test('a Service without endpoints says so where they would be', () => {
  const diagram = serviceDiagram(nodePortView(0), untested, { expanded: new Set() });
  const nodes = flowNodes(diagram, layoutDiagram(diagram), 'en', undefined);
  expect(nodes.filter(({ type }) => type === 'note')).toHaveLength(1);
});
