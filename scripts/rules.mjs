// Which test holds which rule of the Service semantics (S1–S98): writes docs/rules.md, or with
// `--check` fails when it is stale. Either way fails when a rule has neither a test that names it nor
// a reason in docs/not-modelled.md.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs', 'rules.md');
const ignored = new Set(['node_modules', 'dist']);
const read = (path) => readFileSync(join(root, path), 'utf8');

/** The English sentence of each rule, by name, in order. */
function sentences() {
  const found = new Map();
  const entry = /^ {2}(S\d+): \{\s*en:\s*(['"`])(.*?)\2,\s*$/gms;
  for (const [, rule, , text] of read('shared/words/rules.ts').matchAll(entry)) {
    found.set(rule, text.replaceAll(/\\(.)/g, '$1'));
  }
  return found;
}

/** Test files below a folder, as paths from the root with slashes, in order. */
function testFiles(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const ordered = entries.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  return ordered.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ignored.has(entry.name) ? [] : testFiles(path);
    return /\.(test|spec)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** A comment, or a string with its quote. Titles hold no line breaks. */
const token = /\/\/[^\n]*|\/\*.*?\*\/|(['"`])((?:\\.|(?!\1)[^\\\n])*)\1/gs;

/** Strings of a test file that say in words what a rule does: titles, in tables too. */
function titles(file) {
  const strings = [...read(file).matchAll(token)].flatMap(([, , text]) => text ?? []);
  const said = strings.filter((text) => /\bS\d+\b/.test(text) && /\p{L}{2}/u.test(text));
  return [...new Set(said.map((text) => text.replaceAll(/\\(.)/g, '$1')))];
}

/** `S4, S34`, and `S38–S40` for all between. */
function rulesIn(title) {
  const found = new Set();
  for (const [, from, to] of title.matchAll(/\bS(\d+)(?:[–-]S(\d+))?\b/g)) {
    for (let rule = Number(from); rule <= Number(to ?? from); rule += 1) found.add(`S${rule}`);
  }
  return found;
}

/** rule → file → titles */
function citations() {
  const found = new Map();
  for (const file of ['shared', 'server', 'web', 'e2e'].flatMap(testFiles)) {
    for (const title of titles(file)) {
      for (const rule of rulesIn(title)) {
        const files = found.get(rule) ?? new Map();
        found.set(rule, files.set(file, [...(files.get(file) ?? []), title]));
      }
    }
  }
  return found;
}

const quoted = (title) => (title.includes('`') ? `\`\` ${title} \`\`` : `\`${title}\``);

function section(rule, sentence, files) {
  const lines = [...(files ?? [])].map(
    ([file, said]) => `- ${file}\n${said.map((title) => `  - ${quoted(title)}`).join('\n')}`,
  );
  const none = 'No test of its own: see [what is not modelled](not-modelled.md).';
  return `## ${rule}\n\n${sentence}\n\n${lines.length > 0 ? lines.join('\n') : none}\n`;
}

const rules = sentences();
const cited = citations();
const excused = rulesIn(
  existsSync(join(root, 'docs/not-modelled.md')) ? read('docs/not-modelled.md') : '',
);
const missing = [...rules.keys()].filter((rule) => !cited.has(rule) && !excused.has(rule));
if (rules.size !== 98) missing.push(`words for ${98 - rules.size} rules`);

const text = await format(
  `# The rules, and the tests that hold them\n\n` +
    `Every verdict names the rules that decide. This page says what each means and which tests fail ` +
    `when it is broken; \`node scripts/rules.mjs\` writes it.\n\n` +
    [...rules].map(([rule, sentence]) => section(rule, sentence, cited.get(rule))).join('\n'),
  { parser: 'markdown' },
);

if (missing.length > 0) console.error(`Neither tested nor excused: ${missing.join(', ')}`);
const isStale = !existsSync(page) || readFileSync(page, 'utf8') !== text;
if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (isStale) console.error('docs/rules.md is stale: run node scripts/rules.mjs');
process.exit(missing.length > 0 || (isStale && process.argv.includes('--check')) ? 1 : 0);
