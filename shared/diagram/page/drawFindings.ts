// Findings in words, below the picture they belong to.
import type { Finding } from '../../wire/finding.ts';
import { findingWords } from '../../words/findings.ts';
import { say as sayWords } from '../../words/say.ts';
import type { Paint } from '../palette.ts';
import type { Pen } from '../scene/cards/pen.ts';
import { textLine, textStyles, type Shape } from '../scene/shapes.ts';
import { wrapText } from '../text/fit.ts';
import { printable } from '../text/printable.ts';

const line = 17;
const indent = 22;
/** Lines longer than this are hard to read. */
const widest = 900;
const above = 18;

const severityPaints = { error: 'bad', warning: 'warn', info: 'soft' } as const satisfies Record<
  Finding['severity'],
  Paint
>;

/** Errors and warnings: what is worth a mark in the picture. */
export function isSerious({ severity }: Finding): boolean {
  return severity !== 'info';
}

/** Shape beside colour: a cross for an error, an exclamation mark for a warning. */
export function severitySign(severity: Finding['severity'], x: number, y: number): Shape[] {
  const stroke = severityPaints[severity];
  const d =
    severity === 'error'
      ? `M${x - 2.6} ${y - 2.6}l5.2 5.2m0-5.2l-5.2 5.2`
      : `M${x} ${y - 4}v4.6M${x} ${y + 3.6}v.1`;
  return [
    { kind: 'circle', x, y, radius: 7.5, fill: 'card', stroke, strokeWidth: 1.5 },
    { kind: 'path', d, stroke, strokeWidth: 1.8, round: true },
  ];
}

export function drawFindings(
  findings: readonly Finding[],
  width: number,
  { language, say }: Pen,
): { shapes: Shape[]; height: number } | undefined {
  const serious = findings.filter(isSerious).toSorted(bySeverity);
  if (serious.length === 0) return undefined;
  const room = Math.min(width, widest) - indent;
  let y = above;
  const shapes = serious.flatMap((finding): Shape[] => {
    const { severity, object, path, code, params } = finding;
    const from = y;
    const said = printable(sayWords(findingWords, language, code, params));
    const where = [
      say(severity === 'error' ? 'error' : 'warning'),
      `${object.kind} ${object.name}`,
      path,
    ];
    const lines = wrapText(said, room, textStyles.plain);
    y += (lines.length + 1) * line + 6;
    const words = lines.flatMap((text, index) =>
      textLine(text, textStyles.plain, {
        x: indent,
        y: from + 12 + index * line,
        room: room + 1,
      }),
    );
    const place = textLine(where.filter(Boolean).join(' · '), textStyles.soft, {
      x: indent,
      y: from + 12 + lines.length * line,
      room,
      cut: 'middle',
    });
    return severitySign(severity, 8, from + 8).concat(words, place);
  });
  return { shapes, height: y };
}

function bySeverity(a: Finding, b: Finding): number {
  return Number(b.severity === 'error') - Number(a.severity === 'error');
}
