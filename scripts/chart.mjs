// Writes deploy/portolan.yaml, which is what the chart renders with its own values, for those who
// install without Helm. With --check: fails when the two differ, asking Helm too where it is there.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { render } from './chartTemplates.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { parse, parseAllDocuments } = createRequire(join(root, 'server', 'package.json'))('yaml');
const folder = join(root, 'deploy', 'chart');
const file = join(root, 'deploy', 'portolan.yaml');
const read = (...path) => readFileSync(join(folder, ...path), 'utf8');
const { appVersion } = parse(read('Chart.yaml'));

const intro = `# Portolan in a cluster, as the chart beside it renders it: kubectl apply -f deploy/portolan.yaml
apiVersion: v1
kind: Namespace
metadata:
  name: portolan
  labels:
    pod-security.kubernetes.io/enforce: restricted
`;

/** What others need comes before what needs it. */
const order = [
  'ServiceAccount',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'NetworkPolicy',
  'Deployment',
];

function rendered() {
  const templates = new Map(
    readdirSync(join(folder, 'templates'))
      .toSorted()
      .map((name) => [name, read('templates', name)]),
  );
  const files = render(templates, {
    values: parse(read('values.yaml')),
    release: { Name: 'portolan', Namespace: 'portolan' },
    chart: { AppVersion: appVersion },
  });
  return files
    .flatMap(([, text]) => text.split(/^---$/m))
    .map((text) => text.replace(/^\s*\n|\s+$/g, ''))
    .filter((text) => text.trim() !== '');
}

const kindOf = (text) => parse(text).kind;
const documents = rendered().toSorted(
  (a, b) => order.indexOf(kindOf(a)) - order.indexOf(kindOf(b)),
);
const text = [intro, ...documents.map((document) => `${document}\n`)].join('---\n');

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
  process.exit();
}
if (readFileSync(file, 'utf8') !== text) {
  console.error('deploy/portolan.yaml is not what the chart renders: run node scripts/chart.mjs');
  process.exit(1);
}
const helm = spawnSync('helm', ['template', 'portolan', folder, '--namespace', 'portolan'], {
  encoding: 'utf8',
});
if (helm.error) {
  console.log('Helm is not installed: compared with our own rendering alone.');
  process.exit();
}
const objects = (yaml) =>
  parseAllDocuments(yaml)
    .map((document) => document.toJS())
    .filter((object) => object !== null && object.kind !== 'Namespace')
    .toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'));
const nameOf = ({ kind, metadata: { namespace, name } }) => `${kind} ${namespace}/${name}`;
if (helm.status !== 0 || !isDeepStrictEqual(objects(helm.stdout), objects(text))) {
  console.error(`helm template renders other objects than deploy/portolan.yaml\n${helm.stderr}`);
  process.exit(1);
}
