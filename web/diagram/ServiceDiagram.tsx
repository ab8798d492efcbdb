import type { Diagram } from '@portolan/shared/diagram/elements.ts';
import type { Layout } from '@portolan/shared/diagram/layout.ts';
import {
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type EdgeChange,
  type NodeChange,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useSettings, useWords } from '../words/useWords.ts';
import { DiagramControls } from './DiagramControls.tsx';
import { DiagramNode } from './DiagramNode.tsx';
import { firstViewport, paneHeight } from './firstViewport.ts';
import { flowEdges, flowNodes, type FlowEdge, type FlowNode } from './flowElements.ts';
import { FrameNode, HeadingNode } from './FrameNode.tsx';
import { PathEdge } from './PathEdge.tsx';
import styles from './ServiceDiagram.module.css';
import { useReconciled } from './useSteady.ts';
import { useWidth } from './useWidth.ts';

const nodeTypes = { element: DiagramNode, frame: FrameNode, heading: HeadingNode };
// Not `path`: React Flow makes a class of the name, and `react-flow__edge-path` is taken.
const edgeTypes = { way: PathEdge };
const reactFlowOptions = { hideAttribution: false };

interface ServiceDiagramProps {
  readonly name: string;
  readonly diagram: Diagram;
  readonly layout: Layout;
  readonly selected: string | undefined;
  /** Say latency on every path, not only on the selected one. */
  readonly labelPaths: boolean;
  readonly onSelect: (id: string | undefined) => void;
  readonly onTidy: () => void;
}

export function ServiceDiagram(props: ServiceDiagramProps): ReactNode {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas(props: ServiceDiagramProps): ReactNode {
  const { name, diagram, layout, selected, labelPaths, onSelect, onTidy } = props;
  const say = useWords();
  const { language, theme } = useSettings();
  const nodes = useReconciled<FlowNode>(
    useMemo(
      () => flowNodes(diagram, layout, language, selected),
      [diagram, layout, language, selected],
    ),
  );
  const edges = useReconciled<FlowEdge>(
    useMemo(
      () => flowEdges(diagram, language, selected, labelPaths),
      [diagram, language, selected, labelPaths],
    ),
  );
  const pane = useRef<HTMLDivElement>(null);
  const { fit, onMoveStart, height } = useFirstViewport(pane, layout);
  const onNodesChange = (changes: NodeChange<FlowNode>[]): void => pick(changes, onSelect);
  const onEdgesChange = (changes: EdgeChange<FlowEdge>[]): void => pick(changes, onSelect);
  const ariaLabelConfig = useMemo(
    () => ({
      'node.a11yDescription.default': say('keyOpen'),
      'node.a11yDescription.keyboardDisabled': say('keyOpen'),
      'edge.a11yDescription.default': say('keyOpen'),
    }),
    [say],
  );
  return (
    <section
      className={styles['pane']}
      ref={pane}
      style={{ height }}
      aria-label={say('diagramOf', { name })}
    >
      <ReactFlow<FlowNode, FlowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={theme}
        proOptions={reactFlowOptions}
        ariaLabelConfig={ariaLabelConfig}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onPaneClick={() => onSelect(undefined)}
        onMoveStart={onMoveStart}
        onlyRenderVisibleElements
        nodesDraggable={false}
        nodesConnectable={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        minZoom={0.2}
        maxZoom={2}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
      >
        <DiagramControls onFit={fit} onTidy={onTidy} />
      </ReactFlow>
    </section>
  );
}

/** A click, Enter or Space selects; leaving a selection is the page's own business. */
function pick(
  changes: readonly { type: string; id?: string; selected?: boolean }[],
  onSelect: (id: string) => void,
): void {
  const chosen = changes.find(({ type, selected }) => type === 'select' && selected === true);
  if (chosen?.id !== undefined) onSelect(chosen.id);
}

/**
 * Fits the columns to the pane until the reader moves the picture; nothing moves it after that. The
 * pane grows with the drawing and never shrinks: what stands below it stays where it is.
 */
function useFirstViewport(pane: React.RefObject<HTMLDivElement | null>, layout: Layout) {
  const { setViewport } = useReactFlow();
  const width = useWidth(pane);
  const [moved, setMoved] = useState(false);
  const [tallest, setTallest] = useState({ width, height: 0 });
  const least = tallest.width === width ? tallest.height : 0;
  const height = Math.max(least, paneHeight(layout, width));
  if (height !== tallest.height || width !== tallest.width) setTallest({ width, height });
  useEffect(() => {
    if (width > 0 && !moved) void setViewport(firstViewport(layout.width, width));
  }, [width, moved, layout.width, setViewport]);
  return {
    height,
    fit: () => {
      setMoved(false);
      void setViewport(firstViewport(layout.width, width));
    },
    onMoveStart: (event: MouseEvent | TouchEvent | null) => event && setMoved(true),
  };
}
