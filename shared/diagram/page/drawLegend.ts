// What the lines and signs of a picture mean: only those that are in it.
import type { Diagram } from '../elements.ts';
import type { Pen } from '../scene/cards/pen.ts';
import { drawLine } from '../scene/drawEdge.ts';
import { textLine, textStyles, type Shape } from '../scene/shapes.ts';
import { healthSign, toneSign } from '../scene/signs.ts';
import type { Tone } from '../pathState.ts';
import { drawingWords } from '../../words/drawing.ts';
import { say as sayWords } from '../../words/say.ts';
import type { Block } from './drawDiagram.ts';

const line = 22;
const gap = 26;
const sample = 30;

interface Item {
  readonly text: string;
  readonly width: number;
  /** Around a middle line at y = 0. */
  readonly shapes: readonly Shape[];
}

const toneWords = {
  works: 'legendWorks',
  odd: 'legendOdd',
  fails: 'legendFails',
  closed: 'legendClosed',
  unknown: 'legendUnknown',
} as const satisfies Record<Tone, keyof typeof drawingWords>;

const order: readonly Tone[] = ['works', 'odd', 'fails', 'closed', 'unknown'];

export function drawLegend(diagrams: readonly Diagram[], width: number, { language }: Pen): Block {
  const words = (code: keyof typeof drawingWords): string => sayWords(drawingWords, language, code);
  const edges = diagrams.flatMap((diagram) => diagram.edges);
  const nodes = diagrams.flatMap((diagram) => diagram.nodes);
  const tones = new Set(edges.map(({ tone }) => tone));
  const healths = new Set(
    nodes.flatMap((node) => (node.type === 'endpoint' ? [node.health === 'ready'] : [])),
  );
  const items = [
    ...order
      .filter((tone) => tones.has(tone))
      .map((tone) => toneItem(tone, words(toneWords[tone]))),
    ...(healths.has(true) ? [healthItem(true, words('legendReady'))] : []),
    ...(healths.has(false) ? [healthItem(false, words('legendNotReady'))] : []),
    ...(edges.some(({ share }) => share !== undefined)
      ? [{ text: words('legendShare'), width: 0, shapes: [] }]
      : []),
  ];
  return flow(items, width);
}

function toneItem(tone: Tone, text: string): Item {
  const ends = { source: { x: 0, y: 0 }, target: { x: sample, y: 0 } };
  const edge = {
    id: '',
    kind: 'route',
    source: '',
    target: '',
    tone,
    idle: tone !== 'works',
  } as const;
  return {
    text,
    width: sample + 18,
    shapes: [drawLine(edge, ends), ...toneSign(tone, sample + 9, 0)],
  };
}

function healthItem(ready: boolean, text: string): Item {
  return { text, width: 14, shapes: [healthSign(ready ? 'ready' : 'notReady', 5, 0)] };
}

/** One after the other, on as many lines as it takes. */
function flow(items: readonly Item[], width: number): Block {
  let x = 0;
  let y = line / 2;
  const shapes = items.flatMap(({ text, width: before, shapes: signs }): Shape[] => {
    const words = textLine(text, textStyles.soft, {
      x: before === 0 ? 0 : before + 4,
      y: 4,
      room: 400,
    });
    const whole = (words[0]?.width ?? 0) + (before === 0 ? 0 : before + 4);
    if (x > 0 && x + whole > width) {
      x = 0;
      y += line;
    }
    const group = { kind: 'group', x, y, shapes: [...signs, ...words] } as const;
    x += whole + gap;
    return [group];
  });
  return { shapes, width, height: y + line / 2 };
}
