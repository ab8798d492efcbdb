import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteLines } from './byteLines.ts';
import { compareVersions } from './resourceVersion.ts';
import { WatchParser } from './watchEvents.ts';

function linesOf(chunks: readonly Uint8Array[], limit = 1_000) {
  const tooLong: number[] = [];
  const splitter = new ByteLines(limit, (bytes) => tooLong.push(bytes));
  return { lines: chunks.flatMap((chunk) => splitter.push(chunk)), tooLong };
}

describe('lines of bytes', () => {
  const text = 'é\n中文\n\n𝄞x\nrest';
  const bytes = Buffer.from(text);

  test.each(Array.from({ length: bytes.length }, (_, cut) => cut))('cut at byte %i', (cut) => {
    const { lines } = linesOf([bytes.subarray(0, cut), bytes.subarray(cut)]);
    expect(lines).toEqual(['é', '中文', '𝄞x']);
  });

  test('F14: a line that is too long is dropped and told, the next is read', () => {
    const chunks = ['a\nxxxx', 'xxxx', 'xx\nb\n'].map((each) => Buffer.from(each));
    expect(linesOf(chunks, 5)).toEqual({ lines: ['a', 'b'], tooLong: [10] });
  });
});

test('R4: no bytes whatever make the parser throw, and good events between them are found', () => {
  const good = { type: 'ADDED', object: { metadata: { resourceVersion: '7' } } };
  const line = Buffer.from(`\n${JSON.stringify(good)}\n`);
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .record({
        type: fc.constantFrom('ADDED', 'DELETED', 'BOOKMARK', 'ERROR', 'x'),
        object: fc.jsonValue(),
      })
      .map((event) => Buffer.from(JSON.stringify(event))),
  );
  const law = fc.property(noise, (bytes) => {
    const parser = new WatchParser();
    const events = [...parser.push(bytes), ...parser.push(line)];
    expect(events.at(-1)).toEqual({ ...good, resourceVersion: '7' });
  });
  fc.assert(law, { seed: 4, numRuns: 3_000 });
  expect.hasAssertions();
});

test.each([
  ['9', '10', -1],
  ['10', '9', 1],
  ['10', '10', 0],
  ['99999999999999999999', '100000000000000000000', -1],
  ['a', 'a', 0],
  ['a', '1', undefined],
  ['01', '1', undefined],
  ['', '1', undefined],
])('resourceVersion %s against %s', (a, b, order) => {
  expect(compareVersions(a, b)).toBe(order);
});
