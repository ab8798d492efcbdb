import { expect, test } from 'vitest';
import { readXml } from './readXml.ts';

test.each([
  ['a tag that is never closed', '<a><b></a>', '</a> closes <b>'],
  ['an end without a beginning', '<a></a></b>', '</b> closes <undefined>'],
  ['an open end', '<a><b/>', '<a> is never closed'],
  ['two elements', '<a/><b/>', 'not one element'],
  ['text outside', 'x<a/>', 'not one element'],
  ['a bare ampersand', '<a>x & y</a>', 'a bare &'],
  ['an unknown entity', '<a b="&nbsp;"/>', 'a bare &'],
  ['an attribute without quotes', '<a b=c/>', 'not a tag'],
  ['an attribute that breaks out', '<a b="<"/>', 'not a tag'],
  ['an attribute twice', '<a b="" b=""/>', 'b twice in <a>'],
  ['a comment', '<a><!-- x --></a>', 'not a tag'],
  ['a control character', '<a>\u0001</a>', 'U+1 is not allowed'],
  ['a lone surrogate', '<a>\uD800</a>', 'U+d800 is not allowed'],
])('%s is not well-formed', (_, document, message) => {
  expect(() => readXml(document)).toThrow(message);
});

test('elements come with what they hold, entities resolved', () => {
  const { name, attributes, children, text } = readXml('<a b="&quot;&#65;"> x &lt;<c/> y</a>\n');
  expect([name, [...attributes], text]).toEqual(['a', [['b', '"A']], ' x < y']);
  expect(children.map((child) => child.name)).toEqual(['c']);
});
