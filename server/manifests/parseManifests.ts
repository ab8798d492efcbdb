import { expandList, type RawContext } from '@portolan/shared/model/parse/rawObject.ts';
import { isAlias, isMap, isNode, isSeq, visit, type Document, type Node } from 'yaml';
import { firstFault, parseLoosely, type LooseYAML } from './looseYaml.ts';
import type { ManifestFile } from './readFiles.ts';

/** Where something is written; document and line count from 1. */
export interface Place {
  file: string;
  document: number;
  line: number;
}

/** One object as a file has it; nothing is known of it yet. */
export interface ManifestItem {
  /** With the kind and apiVersion of the list it was in. */
  raw: unknown;
  place: Place;
  /** The line of a field path such as `spec.ports[0].port`, or of the nearest field around it. */
  lineOf(path: string): number;
}

/** A document that is no YAML, or none for a cluster. */
export interface SyntaxProblem {
  place: Place;
  code: 'syntax' | 'duplicateKey' | 'tooManyAliases' | 'template' | 'kustomizePatch';
  /** The first line of what the parser says; of a patch, who applies it; else empty. */
  detail: string;
}

export interface ParsedManifests {
  items: ManifestItem[];
  problems: SyntaxProblem[];
}

/** How many values aliases may unfold to, per value they are written as: no manifest needs more. */
const mostAliases = 100;

/**
 * The objects in YAML or JSON files: several documents, lists and merge keys, CRLF. A document
 * that cannot be read is a problem of its own, and the rest goes on.
 */
export function parseManifests(files: readonly ManifestFile[]): ParsedManifests {
  const parsed: ParsedManifests = { items: [], problems: [] };
  for (const file of files) parseFile(file, parsed);
  return parsed;
}

/** What Helm and its like leave nowhere in a manifest: an action where a value or a line begins. */
const action =
  /(?:^|[:-][ \t]+)\{\{-?[ \t]*(?:\/\*|[.$]\w|(?:if|else|end|range|with|include|template|define|block|toYaml|tpl|default|printf)\b)/m;

/** The same text may stand in a ConfigMap: there the whole is YAML, and no mapping is a key. */
function isTemplate(text: string): boolean {
  if (!action.test(text)) return false;
  return splitDocuments(text).some((part) =>
    parseLoosely(part.text).documents.some(
      (document) => firstFault(document) !== undefined || hasMappingAsKey(document),
    ),
  );
}

/** `a: {{ b }}` is YAML too: a mapping whose key is a mapping. */
function hasMappingAsKey(document: Document): boolean {
  let isFound = false;
  visit(document, {
    Pair: (_, { key }) => {
      isFound ||= isMap(key);
      return isFound ? visit.BREAK : undefined;
    },
  });
  return isFound;
}

interface Part {
  text: string;
  /** Of its first line, counted from 1. */
  line: number;
}

function parseFile({ name, text, patchOf }: ManifestFile, parsed: ParsedManifests): void {
  const start = { file: name, document: 1, line: 1 };
  if (patchOf !== undefined) {
    parsed.problems.push({ place: start, code: 'kustomizePatch', detail: patchOf });
    return;
  }
  if (isTemplate(text)) {
    parsed.problems.push({ place: start, code: 'template', detail: '' });
    return;
  }
  let document = 0;
  for (const part of splitDocuments(text)) {
    document += 1;
    parsePart(part, { file: name, document, line: part.line }, parsed);
  }
}

/**
 * At every line that begins with `---`, as kubectl splits before it parses: whatever is wrong with
 * one document, an open quote say, cannot reach into the next.
 */
function splitDocuments(text: string): Part[] {
  const parts: Part[] = [];
  let start = 0;
  let line = 1;
  for (const { index } of [...text.matchAll(/^---(?=\s|$)/gm), { index: text.length }]) {
    const part = text.slice(start, index);
    if (part.startsWith('---') || hasContent(part)) parts.push({ text: part, line });
    line += part.split('\n').length - 1;
    start = index;
  }
  return parts;
}

/** Comments and directives before the first marker are no document. */
function hasContent(text: string): boolean {
  return text.split('\n').some((line) => !/^\s*(#|%|$)/.test(line));
}

function parsePart(part: Part, place: Place, parsed: ParsedManifests): void {
  const lines = new PartLines(part);
  try {
    for (const [index, document] of lines.read().documents.entries()) {
      const fault = firstFault(document);
      if (fault === undefined) parseDocument(document, place, lines, index, parsed);
      else {
        const at = { ...place, line: lines.at(fault.offset) };
        const code = fault.error.code === 'DUPLICATE_KEY' ? 'duplicateKey' : 'syntax';
        parsed.problems.push({ place: at, code, detail: firstLine(fault.error) });
      }
    }
  } catch (error) {
    // Nesting deeper than the parser's own stack.
    parsed.problems.push({ place, code: 'syntax', detail: firstLine(error) });
  }
}

/**
 * Which line of the file something is in. The nodes of a text are many times its size and few are
 * asked for: those of the part read last are kept, others are read anew.
 */
class PartLines {
  static #latest: { of: PartLines; read: LooseYAML } | undefined;
  readonly #part: Part;

  constructor(part: Part) {
    this.#part = part;
  }

  read(): LooseYAML {
    if (PartLines.#latest?.of !== this) {
      PartLines.#latest = { of: this, read: parseLoosely(this.#part.text) };
    }
    return PartLines.#latest.read;
  }

  at(offset: number): number {
    return this.#part.line - 1 + Math.max(1, this.read().lines.linePos(offset).line);
  }

  /** Of a field of the object that is the `item`th of `count` in a document. */
  of(document: number, item: number, count: number, path: string): number {
    const within = this.read().documents[document];
    if (within === undefined) return this.#part.line;
    return this.at(offsetOf(within, nodeOf(within, item, count), path));
  }
}

function parseDocument(
  document: Document,
  place: Place,
  lines: PartLines,
  index: number,
  parsed: ParsedManifests,
): void {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    const aliases = error instanceof ReferenceError;
    const detail = aliases ? '' : firstLine(error);
    parsed.problems.push({ place, code: aliases ? 'tooManyAliases' : 'syntax', detail });
    return;
  }
  // Comments alone, or nothing, between two separators.
  if (value === null || value === undefined) return;
  const found = expandList(value);
  found.forEach(({ raw, context }, item) => {
    const lineOf = (path: string) => lines.of(index, item, found.length, path);
    parsed.items.push({
      raw: withContext(raw, context),
      place: { ...place, line: lineOf('') },
      lineOf,
    });
  });
}

function withContext(raw: unknown, context: RawContext): unknown {
  const plain = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  return plain ? { ...context, ...raw } : raw;
}

/** One item of a plain list of `count`; else all objects stand where the document does. */
function nodeOf(document: Document, item: number, count: number): Node | null {
  const items = isMap(document.contents) ? document.get('items', true) : undefined;
  if (!isSeq(items) || items.items.length !== count) return document.contents;
  const node = items.items[item];
  return isNode(node) ? node : document.contents;
}

/** Where the deepest part of the path that exists begins. */
function offsetOf(document: Document, start: Node | null, path: string): number {
  let node: unknown = start;
  let offset = start?.range?.[0] ?? 0;
  for (const [, field, index, key] of path.matchAll(/([^.[\]]+)|\[(\d+)\]|\[([^\]]*)\]/g)) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const name = field ?? key ?? index;
      const pair = node.items.find((each) => isNode(each.key) && String(each.key) === name);
      if (pair === undefined) break;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && index !== undefined) {
      node = node.items[Number(index)];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  // The place is told apart; the parser repeats it.
  return line.replace(/ at line \d+, column \d+:?$/, '');
}
