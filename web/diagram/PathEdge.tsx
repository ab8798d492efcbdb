import type { DiagramEdge } from '@portolan/shared/diagram/elements.ts';
import { percentOf } from '@portolan/shared/diagram/names.ts';
import { isTested } from '@portolan/shared/diagram/pathState.ts';
import { BaseEdge, getBezierPath, type EdgeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { formatAge } from '../ui/age.ts';
import { useNow } from '../ui/useNow.ts';
import { outcomeWord, toneSigns } from '@portolan/shared/diagram/pathWords.ts';
import { useSettings, useWords, type Say } from '../words/useWords.ts';
import type { FlowEdge } from './flowElements.ts';
import styles from './PathEdge.module.css';

/** A path, a route, a share or a link: colour and dashes say how it goes, a sign says it again. */
export const PathEdge = memo(function PathEdge(props: EdgeProps<FlowEdge>): ReactNode {
  const say = useWords();
  const [path, labelX, labelY] = getBezierPath(props);
  const { data, selected } = props;
  if (!data) return null;
  const { edge, labelled, quiet } = data;
  const classes = [styles['edge'], styles[edge.tone], styles[edge.kind]];
  if (edge.state && !isTested(edge.state)) classes.push(styles['untested']);
  if (edge.idle) classes.push(styles['idle']);
  if (quiet) classes.push(styles['quiet']);
  if (selected) classes.push(styles['selected']);
  const label = labelled ? edgeLabel(edge, say) : undefined;
  const place = edge.kind === 'share' ? nearTarget(props) : { x: labelX, y: labelY };
  return (
    <g className={classes.join(' ')}>
      <title>{edgeTitle(edge, say)}</title>
      <BaseEdge path={path} interactionWidth={edge.kind === 'path' ? 14 : 0} />
      {label === undefined && hasSign(edge) && (
        <Sign x={labelX} y={labelY} text={toneSigns[edge.tone]} />
      )}
      {label !== undefined && edge.state?.at === undefined && <Label {...place} text={label} />}
      {label !== undefined && edge.state?.at !== undefined && (
        <AgedLabel {...place} text={label} at={edge.state.at} />
      )}
    </g>
  );
});

/** Labels that share one source fan out best near where the edge ends. */
function nearTarget({ targetX, targetY }: { targetX: number; targetY: number }) {
  return { x: targetX - 26, y: targetY - 9 };
}

function edgeLabel(edge: DiagramEdge, say: Say): string | undefined {
  if (edge.share !== undefined) return say('percent', { percent: percentOf(edge.share) });
  if (!edge.state || edge.kind === 'route' || !isTested(edge.state)) return undefined;
  if (edge.tone === 'closed') return undefined;
  return outcomeWord(edge.state, say);
}

/** Trouble is marked; a way that never was needs no mark, its dots say so. */
function hasSign({ kind, tone }: DiagramEdge): boolean {
  return kind === 'path' && (tone === 'odd' || tone === 'fails');
}

function edgeTitle(edge: DiagramEdge, say: Say): string {
  if (!edge.state) return edgeLabel(edge, say) ?? '';
  return `${edge.state.vantage} → ${edge.state.target}: ${outcomeWord(edge.state, say)}`;
}

interface MarkProps {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

function Sign({ x, y, text }: MarkProps): ReactNode {
  return (
    <g className={styles['sign']} transform={`translate(${x} ${y})`} aria-hidden="true">
      <circle r="7.5" />
      <text textAnchor="middle" dy="3.5">
        {text}
      </text>
    </g>
  );
}

function Label({ x, y, text }: MarkProps): ReactNode {
  return (
    <text className={styles['label']} x={x} y={y} dy="3" textAnchor="middle" aria-hidden="true">
      {text}
    </text>
  );
}

/** What was seen, and how long ago: only this text is drawn again as time goes by. */
function AgedLabel({ at, text, ...place }: MarkProps & { readonly at: number }): ReactNode {
  const { language } = useSettings();
  const now = useNow(1000);
  return <Label {...place} text={`${text} · ${formatAge(now - at, language)}`} />;
}
