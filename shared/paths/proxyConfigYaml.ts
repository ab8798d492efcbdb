// Just enough YAML for a KubeProxyConfiguration: nested maps of scalars and lists of scalars, as
// kubeadm and the installers write it. What it does not know, it leaves out.
import { readFlow, type Value } from './proxyConfigFlow.ts';

interface Line {
  indent: number;
  content: string;
}

/** The map the text describes; an empty one when nothing in it can be read. */
export function readYamlSubset(text: string): { [key: string]: Value } {
  const lines = text.split(/\r?\n/).flatMap(readLine);
  return readMap({ lines, at: 0 }, lines[0]?.indent ?? 0);
}

interface Cursor {
  lines: readonly Line[];
  at: number;
}

function readLine(raw: string): Line[] {
  const content = withoutComment(raw).trimEnd();
  const trimmed = content.trimStart();
  if (trimmed === '' || trimmed.startsWith('---') || trimmed.startsWith('%')) return [];
  return [{ indent: content.length - trimmed.length, content: trimmed }];
}

/** A `#` opens a comment at the start or after a blank, outside quotes. */
function withoutComment(raw: string): string {
  let quote = '';
  for (let index = 0; index < raw.length; index += 1) {
    const char = raw[index] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") {
      quote = char;
    } else if (char === '#' && (index === 0 || /\s/.test(raw[index - 1] ?? ''))) {
      return raw.slice(0, index);
    }
  }
  return raw;
}

function readMap(cursor: Cursor, indent: number): { [key: string]: Value } {
  const entries: [string, Value][] = [];
  for (let line = cursor.lines[cursor.at]; line !== undefined; line = cursor.lines[cursor.at]) {
    if (line.indent < indent) break;
    cursor.at += 1;
    const parts = /^("[^"]*"|'[^']*'|[^\s"'][^:]*?)\s*:(?:\s+(.*))?$/.exec(line.content);
    if (parts === null || line.indent > indent) continue;
    entries.push([unquote(parts[1] ?? ''), readValue(cursor, indent, parts[2] ?? '')]);
  }
  return Object.fromEntries(entries);
}

function readValue(cursor: Cursor, indent: number, inline: string): Value {
  if (inline !== '') return readFlow(inline);
  const next = cursor.lines[cursor.at];
  if (next === undefined) return null;
  // A list may stand at its key's own indentation.
  if (isItem(next) && next.indent >= indent) return readList(cursor, next.indent);
  return next.indent > indent ? readMap(cursor, next.indent) : null;
}

function isItem(line: Line): boolean {
  return line.content === '-' || line.content.startsWith('- ');
}

function readList(cursor: Cursor, indent: number): Value[] {
  const items: Value[] = [];
  for (let line = cursor.lines[cursor.at]; line !== undefined; line = cursor.lines[cursor.at]) {
    if (line.indent !== indent || !isItem(line)) break;
    items.push(readFlow(line.content.slice(1).trim()));
    cursor.at += 1;
  }
  return items;
}

function unquote(text: string): string {
  const quoted = /^"(.*)"$/.exec(text)?.[1] ?? /^'(.*)'$/.exec(text)?.[1];
  return quoted ?? text;
}
