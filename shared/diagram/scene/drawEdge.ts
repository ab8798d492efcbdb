// A path, a route, a share or a link as shapes: colour and dashes say how it goes, a sign says it
// again.
import type { DiagramEdge } from '../elements.ts';
import { percentOf } from '../names.ts';
import type { Paint } from '../palette.ts';
import { isTested, type Tone } from '../pathState.ts';
import { outcomeWord, type Say } from '../pathWords.ts';
import { textLine, type PathShape, type Shape } from './shapes.ts';
import { signOnLine, tonePaints } from './signs.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface EdgeEnds {
  readonly source: Point;
  readonly target: Point;
  /** Where the line runs from top to bottom, when it goes around and not across. */
  readonly lane?: number;
  /** Pixels before the target that the line runs level, beside what is written there. */
  readonly level?: number;
}

const linePaints = {
  works: 'ok',
  fails: 'bad',
  odd: 'odd',
  closed: 'idle',
  unknown: 'idle',
} as const satisfies Record<Tone, Paint>;

/** Where a curve turns, as a part of the way across; the columns are never close. */
const bend = 0.5;

const cornerRadius = 10;

/** Out to the lane, along it, and in. */
function aroundPath(source: Point, target: Point, lane: number): string {
  const out = Math.sign(lane - source.x);
  const back = Math.sign(target.x - lane);
  const down = Math.sign(target.y - source.y);
  const radius = Math.min(cornerRadius, Math.abs(target.y - source.y) / 2);
  return (
    `M${round(source.x)} ${round(source.y)}H${round(lane - out * radius)}` +
    `Q${round(lane)} ${round(source.y)} ${round(lane)} ${round(source.y + down * radius)}` +
    `V${round(target.y - down * radius)}` +
    `Q${round(lane)} ${round(target.y)} ${round(lane + back * radius)} ${round(target.y)}` +
    `H${round(target.x)}`
  );
}

/** A curve from right to left edge of two cards, level at both ends. */
export function edgeCurve({ source, target, lane, level = 0 }: EdgeEnds): string {
  if (lane !== undefined) return aroundPath(source, target, lane);
  const end = target.x - level;
  const turn = (end - source.x) * bend;
  return (
    `M${round(source.x)} ${round(source.y)}` +
    `C${round(source.x + turn)} ${round(source.y)} ${round(end - turn)} ${round(target.y)} ` +
    `${round(end)} ${round(target.y)}${level > 0 ? `H${round(target.x)}` : ''}`
  );
}

/** A point of that curve, `t` from 0 at its source to 1 at its target. */
export function pointOn({ source, target }: EdgeEnds, t: number): Point {
  const turn = (target.x - source.x) * bend;
  const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
  return {
    x: round(a * source.x + b * (source.x + turn) + c * (target.x - turn) + d * target.x),
    y: round((a + b) * source.y + (c + d) * target.y),
  };
}

/** A tenth of a pixel is as fine as anybody sees. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export interface EdgeLook {
  /** Something else is selected. */
  readonly quiet?: boolean;
  readonly selected?: boolean;
}

/** The line alone. */
export function drawLine(edge: DiagramEdge, ends: EdgeEnds, look: EdgeLook = {}): PathShape {
  const { tone, kind, idle, state } = edge;
  return {
    kind: 'path',
    d: edgeCurve(ends),
    stroke: linePaints[tone],
    strokeWidth: look.selected ? 3.2 : lineWidth(edge),
    ...dashOf(tone, idle),
    ...opacityOf(kind, tone, state !== undefined && !isTested(state), look),
  };
}

function lineWidth({ tone, kind, idle }: DiagramEdge): number {
  if (tone === 'odd') return 2;
  if (idle) return 1.5;
  return kind === 'share' ? 1.9 : 1.7;
}

/** Long dashes for a disagreement, short ones for what is refused or silenced, dots for no way. */
function dashOf(tone: Tone, idle: boolean): { dash?: string } {
  if (tone === 'odd') return { dash: '7 4' };
  if (tone === 'fails') return { dash: '4 4' };
  return idle ? { dash: '2 5' } : {};
}

/** Expected alone is said more quietly than seen. */
function opacityOf(
  kind: DiagramEdge['kind'],
  tone: Tone,
  untested: boolean,
  { quiet, selected }: EdgeLook,
): { opacity?: number } {
  if (selected) return {};
  if (quiet) return { opacity: 0.16 };
  if (kind !== 'path') return {};
  if (tone === 'closed' || tone === 'unknown') return { opacity: 0.5 };
  return untested && tone === 'works' ? { opacity: 0.6 } : {};
}

/** What is written on an edge, if anything is. */
export function edgeLabel(edge: DiagramEdge, say: Say): string | undefined {
  if (edge.share !== undefined) return say('percent', { percent: percentOf(edge.share) });
  if (!edge.state || edge.kind === 'route' || !isTested(edge.state)) return undefined;
  if (edge.tone === 'closed') return undefined;
  return outcomeWord(edge.state, say);
}

/** The label on the middle of the line; a share near where the line ends, for there they fan out. */
export function drawLabel(edge: DiagramEdge, ends: EdgeEnds, label: string): Shape[] {
  const closed = edge.tone === 'closed' || edge.tone === 'unknown';
  const fill = closed ? 'soft' : tonePaints[edge.tone];
  const style = { size: 10.5, weight: 600, fill } as const;
  if (edge.kind === 'share') {
    return textLine(label, style, {
      ...besideTarget(ends),
      room: 60,
      anchor: 'end',
      halo: 'paper',
    });
  }
  const { x, y } = pointOn(ends, 0.5);
  const room = ends.target.x - ends.source.x - 4;
  return textLine(label, style, { x, y: y + 3, room, anchor: 'middle', halo: 'paper' });
}

/** Left of the target's frame, on the side that the line does not come from. */
function besideTarget({ source, target, lane }: EdgeEnds): Point {
  const comesFromAbove = lane === undefined && source.y < target.y - 6;
  return { x: target.x - 14, y: target.y + (comesFromAbove ? 14 : -6) };
}

/** Trouble is marked; a way that never was needs no mark, its dots say so. */
export function hasSign({ kind, tone }: DiagramEdge): boolean {
  return kind === 'path' && (tone === 'odd' || tone === 'fails');
}

export function drawSign({ tone }: DiagramEdge, { x, y }: Point): Shape[] {
  return signOnLine(tone, x, y);
}
