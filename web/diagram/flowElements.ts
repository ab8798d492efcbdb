// The diagram as React Flow takes it. Every node brings its size and its handles, so that nothing
// has to be measured before it is drawn, and what did not change stays the very same object.
import type {
  Diagram,
  DiagramEdge,
  DiagramGroup,
  DiagramNode,
} from '@portolan/shared/diagram/elements.ts';
import type { Box, Layout } from '@portolan/shared/diagram/layout.ts';
import { edgeName, nodeName } from '@portolan/shared/diagram/names.ts';
import { portHandle } from '@portolan/shared/diagram/portHandle.ts';
import { portMiddle } from '@portolan/shared/diagram/scene/cards/serviceCard.ts';
import { screenMetrics } from '@portolan/shared/diagram/scene/metrics.ts';
import {
  headingsOf,
  noteBox,
  type HeadingColumn,
} from '@portolan/shared/diagram/scene/surroundings.ts';
import type { Language } from '@portolan/shared/words/say.ts';
import { Position, type Edge, type Node, type NodeHandle } from '@xyflow/react';

export type ElementNode = Node<{ readonly node: DiagramNode }, 'element'>;
export type FrameNode = Node<{ readonly group: DiagramGroup }, 'frame'>;
export type HeadingNode = Node<{ readonly column: HeadingColumn }, 'heading'>;
/** Stands where endpoints would be. */
export type NoteNode = Node<Record<string, never>, 'note'>;
export type FlowNode = ElementNode | FrameNode | HeadingNode | NoteNode;
export type FlowEdge = Edge<
  {
    readonly edge: DiagramEdge;
    readonly labelled: boolean;
    /** Something else is selected. */
    readonly quiet: boolean;
  },
  'way'
>;

export function flowNodes(
  diagram: Diagram,
  layout: Layout,
  language: Language,
  selected: string | undefined,
): FlowNode[] {
  const groups = new Map(diagram.groups.map((group) => [group.id, group]));
  const frames = layout.frames.flatMap((frame): FrameNode[] => {
    const group = groups.get(frame.group);
    return group ? [{ ...still(frame.id, frame), type: 'frame', data: { group }, zIndex: -1 }] : [];
  });
  const elements = diagram.nodes.flatMap((node): ElementNode[] => {
    const box = layout.boxes.get(node.id);
    return box ? [elementNode(node, box, language, node.id === selected)] : [];
  });
  return [...headings(diagram), ...notes(diagram, layout), ...frames, ...elements];
}

function headings(diagram: Diagram): HeadingNode[] {
  return headingsOf(diagram, screenMetrics).map(({ column, box }) =>
    Object.assign(still(`heading/${column}`, box), { type: 'heading' as const, data: { column } }),
  );
}

function notes(diagram: Diagram, layout: Layout): NoteNode[] {
  const box = noteBox(diagram, layout, screenMetrics);
  return box ? [{ ...still('note', box), type: 'note', data: {} }] : [];
}

function still(id: string, box: Box) {
  return {
    id,
    ...placed(box),
    selectable: false,
    focusable: false,
    draggable: false,
    domAttributes: { 'aria-hidden': true },
  };
}

function placed({ x, y, width, height }: Box) {
  return { position: { x, y }, width, height, measured: { width, height } };
}

function elementNode(
  node: DiagramNode,
  box: Box,
  language: Language,
  selected: boolean,
): ElementNode {
  return {
    id: node.id,
    type: 'element',
    ...placed(box),
    handles: handlesOf(node, box),
    data: { node },
    selected,
    ariaLabel: nodeName(node, language),
  };
}

/** Where edges meet a node, in pixels from its top; only the Service has more than one such place. */
export function anchorsOf(node: DiagramNode, height: number): { id?: string; y: number }[] {
  if (node.type !== 'service') return [{ y: height / 2 }];
  const ports = node.ports.map((port, index) => ({
    id: portHandle(port),
    y: portMiddle(index, screenMetrics),
  }));
  return [{ id: 'service', y: screenMetrics.serviceHead / 2 }, ...ports];
}

function handlesOf(node: DiagramNode, { width, height }: Box): NodeHandle[] {
  return anchorsOf(node, height).flatMap(({ id, y }) => pair(id, width, y));
}

function pair(id: string | undefined, width: number, y: number): [NodeHandle, NodeHandle] {
  const handle = { y, width: 1, height: 1, ...(id === undefined ? {} : { id }) };
  return [
    { ...handle, type: 'target', position: Position.Left, x: 0 },
    { ...handle, type: 'source', position: Position.Right, x: width },
  ];
}

export function flowEdges(
  diagram: Diagram,
  language: Language,
  selected: string | undefined,
  labelPaths: boolean,
): FlowEdge[] {
  const nodes = new Map(diagram.nodes.map((node) => [node.id, node]));
  const nameOf = (id: string): string => {
    const node = nodes.get(id);
    return node ? nodeName(node, language) : id;
  };
  const touches = (edge: DiagramEdge): boolean =>
    edge.id === selected || edge.source === selected || edge.target === selected;
  const somePath = diagram.edges.some((edge) => edge.kind === 'path' && touches(edge));
  return diagram.edges.map((edge): FlowEdge => {
    const isSelected = edge.id === selected;
    const labelled = edge.kind !== 'path' || labelPaths || touches(edge);
    const quiet = edge.kind === 'path' && somePath && !touches(edge);
    return {
      id: edge.id,
      type: 'way',
      source: edge.source,
      target: edge.target,
      ...(edge.target === 'service' ? { targetHandle: edge.port ?? 'service' } : {}),
      ...(edge.kind === 'share' ? { sourceHandle: edge.port ?? 'service' } : {}),
      data: { edge, labelled, quiet },
      selected: isSelected,
      // Paths are what a reader asks about; the other edges only lead on. By keyboard they are
      // reached from their ends and from the table: dozens of stops between two nodes help nobody.
      selectable: edge.kind === 'path',
      focusable: false,
      ariaRole: edge.kind === 'path' ? 'group' : 'img',
      ariaLabel: edgeName(edge, nameOf, language),
      zIndex: edge.tone === 'odd' || isSelected ? 2 : edge.tone === 'works' ? 1 : 0,
    };
  });
}
