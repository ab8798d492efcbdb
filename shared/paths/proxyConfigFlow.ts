// YAML's flow style, as in `iptables: {masqueradeAll: true}`: maps, lists and scalars on one line.

export type Scalar = string | boolean | null;
export type Value = Scalar | Value[] | { [key: string]: Value };

/** What a line's value says; a bracket that nothing closes ends with the line. */
export function readFlow(text: string): Value {
  return readValue({ text, at: 0, depth: 0 }, '');
}

interface Cursor {
  text: string;
  at: number;
  depth: number;
}

/** A KubeProxyConfiguration nests two deep; brackets without end must not exhaust the stack. */
const deepest = 10;

function readValue(cursor: Cursor, ends: string): Value {
  skipBlanks(cursor);
  const open = cursor.text[cursor.at];
  if ((open !== '[' && open !== '{') || cursor.depth === deepest) return readScalar(cursor, ends);
  cursor.depth += 1;
  const value = open === '[' ? readList(cursor) : readMap(cursor);
  cursor.depth -= 1;
  return value;
}

function readList(cursor: Cursor): Value[] {
  const items: Value[] = [];
  for (cursor.at += 1; !isAtEnd(cursor, ']'); skipComma(cursor)) {
    items.push(readValue(cursor, ',]'));
  }
  cursor.at += 1;
  return items;
}

function readMap(cursor: Cursor): { [key: string]: Value } {
  const entries: [string, Value][] = [];
  for (cursor.at += 1; !isAtEnd(cursor, '}'); skipComma(cursor)) {
    const key = readScalar(cursor, ':,}');
    const hasValue = cursor.text[cursor.at] === ':';
    if (hasValue) cursor.at += 1;
    entries.push([String(key), hasValue ? readValue(cursor, ',}') : null]);
  }
  cursor.at += 1;
  return Object.fromEntries(entries);
}

function isAtEnd(cursor: Cursor, close: string): boolean {
  skipBlanks(cursor);
  return cursor.at >= cursor.text.length || cursor.text[cursor.at] === close;
}

function skipBlanks(cursor: Cursor): void {
  while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
}

/** And whatever else stands between a value and the comma, which is no YAML. */
function skipComma(cursor: Cursor): void {
  while (cursor.at < cursor.text.length && !/[,\]}]/.test(cursor.text[cursor.at] ?? '')) {
    cursor.at += 1;
  }
  if (cursor.text[cursor.at] === ',') cursor.at += 1;
}

/** Quoted to the closing quote, plain to one of `ends`; a colon ends a plain key before a blank. */
function readScalar(cursor: Cursor, ends: string): Scalar {
  const quote = cursor.text[cursor.at] ?? '';
  if (quote === '"' || quote === "'") {
    const close = cursor.text.indexOf(quote, cursor.at + 1);
    const end = close === -1 ? cursor.text.length : close;
    const quoted = cursor.text.slice(cursor.at + 1, end);
    cursor.at = end + 1;
    skipBlanks(cursor);
    return quoted;
  }
  const start = cursor.at;
  while (cursor.at < cursor.text.length && !isEnd(cursor, ends)) cursor.at += 1;
  return plainScalar(cursor.text.slice(start, cursor.at).trim());
}

function isEnd({ text, at }: Cursor, ends: string): boolean {
  const char = text[at] ?? '';
  if (!ends.includes(char)) return false;
  return char !== ':' || /^(\s|$)/.test(text.slice(at + 1, at + 2));
}

function plainScalar(text: string): Scalar {
  if (text === 'true' || text === 'false') return text === 'true';
  return text === 'null' || text === '~' || text === '' ? null : text;
}
