// Shape beside colour: the sign of each tone and of a Pod's health, as lines, not as letters that a
// font may lack.
import type { EndpointHealth } from '../elements.ts';
import type { Paint } from '../palette.ts';
import type { Tone } from '../pathState.ts';
import { textLine, type Shape } from './shapes.ts';

/** Of words and signs; a line of the same tone may be quieter. */
export const tonePaints = {
  works: 'ok',
  fails: 'bad',
  odd: 'odd',
  closed: 'soft',
  unknown: 'soft',
} as const satisfies Record<Tone, Paint>;

export const healthPaints = {
  ready: 'ok',
  serving: 'warn',
  notReady: 'warn',
  terminating: 'soft',
} as const satisfies Record<EndpointHealth, Paint>;

/** Side of the square a tone's sign is drawn in, in pixels. */
export const signSize = 10;

/** The sign of a tone, around a centre. */
export function toneSign(tone: Tone, x: number, y: number): Shape[] {
  const stroke = tonePaints[tone];
  const line = { kind: 'path', stroke, strokeWidth: 1.7, round: true } as const;
  switch (tone) {
    case 'works':
      return [{ ...line, d: `M${x - 4} ${y + 0.5}l2.7 2.9 5.3-6.4` }];
    case 'fails':
      return [{ ...line, d: `M${x - 3.2} ${y - 3.2}l6.4 6.4m0-6.4l-6.4 6.4` }];
    case 'odd':
      return [{ ...line, d: `M${x - 4} ${y - 1.6}h8m-8 3.4h8M${x - 2.2} ${y + 4.3}l4.4-8.4` }];
    case 'closed':
      return [
        { kind: 'circle', x, y, radius: 4, stroke, strokeWidth: 1.4 },
        { ...line, strokeWidth: 1.4, d: `M${x - 2.7} ${y + 2.7}l5.4-5.4` },
      ];
    case 'unknown':
      break;
  }
  const mark = { size: 11, weight: 700, fill: stroke } as const;
  return textLine('?', mark, { x, y: y + 4, room: signSize, anchor: 'middle' });
}

/** A full disc is ready, a ring is not. */
export function healthSign(health: EndpointHealth, x: number, y: number): Shape {
  const paint = healthPaints[health];
  return health === 'ready'
    ? { kind: 'circle', x, y, radius: 4.5, fill: paint }
    : { kind: 'circle', x, y, radius: 3.5, stroke: paint, strokeWidth: 2 };
}

/** An arrow that turns back: restarts. */
export function restartSign(x: number, y: number, stroke: Paint): Shape {
  const d = `M${x + 3.4} ${y - 2.2}a4 4 0 1 0 .7 2.4M${x + 3.9} ${y - 5}v3.1h-3.1`;
  return { kind: 'path', d, stroke, strokeWidth: 1.3, round: true };
}

/** A disc over a line: trouble on the way. */
export function signOnLine(tone: Tone, x: number, y: number): Shape[] {
  const rim = tonePaints[tone];
  return [
    { kind: 'circle', x, y, radius: 7.5, fill: 'card', stroke: rim, strokeWidth: 1 },
    ...toneSign(tone, x, y),
  ];
}
