// Many nodes of one kind and place, counted.
import type { BackendBundleNode, EntryBundleNode } from '../../elements.ts';
import type { Tone } from '../../pathState.ts';
import { textLine, textStyles, type Shape } from '../shapes.ts';
import { healthPaints, signSize, tonePaints, toneSign } from '../signs.ts';
import { plainCard } from './endCards.ts';
import { baseline, type CardSize, type Pen } from './pen.ts';

const pad = 12;
/** On screen, room for the button that opens it. */
export const bundleButton = 92;

export function bundleCard(
  node: EntryBundleNode | BackendBundleNode,
  size: CardSize,
  pen: Pen,
  reserved: number,
): Shape[] {
  const { say, metrics } = pen;
  const room = size.width - 2 * pad - reserved;
  const at = (index: number): number => baseline(size, 2, metrics.line, index);
  const inner = { width: size.width - 7, height: size.height - 7, radius: 6 };
  return [
    plainCard(size, 8),
    { kind: 'rect', x: 3.5, y: 3.5, ...inner, stroke: 'line' },
    ...textLine(titleOf(node, pen), textStyles.strong, { x: pad, y: at(0), room }),
    ...(node.type === 'entryBundle'
      ? toneCounts(node, pad, at(1), room)
      : textLine(say('bundleReady', { ready: node.ready, count: node.count }), readyStyle(node), {
          x: pad,
          y: at(1),
          room,
        })),
  ];
}

function titleOf(node: EntryBundleNode | BackendBundleNode, { say }: Pen): string {
  if (node.type === 'entryBundle') return `${node.count} × ${say(node.kind)}`;
  const place = node.place.name || say('noPlace');
  return say(node.rest ? 'bundleRest' : 'bundleBackends', { count: node.count, place });
}

function readyStyle({ ready, count }: BackendBundleNode) {
  const fill = healthPaints[ready === count ? 'ready' : 'notReady'];
  return { size: 11, weight: 500, fill } as const;
}

const order: readonly Tone[] = ['works', 'odd', 'fails', 'closed', 'unknown'];

function toneCounts({ tones }: EntryBundleNode, x: number, y: number, room: number): Shape[] {
  let from = x;
  return order.flatMap((tone) => {
    const count = tones[tone];
    if (!count) return [];
    const style = { size: 11, weight: 600, fill: tonePaints[tone] } as const;
    const text = textLine(String(count), style, {
      x: from + signSize + 4,
      y,
      room: x + room - from - signSize - 4,
    });
    const sign = toneSign(tone, from + signSize / 2, y - 4);
    from += signSize + 4 + (text[0]?.width ?? 0) + 12;
    return sign.concat(text);
  });
}
