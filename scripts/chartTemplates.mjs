// Renders the chart's templates where Helm is not installed: the part of its language that they
// use, and an error for anything else. Helm itself is asked as well where it is there.

import { createRequire } from 'node:module';

const { stringify } = createRequire(new URL('../server/package.json', import.meta.url))('yaml');

/** The text of every template but NOTES and partials, by file name. */
export function render(templates, { values, release, chart }) {
  const partials = new Map();
  const root = { Values: values, Release: release, Chart: chart };
  for (const [name, text] of templates)
    if (name.startsWith('_')) collectPartials(parse(text), partials);
  return [...templates]
    .filter(([name]) => name.endsWith('.yaml'))
    .map(([name, text]) => [name, write(parse(text), { dot: root, root, partials })]);
}

/** A tree of text, actions and blocks. `{{-` and `-}}` eat the white space beside them. */
function parse(text) {
  const tokens = [...text.matchAll(/([\s\S]*?)\{\{(-?)\s*([\s\S]*?)\s*(-?)\}\}|([\s\S]+)$/g)];
  const top = { kind: 'top', body: [] };
  const open = [top];
  let eats = false;
  for (const [, before, eatsBefore, action, eatsAfter, rest] of tokens) {
    const { body } = open.at(-1);
    let plain = before ?? rest ?? '';
    if (eats) plain = plain.trimStart();
    if (eatsBefore === '-') plain = plain.trimEnd();
    body.push(plain);
    eats = eatsAfter === '-';
    if (action !== undefined) nest(action, open);
  }
  if (open.length > 1) throw new Error(`{{ ${open.at(-1).head} }} has no end`);
  return top;
}

function nest(action, open) {
  const [word] = action.split(/\s/, 1);
  if (word === 'end') open.pop();
  else if (word === 'else') {
    const block = open.at(-1);
    block.otherwise = { kind: 'else', body: [] };
    open[open.length - 1] = block.otherwise;
  } else if (['if', 'range', 'define'].includes(word)) {
    const block = { kind: word, head: action.slice(word.length).trim(), body: [] };
    open.at(-1).body.push(block);
    open.push(block);
  } else open.at(-1).body.push({ kind: 'value', head: action });
}

function collectPartials(tree, partials) {
  for (const part of tree.body)
    if (part.kind === 'define') partials.set(JSON.parse(part.head), part);
}

function write({ body }, scope) {
  return body.map((part) => (typeof part === 'string' ? part : writeBlock(part, scope))).join('');
}

function writeBlock(part, scope) {
  switch (part.kind) {
    case 'value':
      return String(evaluate(part.head, scope));
    case 'if':
      if (isTrue(evaluate(part.head, scope))) return write(part, scope);
      return part.otherwise ? write(part.otherwise, scope) : '';
    case 'range':
      return evaluate(part.head, scope)
        .map((dot) => write(part, { ...scope, dot }))
        .join('');
    default:
      return '';
  }
}

/** A pipeline: each result is the last argument of the next. */
function evaluate(expression, scope) {
  const calls = expression.split(/\s*\|\s*/);
  return calls.reduce((piped, call, index) => {
    const words = call.match(/"[^"]*"|\([^)]*\)|\S+/g) ?? [];
    const args = words.map((word, at) =>
      at === 0 && word in functions ? word : read(word, scope),
    );
    if (index > 0) args.push(piped);
    const [first, ...rest] = args;
    return words[0] in functions ? functions[words[0]](scope, ...rest) : first;
  }, undefined);
}

const functions = {
  include: ({ root, partials }, name, dot) => {
    const partial = partials.get(name);
    if (partial === undefined) throw new Error(`there is no partial ${name}`);
    return write(partial, { dot, root, partials });
  },
  nindent: (_scope, spaces, text) =>
    `\n${text
      .split('\n')
      .map((line) => ' '.repeat(spaces) + line)
      .join('\n')}`,
  toYaml: (_scope, value) => stringify(value).trimEnd(),
  quote: (_scope, value) => JSON.stringify(String(value)),
  default: (_scope, fallback, value) => (isTrue(value) ? value : fallback),
  not: (_scope, value) => !isTrue(value),
  and: (_scope, ...all) => all.every(isTrue),
};

function read(word, scope) {
  if (word.startsWith('"')) return JSON.parse(word);
  if (word.startsWith('(')) return evaluate(word.slice(1, -1), scope);
  if (/^\d+$/.test(word)) return Number(word);
  if (word === '.') return scope.dot;
  if (word === '$') return scope.root;
  const path = /^(\$?)\.(.+)$/.exec(word);
  if (!path) throw new Error(`unknown word ${word}`);
  const from = path[1] === '$' ? scope.root : scope.dot;
  return path[2].split('.').reduce((value, key) => value?.[key], from);
}

function isTrue(value) {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}
