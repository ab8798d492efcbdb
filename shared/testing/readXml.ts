// A strict reader of the XML that pictures are written in: it admits what every XML reader must, and
// throws at the first thing that is not well-formed.

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, not that of its children. */
  readonly text: string;
}

interface Open {
  name: string;
  attributes: Map<string, string>;
  children: XmlElement[];
  text: string;
}

const name = '[A-Za-z_][\\w:.-]*';
const tag = new RegExp(`<(/?)(${name})((?:\\s+${name}="[^"<]*")*)\\s*(/?)>`, 'uy');
const attribute = new RegExp(`(${name})="([^"]*)"`, 'gu');
/** What XML 1.0 does not hold: most controls, surrogates, two noncharacters. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const reference = /&(?:(amp|lt|gt|quot|apos)|#(\d+));|&/g;
const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const;

/** @throws {Error} when the document is not well-formed. */
export function readXml(document: string): XmlElement {
  const bad = forbidden.exec(document);
  if (bad) throw new Error(`U+${bad[0].codePointAt(0)?.toString(16)} is not allowed in XML`);
  const root: Open = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [root];
  let at = 0;
  while (at < document.length) {
    const next = document.indexOf('<', at);
    const end = next === -1 ? document.length : next;
    const parent = open.at(-1) ?? root;
    parent.text += plain(document.slice(at, end));
    if (next === -1) break;
    tag.lastIndex = next;
    const found = tag.exec(document);
    if (!found) throw new Error(`not a tag: ${document.slice(next, next + 60)}`);
    take(found, open);
    at = tag.lastIndex;
  }
  const [only, ...others] = root.children;
  if (open.length > 1) throw new Error(`<${open.at(-1)?.name}> is never closed`);
  if (!only || others.length > 0 || root.text.trim() !== '') throw new Error('not one element');
  return only;
}

function take([, closes, tagName = '', written = '', empty]: RegExpExecArray, open: Open[]): void {
  if (closes) {
    const last = open.length > 1 ? open.pop() : undefined;
    if (last?.name !== tagName) throw new Error(`</${tagName}> closes <${last?.name}>`);
    return;
  }
  const attributes = new Map<string, string>();
  for (const [, key = '', value = ''] of written.matchAll(attribute)) {
    if (attributes.has(key)) throw new Error(`${key} twice in <${tagName}>`);
    attributes.set(key, plain(value));
  }
  const made: Open = { name: tagName, attributes, children: [], text: '' };
  open.at(-1)?.children.push(made);
  if (!empty) open.push(made);
}

function plain(text: string): string {
  return text.replaceAll(reference, (whole, entity: keyof typeof named | undefined, code) => {
    if (entity !== undefined) return named[entity];
    if (code === undefined) throw new Error(`a bare & in ${text.slice(0, 60)}`);
    return String.fromCodePoint(Number(code));
  });
}

/** An element and everything in it. */
export function* elementsOf(element: XmlElement): Generator<XmlElement, void, undefined> {
  yield element;
  for (const child of element.children) yield* elementsOf(child);
}
