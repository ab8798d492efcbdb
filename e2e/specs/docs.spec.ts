// Every command that the documentation shows is run, and what it shows of their output is compared.
// A command that cannot be run here is listed with the reason; one that is neither fails.
import { execFile, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { examplesOf, wordsOf, type Example } from '../fixtures/docExamples.ts';
import { portolanEnds, root, type Ended, type Portolan } from '../fixtures/portolan.ts';
import { test } from '../fixtures/start.ts';

/** Pages with tests of their own. */
const elsewhere = new Set(['in-cluster.md']);
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md') && !elsewhere.has(name))
    .map((name) => `docs/${name}`),
];

const installs = 'installs from a registry; the page it serves is what the other tests open';
const needsCluster = 'there is no such context here';
const cannotRun = new Map([
  ['npm start', installs],
  ['npm test', 'runs this very test'],
  ['npm start -- --context my-cluster', needsCluster],
  [
    'npm start -- --kubeconfig FILE',
    'charts the embedded cluster like any other: commands.spec.ts',
  ],
  [
    'npm run -s portolan -- trace --context my-cluster --from outside --to 172.18.0.3:32123',
    needsCluster,
  ],
]);

const noKubectl = spawnSync('kubectl', ['version', '--client']).error !== undefined;
const portolanLine = /^(?:npm run -s portolan --|portolan) /;
const startLine = /^npm start -- /;

test('what is listed as not to be run is still shown somewhere', () => {
  const shown = new Set(
    pages.flatMap((page) =>
      examplesOf(page).flatMap(({ commands }) => commands.map(({ text }) => text)),
    ),
  );
  expect([...cannotRun.keys()].filter((line) => !shown.has(line))).toEqual([]);
});

for (const page of pages) {
  const examples = examplesOf(page);
  if (examples.length === 0) continue;
  test(`${page}: its examples do what it says`, async ({ directory, start }) => {
    test.slow(); // some pages start several Portolans
    let cluster: Portolan | undefined;
    const running = { directory, start, cluster: async () => (cluster ??= await start()) };
    for (const example of examples) await runExample(example, running);
  });
}

interface Running {
  directory: string;
  start: (args: readonly string[]) => Promise<Portolan>;
  /** The embedded cluster whose kubeconfig is the `FILE` of a page; one a page, so lines build on each other. */
  cluster: () => Promise<Portolan>;
}

async function runExample({ place, commands, shown }: Example, running: Running): Promise<void> {
  let out = '';
  for (const { text, exitCode } of commands) {
    if (cannotRun.has(text)) continue;
    const ended = await runLine(text, running);
    if (ended === undefined) continue;
    expect(ended.code, `${place}: ${text}\n${ended.err}`).toBe(exitCode);
    out += ended.out;
  }
  if (shown !== undefined) expect(out.trimEnd(), place).toBe(shown.trimEnd());
}

/** Nothing where the machine lacks what it takes. */
async function runLine(line: string, running: Running): Promise<Ended | undefined> {
  const words = wordsOf(line);
  if (startLine.test(line)) return serves(words.slice(3), running);
  if (portolanLine.test(line)) {
    const args = words.slice(words.indexOf('--') + 1 || 1);
    return portolanEnds(await withFile(checked(args), running));
  }
  if (words[0] !== 'kubectl') throw new Error(`neither run nor listed as not to be run: ${line}`);
  return noKubectl ? undefined : kubectl(await withFile(words.slice(1), running), running);
}

/** `npm start -- …` is `portolan serve …`, once built. */
async function serves(args: readonly string[], { start }: Running): Promise<Ended> {
  const portolan = await start(args);
  const { status } = await fetch(portolan.url);
  expect(status).toBe(200);
  return { code: await portolan.stop(), out: '', err: portolan.words() };
}

/** A picture of the documentation is not written anew but compared with what would be. */
function checked(args: readonly string[]): readonly string[] {
  const [command] = args;
  const writes = command === 'snapshot' && args.includes('--out') && !args.includes('--check');
  return writes ? [...args, '--check'] : args;
}

async function withFile(args: readonly string[], { cluster }: Running): Promise<string[]> {
  if (!args.includes('FILE')) return [...args];
  const { kubeconfig } = await cluster();
  return args.map((word) => (word === 'FILE' ? kubeconfig : word));
}

async function kubectl(args: readonly string[], { directory }: Running): Promise<Ended> {
  const cache = ['--cache-dir', join(directory, 'cache')];
  const { stdout, stderr } = await promisify(execFile)('kubectl', [...cache, ...args], {
    cwd: root,
  });
  return { code: 0, out: stdout, err: stderr };
}
