// Everything `npm test` checks, in order; the last line adds up all runners: `N passed, N failed`.
// A check that fails does not hide the ones after it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = mkdtempSync(join(tmpdir(), 'portolan-test-'));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const total = { passed: 0, failed: 0, skipped: 0 };

function run(title, command, args, env = {}) {
  console.log(`\n── ${title}`);
  const started = performance.now();
  const done = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  console.log(`   ${title}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return done.status === 0;
}

/** A check that is one thing: it passes or it fails. */
function check(title, command, ...args) {
  if (run(title, command, args)) total.passed += 1;
  else total.failed += 1;
}

/** A runner that counts its own tests in a report file. */
function count(title, ok, file, read) {
  let counted;
  try {
    counted = read(JSON.parse(readFileSync(join(reports, file), 'utf8')));
  } catch (error) {
    console.error(`${title}: no report (${String(error)})`);
    counted = { passed: 0, failed: 1, skipped: 0 };
  }
  // A runner that failed outside a test (a file that does not load) still counts.
  if (!ok && counted.failed === 0) counted.failed = 1;
  for (const key of Object.keys(total)) total[key] += counted[key];
}

check('format', bin('prettier'), '--check', '--log-level', 'warn', '.');
check('lint', bin('oxlint'), '--type-aware', '--deny-warnings');
for (const name of ['shared', 'server', 'web', 'e2e'])
  check(`types of ${name}`, bin('tsc'), '-p', name);
check('types of the tests in shared', bin('tsc'), '-p', 'shared/tsconfig.test.json');
check('unused code', bin('knip'));
check('documentation of findings', process.execPath, join('scripts', 'findings.mjs'), '--check');
check('documentation of commands', process.execPath, join('scripts', 'commands.mjs'), '--check');
check('manifests of the chart', process.execPath, join('scripts', 'chart.mjs'), '--check');
check('a test for each rule', process.execPath, 'scripts/rules.mjs', '--check');

const unit = run('unit', bin('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(reports, 'unit.json')}`,
]);
count('unit', unit, 'unit.json', (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + report.numTodoTests,
}));

const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
check('build web', process.execPath, vite, 'build', 'web', '--logLevel', 'warn');
check('build server', process.execPath, vite, 'build', 'server', '--logLevel', 'warn');

const browser = run('browser', bin('playwright'), ['test', '--reporter=list,json'], {
  PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'browser.json'),
});
count('browser', browser, 'browser.json', ({ stats }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  skipped: stats.skipped,
}));

rmSync(reports, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
