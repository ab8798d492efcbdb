// Writes docs/command-line.md from the program itself, or with --check says whether it is what the
// program gives.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { createServer } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs', 'command-line.md');

/** What the program reads of its environment; each must be named in its code. */
const environment = {
  KUBECONFIG:
    'kubeconfig files, as for kubectl; `--kubeconfig` comes first, `~/.kube/config` after',
  'HTTPS_PROXY, HTTP_PROXY, NO_PROXY':
    'the proxy to an API server, as for kubectl; also in small letters, and `proxy-url` of the kubeconfig comes first',
  NO_COLOR: 'when set, no colours in a terminal',
  PORTOLAN_REDACT_KEY: 'the secret that `snapshot --redact` mixes into made-up names',
  'KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT':
    'set in every Pod: there, without a kubeconfig, its service account is used',
};

/** The program is TypeScript: Vite reads it as it reads everything else here. */
async function load() {
  const vite = await createServer({
    root,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, watch: null },
  });
  try {
    return await vite.ssrLoadModule(join(root, 'server', 'cli', 'program.ts'));
  } finally {
    await vite.close();
  }
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
const code = (text) => `\`${text.replaceAll('|', '\\|')}\``;
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function meaningOf(option) {
  const { description, argChoices, defaultValue, negate } = option;
  const parts = [cell(description)];
  if (argChoices) parts.push(`one of ${argChoices.map(code).join(', ')}`);
  if (!negate && defaultValue !== undefined && defaultValue !== '')
    parts.push(`default ${code(String(defaultValue))}`);
  return parts.join('; ');
}

/** What the help says after the options: exit codes and, for some, notes. */
function notesOf(command, shown) {
  shown.length = 0;
  command.outputHelp();
  const notes = shown.join('\n').slice(command.helpInformation().trimEnd().length).trim();
  const [, rest = '', exit] = /^([^]*?)(Exit code: .*)$/.exec(notes) ?? [];
  if (exit === undefined) throw new Error(`${command.name()} does not tell its exit codes`);
  return { rest: rest.trim(), exit };
}

function section(command, shown) {
  const rows = [
    ...command.registeredArguments.map((argument) => [
      code(argument.required ? `<${argument.name()}>` : `[${argument.name()}]`),
      cell(argument.description),
    ]),
    ...command.options
      .filter(({ hidden }) => !hidden)
      .map((option) => [code(option.flags), meaningOf(option)]),
  ];
  const { rest, exit } = notesOf(command, shown);
  const table = [
    '| option | meaning |',
    '| --- | --- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ];
  return [
    `## ${command.name()}`,
    code(`portolan ${command.name()} ${command.usage()}`),
    sentence(command.description()),
    table.join('\n'),
    ...(rest === '' ? [] : [`\`\`\`text\n${rest}\n\`\`\``]),
    exit,
  ].join('\n\n');
}

function markdown({ commandLine }) {
  const shown = [];
  const terminal = { out: (text) => shown.push(text), err() {}, directory: root, environment: {} };
  const { commands } = commandLine(terminal, () => undefined);
  const intro = `# The command line

This page is written by \`node scripts/commands.mjs\` from the program itself; \`--help\` says the same.

From a checkout, after a build (\`npm start\` makes one), \`portolan\` is \`npm run -s portolan --\`. Data goes to
stdout, words to stderr; paths resolve from where you call it. Exit codes: 0 done, 1 found what was asked
to be failed on, 2 could not run. Every command has \`-h, --help\`.

The commands: ${commands.map((command) => `[${command.name()}](#${command.name()})`).join(', ')}.`;
  const variables = Object.entries(environment).map(
    ([names, meaning]) => `| ${names.split(', ').map(code).join(', ')} | ${meaning} |`,
  );
  return `${[
    intro,
    ...commands.map((command) => section(command, shown)),
    `## Environment\n\n| variable | meaning |\n| --- | --- |\n${variables.join('\n')}`,
  ].join('\n\n')}\n`;
}

/** Variables that the code does not know. */
function unknownVariables() {
  const sources = ['cli', 'cluster', 'probes']
    .map((folder) => join(root, 'server', folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  return Object.keys(environment)
    .flatMap((names) => names.split(', '))
    .filter((name) => !sources.includes(`'${name}'`));
}

const faults = unknownVariables().map(
  (name) => `scripts/commands.mjs: the program reads no ${name}`,
);
const options = { parser: 'markdown', printWidth: 100, singleQuote: true };
const wanted = await format(markdown(await load()), options);
if (process.argv.includes('--check')) {
  if (readFileSync(page, 'utf8') !== wanted)
    faults.push(
      'docs/command-line.md is not what the program gives: run node scripts/commands.mjs',
    );
} else {
  writeFileSync(page, wanted);
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
