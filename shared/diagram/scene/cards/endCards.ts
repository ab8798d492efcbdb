// Where a path starts, and where it ends.
import type { EndpointNode, ExternalNode, VantageNode } from '../../elements.ts';
import { addressOf } from '../../names.ts';
import { vantageText } from '../../pathWords.ts';
import { textLine, textStyles, type Shape } from '../shapes.ts';
import { healthSign } from '../signs.ts';
import { baseline, type CardSize, type Pen } from './pen.ts';

const pad = 12;

export function vantageCard(
  { vantage, also }: VantageNode,
  size: CardSize,
  { say, metrics }: Pen,
): Shape[] {
  const { name, hint } = vantageText(vantage, say);
  const room = size.width - 2 * pad;
  const names = [name, ...(also ?? []).map((each) => vantageText(each, say).name)];
  const count = Math.max(2, names.length);
  const at = (index: number): number => baseline(size, count, metrics.line, index);
  return [
    plainCard(size, 8),
    ...names.flatMap((text, index) =>
      textLine(text, textStyles.strong, { x: pad, y: at(index), room, cut: 'middle' }),
    ),
    ...(also ? [] : textLine(hint, textStyles.soft, { x: pad, y: at(1), room })),
  ];
}

export function endpointCard(
  { endpoint, health }: EndpointNode,
  size: CardSize,
  { metrics }: Pen,
): Shape[] {
  const left = pad + 14;
  const style = metrics.terse ? { ...textStyles.plain, size: 11 } : textStyles.plain;
  const middle = size.height / 2;
  const room = size.width - left - 10;
  const place = { x: left, y: middle + 4, room, cut: 'middle' } as const;
  return [
    plainCard(size, size.height / 2),
    healthSign(health, pad + 4.5, middle),
    ...textLine(addressOf(endpoint), style, place),
  ];
}

/** Where an ExternalName leads: out of the cluster, and out of what Portolan can see. */
export function externalCard({ name, resolved }: ExternalNode, size: CardSize, pen: Pen): Shape[] {
  const { say, metrics } = pen;
  const left = 18;
  const room = size.width - 2 * left;
  const lines = [
    { text: say('externalName'), style: textStyles.soft },
    { text: name, style: textStyles.strong },
    {
      text: resolved === undefined ? '' : say('resolvesTo', { address: resolved }),
      style: textStyles.soft,
    },
  ].filter(({ text }) => text !== '');
  return [
    plainCard(size, 23),
    ...lines.flatMap(({ text, style }, index) =>
      textLine(text, style, {
        x: left,
        y: baseline(size, lines.length, metrics.line, index),
        room,
      }),
    ),
  ];
}

export function plainCard({ width, height }: CardSize, radius: number): Shape {
  const inner = { width: width - 1, height: height - 1, radius: Math.min(radius, height / 2) };
  return { kind: 'rect', x: 0.5, y: 0.5, ...inner, fill: 'card', stroke: 'line' };
}
