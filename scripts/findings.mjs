// Writes docs/findings.md from the catalogue, or with --check says whether it is what the catalogue
// gives, and whether docs/findings-elsewhere.md names only findings there are.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { createServer } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs', 'findings.md');
const elsewhere = join(root, 'docs', 'findings-elsewhere.md');

/** The catalogue is TypeScript: Vite reads it as it reads everything else here. */
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
    const module = (path) => vite.ssrLoadModule(join(root, 'shared', path));
    return {
      ...(await module('findings/catalogue.ts')),
      ...(await module('words/findingTitles.ts')),
      ...(await module('words/findings.ts')),
    };
  } finally {
    await vite.close();
  }
}

function markdown({ catalogue, pageOf, findingTitles, findingWords }) {
  const codes = Object.keys(catalogue);
  const families = [...new Set(codes.map((code) => catalogue[code].family))];
  const sections = families.map((family) => {
    const rows = codes
      .filter((code) => catalogue[code].family === family)
      .map((code) => {
        const entry = catalogue[code];
        // Of a word's two numbers the plural.
        const says = findingWords[code].en.replaceAll(/\{\w+\|[^|{}]*\|([^|{}]*)\}/g, '$1');
        const rules = entry.rules.join(', ');
        return `| \`${code}\` | ${entry.severity} | ${findingTitles[code].en}. ${says} | ${rules} | [page](${pageOf(entry)}) |`;
      });
    const head =
      '| code | severity | what it says | rules | Kubernetes |\n| --- | --- | --- | --- | --- |';
    return `## ${family}\n\n${head}\n${rows.join('\n')}`;
  });
  const intro = `# Findings

Everything Portolan can say is wrong, on every screen and in \`portolan check\`. This page is written by
\`node scripts/findings.mjs\` from \`shared/findings/catalogue.ts\`; words in braces are the evidence.

- **error**: connections fail, or the API server refuses the object.
- **warning**: something almost certainly does not do what was meant.
- **info**: worth knowing; nothing need be wrong. Healthy manifests raise no error and no warning.

Leave one out with \`--ignore CODE=REASON\`, or on the object itself with the annotation
\`portolan.dev/ignore: CODE[,CODE] [reason]\`. How other tools' checks map to these:
[findings elsewhere](findings-elsewhere.md).`;
  return `${[intro, ...sections].join('\n\n')}\n`;
}

const loaded = await load();
const options = { parser: 'markdown', printWidth: 100, singleQuote: true };
const wanted = await format(markdown(loaded), options);
if (process.argv.includes('--check')) {
  const faults = [];
  if (readFileSync(page, 'utf8') !== wanted)
    faults.push('docs/findings.md is not what the catalogue gives: run node scripts/findings.mjs');
  const named = readFileSync(elsewhere, 'utf8').matchAll(/\[`(\w+)`\]\(findings\.md\)/g);
  for (const [, code] of named)
    if (!Object.hasOwn(loaded.catalogue, code))
      faults.push(`docs/findings-elsewhere.md: there is no finding ${code}`);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length === 0 ? 0 : 1;
} else {
  writeFileSync(page, wanted);
}
