// YAML as kubectl reads it: version 1.1, and less strict about indentation than the specification.
import {
  LineCounter,
  parseAllDocuments,
  Schema,
  visit,
  type Document,
  type Tags,
  type YAMLError,
} from 'yaml';

export interface LooseYAML {
  documents: readonly Document[];
  lines: LineCounter;
}

/** How often one text may be mended, and how many characters may be read for it. */
const mostRepairs = 1000;
const mostRead = 64 * 1024 * 1024;

/** Further right than any block a line can be in; a parser compares, and keeps none of it. */
const farRight = ' '.repeat(256);

/**
 * What is written in quotes or brackets may begin anywhere in its line, for kubectl's parser. Such
 * lines are moved to the right until this one takes them too; no line is added or lost. A text that
 * is wrong otherwise comes back with its own errors.
 */
export function parseLoosely(text: string): LooseYAML {
  const strict = parse(text);
  let parsed = strict;
  let mended = text;
  let read = text.length;
  for (let repair = 0; repair < mostRepairs && read < mostRead; repair += 1) {
    const error = parsed.documents.flatMap(({ errors }) => errors)[0];
    if (error === undefined) return parsed;
    const further = mend(mended, error.message, error.pos[0]);
    if (further === undefined) return strict;
    mended = further;
    read += mended.length;
    parsed = parse(mended);
  }
  return parsed.documents.some(({ errors }) => errors.length > 0) ? strict : parsed;
}

/** The first error, and where it is: a quote left open where it opens, not where the text ends. */
export function firstFault(document: Document): { error: YAMLError; offset: number } | undefined {
  const [error] = document.errors;
  if (error === undefined) return undefined;
  let offset = error.pos[0];
  if (error.message.startsWith('Missing closing')) {
    visit(document, {
      Scalar: (_, { range }) => {
        if (range && range[0] <= error.pos[0] && range[1] >= error.pos[0]) offset = range[0];
      },
    });
  }
  return { error, offset };
}

/** kubectl keeps dates as text, and knows no numbers of base 60; a dot alone is no number. */
function kubectlTags(tags: Tags): Tags {
  const known: Tags = [];
  for (const tag of tags) {
    if (typeof tag === 'string' || !('test' in tag)) known.push(tag);
    else if (tag.tag === 'tag:yaml.org,2002:timestamp' || tag.format === 'TIME') continue;
    else known.push(tag.test?.test('.') ? { ...tag, test: decimal } : tag);
  }
  return known;
}

const decimal = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/;

/** Made once: a folder holds thousands of documents. */
const schema = new Schema({ schema: 'yaml-1.1', merge: true, customTags: kubectlTags });

function parse(text: string): LooseYAML {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    version: '1.1',
    schema,
    lineCounter: lines,
    logLevel: 'error',
  });
  return { documents: [...documents], lines };
}

/** The text with the line at fault moved to the right; undefined where that is not the fault. */
function mend(text: string, message: string, position: number): string | undefined {
  const quote = /^Missing closing (["'])quote/.exec(message)?.[1];
  if (quote !== undefined) return withQuotedMoved(text, quote, position);
  const start = text.lastIndexOf('\n', position - 1) + 1;
  const isFlow = /^Flow (map|sequence) in block collection must be/.test(message);
  const isTab = message.startsWith('Tabs are not allowed') && isWithinBrackets(text, start);
  if ((!isFlow && !isTab) || text.startsWith(farRight, start)) return undefined;
  return text.slice(0, start) + farRight + text.slice(start).replace(/^[ \t]+/, '');
}

/** Tabs between brackets are space; elsewhere they are a fault for kubectl too. */
function isWithinBrackets(text: string, lineStart: number): boolean {
  return /[[{,]$/.test(text.slice(Math.max(0, lineStart - 256), lineStart).trimEnd());
}

/** The lines from `position`, where the parser gave up, to the closing quote. */
function withQuotedMoved(text: string, quote: string, position: number): string | undefined {
  const closing = quote === '"' ? /(?:[^"\\]|\\[^])*/y : /(?:[^']|'')*/y;
  closing.lastIndex = position;
  const quoted = closing.exec(text)?.[0] ?? '';
  const end = position + quoted.length;
  if (end >= text.length || !quoted.includes('\n')) return undefined;
  return (
    text.slice(0, position) + quoted.replaceAll(/\n(?=.)|\n$/g, `\n${farRight}`) + text.slice(end)
  );
}
