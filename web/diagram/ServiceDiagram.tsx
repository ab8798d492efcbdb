import type { Diagram } from '@portolan/shared/diagram/elements.ts';
import type { Layout } from '@portolan/shared/diagram/layout.ts';
import { ReactFlow, ReactFlowProvider, type EdgeChange, type NodeChange } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo, useRef, type ReactNode } from 'react';
import { phone, useMedia } from '../ui/useMedia.ts';
import { useSettings, useWords } from '../words/useWords.ts';
import { DiagramControls } from './DiagramControls.tsx';
import { DiagramNode } from './DiagramNode.tsx';
import { flowEdges, flowNodes, type FlowEdge, type FlowNode } from './flowElements.ts';
import { FrameNode, HeadingNode, NoteNode } from './FrameNode.tsx';
import { PathEdge } from './PathEdge.tsx';
import styles from './ServiceDiagram.module.css';
import { useReconciled } from './useSteady.ts';
import { useFirstViewport } from './useFirstViewport.ts';
import { useKeyboardPan } from './useKeyboardPan.ts';

const nodeTypes = { element: DiagramNode, frame: FrameNode, heading: HeadingNode, note: NoteNode };
// Not `path`: React Flow makes a class of the name, and `react-flow__edge-path` is taken.
const edgeTypes = { way: PathEdge };
/** React Flow stays quick with this many nodes in the page. */
const allDrawn = 200;
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
  const onPhone = useMedia(phone);
  const { fit, keep, ...size } = useFirstViewport(pane, layout, onPhone);
  const onKeyDown = useKeyboardPan(fit, keep);
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
      style={{ height: size.height }}
      aria-label={say('diagramOf', { name })}
    >
      <div style={size}>
        <ReactFlow<FlowNode, FlowEdge>
          nodes={nodes}
          edges={edges}
          tabIndex={0}
          aria-label={say('diagramKeys')}
          onKeyDown={onPhone ? undefined : onKeyDown}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          colorMode={theme}
          proOptions={reactFlowOptions}
          ariaLabelConfig={ariaLabelConfig}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onPaneClick={() => onSelect(undefined)}
          onMove={(event) => event && keep()}
          // Nodes out of sight are not in the page, and cannot be reached by Tab: only for very many.
          onlyRenderVisibleElements={nodes.length > allDrawn}
          autoPanOnNodeFocus={!onPhone}
          panOnDrag={!onPhone}
          zoomOnPinch={!onPhone}
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
          <DiagramControls zoomable={!onPhone} onFit={fit} onTidy={onTidy} />
        </ReactFlow>
      </div>
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
