// A Pod: where it runs, whether it is ready and why not, and what makes it itself.
import type { PodView } from '../../../wire/view.ts';
import { podWords } from '../../../words/pods.ts';
import { say as sayWords, type Language } from '../../../words/say.ts';
import type { PodNode } from '../../elements.ts';
import { sayings } from '../../pathWords.ts';
import { textLine, textStyles, type Shape, type TextStyle } from '../shapes.ts';
import { healthPaints, healthSign, restartSign } from '../signs.ts';
import { baseline, type CardSize, type Pen } from './pen.ts';

const pad = 12;

/** `not ready: HTTP probe 503`. */
export function podStatus(pod: PodView, language: Language): string {
  const say = sayings[language];
  if (!pod.reason) return say(pod.ready ? 'podReady' : 'podNotReady');
  const why = sayWords(podWords, language, pod.reason.code, pod.reason.params);
  return say('podNotReadyWhy', { why });
}

export function podCard({ pod }: PodNode, size: CardSize, pen: Pen): Shape[] {
  const health = pod.ready ? 'ready' : 'notReady';
  const lines = linesOf(pod, pen);
  const { line } = pen.metrics;
  const room = size.width - 2 * pad;
  const name = baseline(size, lines.length + 1, line, 0);
  const restarts = restartsOf(pod, size.width - pad, name, pen);
  return [
    {
      kind: 'rect',
      x: 0.5,
      y: 0.5,
      width: size.width - 1,
      height: size.height - 1,
      radius: 8,
      fill: 'card',
      stroke: 'line',
    },
    healthSign(health, pad + 4.5, name - 4),
    ...textLine(pod.name, textStyles.strong, {
      x: pad + 16,
      y: name,
      room: room - 16 - restarts.width,
      cut: 'middle',
    }),
    ...restarts.shapes,
    ...lines.flatMap(({ text, style }, index) =>
      textLine(text, style, { x: pad, y: baseline(size, lines.length + 1, line, index + 1), room }),
    ),
  ];
}

interface Line {
  readonly text: string;
  readonly style: TextStyle;
}

function linesOf(pod: PodView, { say, language, metrics }: Pen): Line[] {
  const status = podStatus(pod, language);
  const ordinal = pod.ordinal === undefined ? undefined : say('ordinal', { ordinal: pod.ordinal });
  const place = [pod.node ?? say('noPlace'), pod.zone, ordinal].filter(Boolean).join(' · ');
  const claims = (pod.claims ?? [])
    .map(({ name, capacity, phase }) => [name, capacity, phase].filter(Boolean).join(' '))
    .join(', ');
  const own = [pod.stableName, claims && `${say('claims')} ${claims}`]
    .filter((text) => text !== undefined && text !== '')
    .map((text) => ({ text: text ?? '', style: textStyles.soft }));
  const tone = {
    size: 11,
    weight: 600,
    fill: healthPaints[pod.ready ? 'ready' : 'notReady'],
  } as const;
  if (!metrics.terse) {
    return [{ text: place, style: textStyles.soft }, ...own, { text: status, style: tone }];
  }
  // Why it is not ready matters more than where it runs.
  return pod.ready
    ? [{ text: place, style: textStyles.soft }, ...own]
    : [{ text: `${status} · ${place}`, style: tone }, ...own];
}

function restartsOf(
  { restarts }: PodView,
  right: number,
  y: number,
  { say, metrics }: Pen,
): { shapes: Shape[]; width: number } {
  if (restarts === 0) return { shapes: [], width: 0 };
  const style = { size: 11, weight: 500, fill: 'warn' } as const;
  const text = metrics.terse ? String(restarts) : say('restarts', { count: restarts });
  const shapes = textLine(text, style, { x: right, y, room: 90, anchor: 'end' });
  const width = shapes[0]?.width ?? 0;
  return { shapes: [restartSign(right - width - 9, y - 4, 'warn'), ...shapes], width: width + 22 };
}
