import { expect, test } from 'vitest';
import { createEventParser, type StreamEvent } from './eventStream.ts';

const text = [
  ': a comment\r\n',
  'id: a:1\ndata: {"one":1}\n\n',
  'data: two\r\ndata: lines\r\n\r\n',
  'id: a:2\rdata:no space\r\r',
  'event: other\n\ndata: last\n\n',
].join('');

const expected: StreamEvent[] = [
  { id: 'a:1', data: '{"one":1}' },
  { id: 'a:1', data: 'two\nlines' },
  { id: 'a:2', data: 'no space' },
  { id: 'a:2', data: 'last' },
];

function parsePieces(pieces: readonly string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const parse = createEventParser((event) => events.push(event));
  for (const piece of pieces) parse(piece);
  return events;
}

test('events come out whole', () => {
  expect(parsePieces([text])).toEqual(expected);
});

test('law: it does not matter where the text was cut', () => {
  for (let at = 0; at <= text.length; at += 1) {
    expect(parsePieces([text.slice(0, at), text.slice(at)])).toEqual(expected);
  }
  expect(parsePieces(text.split(''))).toEqual(expected);
});
