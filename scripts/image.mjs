// Lays out the file system of the container image in a folder: what the Dockerfile copies, and
// what can be tried without Docker. Only production files; it needs nothing but Node around it.
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [target] = process.argv.slice(2);
if (target === undefined) {
  console.error('usage: npm run image:root -- DIR');
  process.exit(2);
}
// npm changes to the package's folder; DIR is meant from where it was called.
const folder = resolve(process.env.INIT_CWD ?? process.cwd(), target);
mkdirSync(folder, { recursive: true });
if (readdirSync(folder).length > 0) {
  console.error(`${folder} is not empty`);
  process.exit(2);
}

const app = join(folder, 'app');
for (const part of ['server/dist', 'web/dist'])
  cpSync(join(root, part), join(app, part), { recursive: true });
const { name, version, license, description } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
// Node reads from it that the files are modules.
const manifest = { name, version, license, description, private: true, type: 'module' };
writeFileSync(join(app, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
cpSync(join(root, 'LICENSE'), join(app, 'LICENSE'));

const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
console.log(`${folder}: ${(bytes / 1024 / 1024).toFixed(1)} MiB`);
