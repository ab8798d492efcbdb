import type { DiagramEdge } from '@portolan/shared/diagram/elements.ts';
import { outcomeWord, type Say } from '@portolan/shared/diagram/pathWords.ts';
import {
  drawLabel,
  drawLine,
  drawSign,
  edgeLabel,
  hasSign,
  pointOn,
  type EdgeEnds,
} from '@portolan/shared/diagram/scene/drawEdge.ts';
import type { EdgeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { formatAge } from '../ui/age.ts';
import { useNow } from '../ui/useNow.ts';
import { useSettings, useWords } from '../words/useWords.ts';
import type { FlowEdge } from './flowElements.ts';
import styles from './PathEdge.module.css';
import { Shapes } from './Scene.tsx';

/** Around a path, in pixels, where it can be chosen. */
const reach = 14;

/** A path, a route, a share or a link. */
export const PathEdge = memo(function PathEdge(props: EdgeProps<FlowEdge>): ReactNode {
  const say = useWords();
  const { data, selected = false } = props;
  if (!data) return null;
  const { edge, labelled, quiet } = data;
  const ends = endsOf(props);
  const line = drawLine(edge, ends, { quiet, selected });
  const label = labelled ? edgeLabel(edge, say) : undefined;
  return (
    <g className={quiet ? styles['quiet'] : undefined}>
      <title>{edgeTitle(edge, say)}</title>
      <g className={styles['line']}>
        <Shapes shapes={[line]} />
      </g>
      {edge.kind === 'path' && (
        <path
          className="react-flow__edge-interaction"
          d={line.d}
          fill="none"
          strokeOpacity={0}
          strokeWidth={reach}
        />
      )}
      <g aria-hidden="true">
        {label === undefined && hasSign(edge) && (
          <Shapes shapes={drawSign(edge, pointOn(ends, 0.5))} />
        )}
        {label !== undefined && <Label edge={edge} ends={ends} text={label} />}
      </g>
    </g>
  );
});

function endsOf({ sourceX, sourceY, targetX, targetY }: EdgeProps<FlowEdge>): EdgeEnds {
  return { source: { x: sourceX, y: sourceY }, target: { x: targetX, y: targetY } };
}

function edgeTitle(edge: DiagramEdge, say: Say): string {
  if (!edge.state) return edgeLabel(edge, say) ?? '';
  return `${edge.state.vantage} → ${edge.state.target}: ${outcomeWord(edge.state, say)}`;
}

interface LabelProps {
  readonly edge: DiagramEdge;
  readonly ends: EdgeEnds;
  readonly text: string;
}

function Label({ edge, ends, text }: LabelProps): ReactNode {
  const at = edge.state?.at;
  if (at !== undefined) return <AgedLabel edge={edge} ends={ends} text={text} at={at} />;
  return <Shapes shapes={drawLabel(edge, ends, text)} />;
}

/** What was seen, and how long ago: only this text is drawn again as time goes by. */
function AgedLabel({ edge, ends, text, at }: LabelProps & { readonly at: number }): ReactNode {
  const { language } = useSettings();
  const now = useNow(1000);
  return <Shapes shapes={drawLabel(edge, ends, `${text} · ${formatAge(now - at, language)}`)} />;
}
