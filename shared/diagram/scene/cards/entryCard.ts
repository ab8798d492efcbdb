// An address a client can dial: what is expected of it, and what was seen.
import type { EntryPoint } from '../../../wire/topology.ts';
import { routeWords } from '../../../words/route.ts';
import { say as sayWords } from '../../../words/say.ts';
import type { EntryNode } from '../../elements.ts';
import { addressOf, entryNote, isRouted, routeOf } from '../../names.ts';
import { isTested, type PathState } from '../../pathState.ts';
import { shortWord } from '../../pathWords.ts';
import { widthOf } from '../../text/measure.ts';
import { printable } from '../../text/printable.ts';
import { textLine, textStyles, type Shape } from '../shapes.ts';
import { signSize, tonePaints, toneSign } from '../signs.ts';
import { baseline, type CardSize, type Pen } from './pen.ts';

export function entryCard({ entryPoint, state }: EntryNode, size: CardSize, pen: Pen): Shape[] {
  const { invalid } = entryPoint;
  const tone = state?.tone ?? (invalid ? 'fails' : 'unknown');
  const marked = tone === 'odd' || tone === 'fails';
  const pill = entryPoint.kind !== 'nodePort';
  const pad = pill ? 16 : 12;
  const room = size.width - 2 * pad;
  const third = noteLine(entryPoint, pen);
  const count = third === undefined ? 2 : 3;
  const { line } = pen.metrics;
  const at = (index: number): number => baseline(size, count, line, index);
  const word = state ? stateWord(state, size.width - pad, at(0), pen) : { shapes: [], width: 0 };
  const kind = { x: pad, y: at(0), room: room - word.width - 8 };
  return [
    {
      kind: 'rect',
      x: 0.5,
      y: 0.5,
      width: size.width - 1,
      height: size.height - 1,
      radius: pill ? Math.min(23, size.height / 2) : 8,
      fill: 'card',
      stroke: marked ? tonePaints[tone] : 'line',
      ...(marked ? { strokeWidth: 1.5 } : {}),
    },
    ...textLine(kindOf(entryPoint, pen), textStyles.soft, kind),
    ...word.shapes,
    ...addressLine(entryPoint, { x: pad, y: at(1), room }),
    ...(third === undefined
      ? []
      : textLine(third, invalid ? invalidStyle : textStyles.soft, { x: pad, y: at(2), room })),
  ];
}

const invalidStyle = { ...textStyles.soft, fill: 'bad' } as const;

function kindOf(entry: EntryPoint, { say }: Pen): string {
  const kind = say(entry.kind);
  if (!entry.route) return kind;
  const share =
    entry.share === undefined ? '' : ` · ${say('percent', { percent: percent(entry) })}`;
  return `${kind} ${entry.route.name}${share}`;
}

function percent({ share = 1 }: EntryPoint): string {
  return String(Math.round(share * 100));
}

/** Sign and word at the right of the first line. */
function stateWord(
  state: PathState,
  right: number,
  y: number,
  { say }: Pen,
): { shapes: Shape[]; width: number } {
  const { tone } = state;
  const fill = isTested(state) || tone !== 'works' ? tonePaints[tone] : 'soft';
  const style = { size: 11, weight: 600, fill } as const;
  const shapes = textLine(shortWord(state, say), style, { x: right, y, room: 96, anchor: 'end' });
  const text = shapes[0] ? widthOf(shapes[0].text, 11, 600) : 0;
  const sign = toneSign(tone, right - text - 4 - signSize / 2, y - 4);
  return { shapes: [...sign, ...shapes], width: text + 4 + signSize };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly room: number;
}

/** Of a cluster name that is too long, what every name ends with goes first and the port stays. */
function addressLine(entry: EntryPoint, { x, y, room }: Place): Shape[] {
  if (isRouted(entry)) return textLine(routeOf(entry), textStyles.plain, { x, y, room });
  const { address, port, node } = entry;
  const cut = address.indexOf('.svc.');
  if (cut !== -1) {
    const end = port === undefined ? '' : `:${port}`;
    const parts = [
      { text: address.slice(0, cut), style: textStyles.plain, cut: 'middle' },
      { text: address.slice(cut), style: zoneStyle, cut: 'end' },
      { text: end, style: textStyles.plain, cut: 'end' },
    ] as const;
    return inOneLine(parts, { x, y, room }, address + end);
  }
  const parts = [
    { text: node === undefined ? '' : `${node} `, style: textStyles.strong, cut: 'middle' },
    { text: addressOf(entry), style: textStyles.plain, cut: 'middle' },
  ] as const;
  return inOneLine(parts, { x, y, room }, parts.map(({ text }) => text).join(''));
}

const zoneStyle = { ...textStyles.plain, fill: 'soft' } as const;

interface LinePart {
  readonly text: string;
  readonly style: (typeof textStyles)['plain' | 'strong'] | typeof zoneStyle;
  readonly cut: 'end' | 'middle';
}

/** One after the other: a port is never cut, then the first part has the room it needs. */
function inOneLine(parts: readonly LinePart[], { x, y, room }: Place, whole: string): Shape[] {
  const needs = parts.map(({ text, style }) => widthOf(text, style.size, style.weight));
  const last = parts.length - 1;
  let left = room - (needs[last] ?? 0);
  const rooms = needs.map((need, index) => {
    if (index === last) return Math.max(need + Math.min(0, left), room * 0.4);
    const given = Math.min(need, Math.max(0, left));
    left -= given;
    return given;
  });
  let from = x;
  let shortened = false;
  const texts = parts.flatMap(({ text, style, cut }, index) => {
    const share = Math.min(rooms[index] ?? 0, x + room - from);
    const shapes = textLine(text, style, { x: from, y, room: share + 0.01, cut });
    from += shapes[0]?.width ?? 0;
    shortened ||= text !== '' && shapes[0]?.full !== undefined;
    shortened ||= text !== '' && shapes.length === 0;
    return shapes;
  });
  if (!shortened) return texts;
  const full = printable(whole);
  return texts.map((text) => Object.assign(text, { full }));
}

function noteLine(entry: EntryPoint, { say, language }: Pen): string | undefined {
  switch (entryNote(entry)) {
    case 'invalid': {
      const { code = '', params = {} } = entry.invalid ?? {};
      return sayWords(routeWords, language, code, params);
    }
    case 'simulated':
      return say('simulated');
    case 'dialled':
      return addressOf(entry);
    case undefined:
      break;
  }
  return undefined;
}
