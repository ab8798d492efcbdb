import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Snapshot } from '@portolan/shared/wire/snapshot.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from './program.ts';

const manifests = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, labels: { tier: front } }
spec: { type: NodePort, selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: broken }
spec: { selector: { app: nobody }, ports: [{ port: 80 }] }
`;

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portolan-snapshot-'));
  await writeFile(join(directory, 'app.yaml'), manifests);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function snapshot(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const bytes: Uint8Array[] = [];
  const code = await run(['snapshot', ...args], {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    bytes: (data) => void bytes.push(data),
    directory,
    environment: {},
  });
  return { code, out: out.join('\n'), err: err.join('\n'), bytes };
}

function read(...path: string[]): Promise<string> {
  return readFile(join(directory, ...path), 'utf8');
}

async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(join(directory, folder), { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name).slice(directory.length + folder.length + 2),
    )
    .toSorted();
}

test('what the file says wrongly is among the findings; nothing says where it lies on the disk', async () => {
  const slip = manifests.replace('type: NodePort', 'type: NodePort, sesionAffinity: None');
  await writeFile(join(directory, 'slip.yaml'), slip);
  const { out } = await snapshot('web', '-f', 'slip.yaml', '-o', 'json');
  const [view] = JSON.parse(out).services;
  expect(view.findings).toContainEqual(
    expect.objectContaining({ code: 'misspeltField', path: 'spec.sesionAffinity' }),
  );
  expect(out).not.toContain('slip.yaml');
  const drawn = await snapshot('web', '-f', 'slip.yaml', '-o', 'svg', '--findings');
  expect(drawn.out).toContain('sesionAffinity');
});

test('a name that says no format is an error, and nothing is written', async () => {
  const { code, err } = await snapshot('web', '-f', 'app.yaml', '--out', 'web.pdf');
  expect(code).toBe(2);
  expect(err).toContain('web.pdf: its name says none of the formats (.svg, .png');
  expect(await readdir(directory)).not.toContain('web.pdf');
});

test('one Service goes to standard output, as SVG unless told otherwise', async () => {
  const { code, out, err } = await snapshot('web', '-f', 'app.yaml');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^<svg [\s\S]*<\/svg>$/);
});

test('--layout tall draws the same for a narrow place', async () => {
  const width = (svg: string): number => Number(/ width="(\d+)"/.exec(svg)?.[1]);
  const wide = await snapshot('web', '-f', 'app.yaml');
  const tall = await snapshot('web', '-f', 'app.yaml', '--layout', 'tall');
  expect(width(wide.out)).toBeLessThanOrEqual(1080);
  expect(width(tall.out)).toBeLessThanOrEqual(620);
});

test('nobody runs Portolan where files tell of: no client stands there unless asked for', async () => {
  const { out } = await snapshot('web', '-f', 'app.yaml', '-o', 'json');
  const [view] = Snapshot.parse(JSON.parse(out)).services;
  expect(view?.vantages.map(({ kind }) => kind)).toEqual(['pod', 'node', 'outside']);
  expect(view?.expectations.filter(({ vantage }) => vantage === 'server')).toEqual([]);
  const asked = await snapshot('web', '-f', 'app.yaml', '-o', 'json', '--from', 'server');
  const [seen] = Snapshot.parse(JSON.parse(asked.out)).services;
  expect(seen?.vantages.map(({ kind }) => kind)).toEqual(['server']);
});

test('a folder holds each Service, the namespace and an index; twice the same bytes', async () => {
  for (const folder of ['one', 'two/']) {
    expect(await snapshot('-f', 'app.yaml', '-n', 'default', '--out', folder)).toMatchObject({
      code: 0,
      out: '',
    });
  }
  const files = ['default.svg', 'default/broken.svg', 'default/web.svg', 'index.md'];
  expect(await filesIn('one')).toEqual(files);
  for (const file of files) expect(await read('one', file)).toBe(await read('two', file));
  expect(await read('one', 'index.md')).toContain('![web](default/web.svg)');
});

test('--check tells what differs, what is missing, what is too much', async () => {
  const args = ['-f', 'app.yaml', '--out', 'checked/'];
  await snapshot(...args);
  expect(await snapshot(...args, '--check')).toMatchObject({ code: 0 });
  await writeFile(join(directory, 'checked', 'default', 'web.svg'), '<svg/>');
  await rm(join(directory, 'checked', 'default.svg'));
  await writeFile(join(directory, 'checked', 'default', 'old.svg'), '<svg/>');
  await writeFile(join(directory, 'checked', 'notes.txt'), 'mine');
  const { code, err } = await snapshot(...args, '--check');
  expect(code).toBe(1);
  expect(err.split('\n')).toEqual([
    `missing: ${join('checked', 'default.svg')}`,
    `differs: ${join('checked', 'default', 'web.svg')}`,
    `extra: ${join('checked', 'default', 'old.svg')}`,
  ]);
  expect(await read('checked', 'default', 'web.svg')).toBe('<svg/>');
});

test('a file: its name says the format, a page of Markdown has its picture beside it', async () => {
  await snapshot('web', '-f', 'app.yaml', '--out', 'web.drawio');
  expect(await read('web.drawio')).toMatch(/^<mxfile /);
  await snapshot('web', '-f', 'app.yaml', '--out', 'web.md', '--findings');
  expect(await read('web.md')).toContain('](web.svg)');
  expect(await read('web.svg')).toMatch(/^<svg /);
  await snapshot('web', '-f', 'app.yaml', '-o', 'png', '--out', 'deep/er/web.png');
  const png = await readFile(join(directory, 'deep', 'er', 'web.png'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
});

test('saved state gives the same pictures as the manifests it was saved from', async () => {
  const saved = await snapshot('-f', 'app.yaml', '-o', 'json');
  expect(Snapshot.parse(JSON.parse(saved.out)).services).toHaveLength(2);
  await writeFile(join(directory, 'saved.json'), saved.out);
  for (const format of ['svg', 'mermaid', 'drawio', 'markdown']) {
    const again = await snapshot('-f', 'saved.json', '-o', format);
    expect(again).toEqual(await snapshot('-f', 'app.yaml', '-o', format));
  }
});

test('a saved topology is drawn, and what it does not know is said', async () => {
  const out: string[] = [];
  await run(['topology', '-f', 'app.yaml', '-o', 'yaml'], {
    out: (text) => void out.push(text),
    err: () => undefined,
    directory,
    environment: {},
  });
  await writeFile(join(directory, 'topology.yaml'), out.join('\n'));
  const { code, out: page, err } = await snapshot('web', '-f', 'topology.yaml', '-o', 'markdown');
  expect(code).toBe(0);
  expect(err).toContain('without verdicts');
  expect(page).toContain('| DNS | `web.default.svc.cluster.local:80` |');
  expect(page).not.toContain('✓');
});

test('hostile names in saved state stay inside the folder', async () => {
  const service = {
    type: 'ClusterIP',
    clusterIPs: [],
    workloads: [],
    ports: [],
    entryPoints: [],
    endpoints: [],
    findings: [],
  };
  const names = ['../../escape', '.', '..', 'con', 'A', 'a', 'index', 'a/b', '', 'x'.repeat(300)];
  const services = names.map((name) => ({ namespace: '../up', name, ...service }));
  await writeFile(
    join(directory, 'hostile.json'),
    JSON.stringify({ version: 1, services, unknown: [] }),
  );
  const { code } = await snapshot('-f', 'hostile.json', '-o', 'json', '--out', 'safe/');
  expect(code).toBe(0);
  const files = await filesIn('safe');
  expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(names.length + 2);
  expect(files.filter((file) => /\.\.|^con\./.test(file))).toEqual([]);
  expect(await readdir(directory)).not.toContain('up');
});

test('redacted, nothing of the names and addresses is in any format', async () => {
  const plain = await snapshot('web', '-f', 'app.yaml', '-o', 'json');
  const view = Snapshot.parse(JSON.parse(plain.out)).services[0];
  const originals = [
    ...(view?.clusterIPs ?? []),
    ...(view?.endpoints ?? []).flatMap(({ address, pod }) => [
      address,
      pod?.split('/')[1] ?? address,
    ]),
    ...(view?.nodes ?? []).flatMap(({ name, address }) => [name, address ?? name]),
    'zone-1',
  ];
  expect(originals.length).toBeGreaterThan(8);
  for (const format of ['svg', 'mermaid', 'drawio', 'markdown', 'json']) {
    const { out } = await snapshot('web', '-f', 'app.yaml', '-o', format, '--redact', '--findings');
    for (const original of originals) expect(out, format).not.toContain(original);
    expect(out).toContain('name-');
  }
  await snapshot('-f', 'app.yaml', '--redact', '--out', 'redacted/');
  expect((await filesIn('redacted')).join(' ')).not.toMatch(/web|broken|default/);
});

test.each([
  [['wep', '-f', 'app.yaml'], 'there is no Service wep; did you mean web?'],
  [['web', '-n', 'other', '-f', 'saved-missing.json'], 'saved-missing.json'],
  [['-l', 'tier=back', '-f', 'app.yaml'], 'no Service matches tier=back'],
  [['a/b/c', '-f', 'app.yaml'], 'use NAME or NAMESPACE/NAME'],
  [[], 'name a Service'],
  [['web', '-A', '-f', 'app.yaml'], 'not both'],
  [['web', '-f', 'app.yaml', '--scale', '0'], 'above 0'],
  [['web', '-f', 'app.yaml', '--out', 'x.png', '--scale', '99'], 'at most'],
  [['web', '-f', 'app.yaml', '-o', 'gif'], 'Allowed choices are svg, png'],
  [['web', '-f', 'app.yaml', '--from', 'node:nowhere'], 'There is no node nowhere'],
  [['web', '-f', 'app.yaml', '--out', 'app.yaml/x.svg'], 'cannot write app.yaml/x.svg'],
  [['web', '--check', '--out', 'x.svg'], 'a live cluster changes by itself'],
  [['web', '-f', 'app.yaml', '--check'], '--check needs --out'],
])('%j could not be run', async (args, words) => {
  const { code, out, err } = await snapshot(...args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(words);
});

test('an index that somebody wrote is not replaced', async () => {
  await mkdir(join(directory, 'docs'));
  await writeFile(join(directory, 'docs', 'index.md'), '# Mine\n');
  const { code, err } = await snapshot('-f', 'app.yaml', '--out', 'docs');
  expect(code).toBe(2);
  expect(err).toContain('choose another folder');
  expect(await read('docs', 'index.md')).toBe('# Mine\n');
});

test('labels, one vantage point, and parts that are left out', async () => {
  const labelled = await snapshot('-l', 'tier in (front)', '-f', 'app.yaml', '-o', 'json');
  expect(Snapshot.parse(JSON.parse(labelled.out)).services.map(({ name }) => name)).toEqual([
    'web',
  ]);
  const args = ['web', '-f', 'app.yaml', '-o', 'mermaid', '--from', 'outside'];
  const { out } = await snapshot(...args, '--no-pods', '--no-nodes', '--no-node-ports');
  expect(out).toContain('outside');
  for (const gone of ['hypothetical', 'NodePort', 'node-a', 'Pod web-']) {
    expect(out).not.toContain(gone);
  }
});
