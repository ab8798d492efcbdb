import { expect, test } from 'vitest';
import { firstFault, parseLoosely } from './looseYaml.ts';

function valueOf(text: string): unknown {
  const { documents } = parseLoosely(text);
  expect(documents.flatMap(({ errors }) => errors.map(({ message }) => message))).toEqual([]);
  return documents[0]?.toJS();
}

test.each([
  [
    'a text in quotes that goes on further left',
    `a:\n  - args: ["\n  one &&\n two \\"x\\"\n  "]\n    b: 1\n`,
    { a: [{ args: [' one && two "x" '], b: 1 }] },
  ],
  [
    'one in single quotes',
    `a:\n  b: '[\n  {"c": "it''s"}\n  ]'\n`,
    { a: { b: `[ {"c": "it's"} ]` } },
  ],
  [
    'brackets that go on further left',
    `a:\n  b: [\n{c: 1},\n{c: 2}\n]\n  d: 1\n`,
    { a: { b: [{ c: 1 }, { c: 2 }], d: 1 } },
  ],
  ['tabs between brackets', `a: {\n\tb: 1,\n\tc: 2\n}\n`, { a: { b: 1, c: 2 } }],
  [
    'words of YAML 1.1',
    'a: yes\nb: "yes"\nc: off\nd: 0777\n',
    { a: true, b: 'yes', c: false, d: 511 },
  ],
  [
    'what only looks like a time or a number',
    'a: 2024-01-01\nb: 22:22\nc: .\nd: 1.5\ne: 1.2.3\n',
    { a: '2024-01-01', b: '22:22', c: '.', d: 1.5, e: '1.2.3' },
  ],
])('as kubectl reads it: %s', (_, text, value) => {
  expect(valueOf(text)).toEqual(value);
});

test.each([
  ['a tab before a key', 'a:\n\tb: 1\n', 2],
  ['a quote left open', 'a: "b\nc: 1\n', 1],
  ['a bracket left open', 'a:\n  b: [\nc: 1\n', 3],
  ['a quote left open before another', 'a: "b\nc: "d"\n', 1],
])('as kubectl refuses it: %s', (_, text, line) => {
  const { documents, lines } = parseLoosely(text);
  const [offset] = documents.flatMap((document) => firstFault(document)?.offset ?? []);
  expect(lines.linePos(offset ?? 0).line).toBe(line);
});

test('no line is lost on the way', () => {
  const { documents, lines } = parseLoosely(`a:\n  b: "\nx\n y"\n  c: 1\n`);
  const node = documents[0]?.getIn(['a', 'c'], true);
  const offset = node instanceof Object && 'range' in node ? node.range : undefined;
  expect(Array.isArray(offset) && lines.linePos(Number(offset[0])).line).toBe(5);
});
