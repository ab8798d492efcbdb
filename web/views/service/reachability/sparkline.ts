// Geometry of the line that a path's latency draws.
import type { PathHistory } from '@portolan/shared/wire/probe.ts';

export const sparkSize = { width: 200, height: 36 } as const;

/** Room for the marks of what had no answer. */
const foot = 8;

export interface SparkShape {
  /** Corners of each stretch of answers, as SVG writes them. */
  readonly line: readonly string[];
  /** What had no answer; `odd`: though one was expected, or the other way round. */
  readonly marks: readonly { readonly x: number; readonly odd: boolean }[];
  /** Milliseconds, rounded to a digit that matters; absent when nothing answered. */
  readonly min?: number;
  readonly max?: number;
}

/** Oldest at the left, always the whole width: what counts is the course, not the clock. */
export function sparklineOf(points: PathHistory['points']): SparkShape {
  const answers = points.flatMap((point) => (hasAnswer(point) ? [point.ms ?? 0] : []));
  const low = Math.min(...answers);
  const high = Math.max(...answers);
  const xOf = (index: number): number =>
    round((index / Math.max(1, points.length - 1)) * sparkSize.width);
  const room = sparkSize.height - foot - 2;
  const yOf = (ms: number): number =>
    round(2 + room - (high === low ? 0.5 : (ms - low) / (high - low)) * room);
  const line: string[] = [];
  let stretch: string[] = [];
  const end = (): void => {
    if (stretch.length === 1) stretch.push(...stretch);
    if (stretch.length > 0) line.push(stretch.join(' '));
    stretch = [];
  };
  for (const [index, point] of points.entries()) {
    if (hasAnswer(point)) stretch.push(`${xOf(index)},${yOf(point.ms ?? 0)}`);
    else end();
  }
  end();
  const marks = points.flatMap((point, index) =>
    hasAnswer(point) ? [] : [{ x: xOf(index), odd: !point.agree }],
  );
  return answers.length === 0
    ? { line, marks }
    : { line, marks, min: round(low), max: round(high) };
}

function hasAnswer({ outcome, ms }: PathHistory['points'][number]): boolean {
  return (outcome === 'open' || outcome === 'http') && ms !== undefined;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
