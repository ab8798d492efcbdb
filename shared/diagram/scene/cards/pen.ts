// What every card is drawn with.
import type { Language } from '../../../words/say.ts';
import type { Say } from '../../pathWords.ts';
import type { CardMetrics } from '../metrics.ts';

export interface Pen {
  readonly say: Say;
  readonly language: Language;
  readonly metrics: CardMetrics;
}

/** In pixels; a card is drawn from its own top left corner. */
export interface CardSize {
  readonly width: number;
  readonly height: number;
}

/** Baseline of one of `count` lines that stand centred in a card. */
export function baseline({ height }: CardSize, count: number, line: number, index: number): number {
  return (height - count * line) / 2 + index * line + line * 0.75;
}
