import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue } from '@portolan/shared/findings/catalogue.ts';
import { Finding } from '@portolan/shared/wire/finding.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { run } from './program.ts';

const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portolan-check-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

interface Ran {
  code: number;
  out: string;
  err: string;
}

async function portolan(args: readonly string[], environment = {}, colour = false): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(args, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    directory,
    environment,
    colour,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

async function write(name: string, text: string | Uint8Array): Promise<string> {
  await mkdir(dirname(join(directory, name)), { recursive: true });
  await writeFile(join(directory, name), text);
  return name;
}

async function findingsIn(name: string, ...flags: string[]): Promise<Finding[]> {
  const { out } = await portolan(['check', '-f', name, '-o', 'json', ...flags]);
  return z.array(Finding).parse(JSON.parse(out));
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: main
        image: x:1
        ports:
        - containerPort: 8080
`;
const service = `---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
    targetPort: 8080
`;
const healthy = deployment + service;
const misspelt = deployment + service.replace('    app: web', '    app: wbe');

describe('real manifests', () => {
  test.skipIf(!existsSync(corpus)).each(['online-boutique.yaml', 'voting-app'])(
    '%s raises no error and no warning (skipped without the corpus)',
    async (name) => {
      const found = await findingsIn(join(corpus, name));
      expect(found.filter(({ severity }) => severity !== 'info')).toEqual([]);
    },
  );

  test.skipIf(!existsSync(corpus))(
    'service-note.yaml: the slip, its line and the right spelling (skipped without the corpus)',
    async () => {
      const found = await findingsIn(join(corpus, 'service-note.yaml'));
      expect(found).toEqual([
        expect.objectContaining({
          code: 'misspeltField',
          severity: 'error',
          object: { kind: 'Service', namespace: 'default', name: 'externalname-baidu' },
          path: 'spec.ExternalName',
          params: { kind: 'Service', field: 'ExternalName', meant: 'externalName' },
          source: { file: join(corpus, 'service-note.yaml'), document: 5, line: 74 },
        }),
      ]);
    },
  );
});

describe('what is wrong with a manifest by itself', () => {
  const port = (text: string) => healthy.replace('port: 80\n', `${text}\n`);
  test.each([
    [
      'misspeltField',
      healthy.replace('selector:\n    app', 'Selector:\n    app'),
      'spec.Selector',
      23,
    ],
    ['misspeltField', port('port: 80\n    TargetPort: 1'), 'spec.ports[0].TargetPort', 27],
    [
      'unknownField',
      healthy.replace('spec:\n  selector:\n    app', 'spec:\n  zzzz: 1\n  selector:\n    app'),
      'spec.zzzz',
      23,
    ],
    ['invalidField', port('port: 99999'), 'spec.ports[0].port', 26],
    ['invalidField', port('port: "80"'), 'spec.ports[0].port', 26],
    ['unusableObject', `${healthy}---\nkind: Service\nmetadata: {name: x}\n`, 'apiVersion', 29],
    ['duplicateObject', `${healthy}${service.replace('port: 80\n', 'port: 81\n')}`, undefined, 18],
    ['replicasCut', healthy.replace('spec:\n', 'spec:\n  replicas: 99999\n'), 'spec.replicas', 6],
    ['yamlSyntax', `${healthy}---\na: "b\n`, undefined, 29],
    ['yamlSyntax', `${healthy}---\na:\n\tb: 1\n`, undefined, 30],
    ['duplicateKey', `${healthy}---\na: 1\na: 2\n`, undefined, 30],
    ['notKubernetes', `${healthy}---\nreplicas: 3\n`, undefined, 29],
  ])('%s', async (code, text, path, line) => {
    const file = await write(`${code}.yaml`, text);
    const found = await findingsIn(file);
    const own = found.filter((each) => each.code === code);
    expect(own).toHaveLength(1);
    expect(own[0]?.path).toBe(path);
    expect(own[0]?.source).toMatchObject({ file, line });
    expect(await findingsIn(await write('healthy.yaml', healthy))).toEqual([]);
  });

  test('every finding of the catalogue about manifests is tried here', () => {
    const wanted = Object.entries(catalogue).filter(([, { family }]) => family === 'manifests');
    expect(wanted.map(([code]) => code).toSorted()).toEqual([
      'duplicateKey',
      'duplicateObject',
      'invalidField',
      'misspeltField',
      'notKubernetes',
      'replicasCut',
      'tooManyAliases',
      'unknownField',
      'unreadableFile',
      'unusableObject',
      'yamlSyntax',
    ]);
  });

  test('an alias bomb is refused', async () => {
    const rows = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      const more = Array(9)
        .fill(`*a${level - 1}`)
        .join(', ');
      rows.push(`a${level}: &a${level} [${more}]`);
    }
    const found = await findingsIn(await write('bomb.yaml', `${rows.join('\n')}\n---\n${healthy}`));
    expect(found).toMatchObject([{ code: 'tooManyAliases', source: { document: 1 } }]);
  });

  test.each([
    ['CRLF', healthy.replaceAll('\n', '\r\n')],
    [
      'a List',
      `apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Namespace, metadata: {name: a}}]\n`,
    ],
    ['JSON', '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"a"}}'],
    ['anchors', healthy.replace('labels: {app: web}', 'labels: &l {app: web}')],
    ['the same object twice', healthy + service],
    [
      'a generated name',
      `${healthy}---\napiVersion: batch/v1\nkind: Job\nmetadata: {generateName: x-}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}\n`,
    ],
    ['nothing', ''],
  ])('%s is nothing wrong', async (_, text) => {
    expect(await findingsIn(await write('fine.yaml', text))).toEqual([]);
  });

  test('nesting without end is told, and the rest goes on', async () => {
    await write('deep/a.yaml', '['.repeat(100_000));
    await write('deep/b.yaml', misspelt);
    const found = await findingsIn('deep');
    expect(found.map(({ code }) => code)).toEqual(['yamlSyntax', 'selectorNearMiss']);
  });

  test('a binary file in a folder is told, and the rest goes on', async () => {
    await write('folder/a.yaml', new Uint8Array([0, 1, 2, 3]));
    await write('folder/b.yaml', misspelt);
    const found = await findingsIn('folder');
    expect(found.map(({ code }) => code)).toEqual(['unreadableFile', 'selectorNearMiss']);
    expect(found[0]?.source?.file).toBe(join('folder', 'a.yaml'));
  });
});

describe('what a person reads', () => {
  test('the object, the words, the lines of YAML with a mark, the fix to copy', async () => {
    const { code, out } = await portolan(['check', '-f', await write('text.yaml', misspelt)]);
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      'Service default/web',
      '  error The selector asks for app=wbe, but the Pods of Deployment/web carry app=web: no Pod matches, and every client is refused. [selectorNearMiss]',
      '    text.yaml:24  spec.selector[app]',
      '    23 │   selector:',
      '    24 │     app: wbe',
      '       │     ^^^^^^^^',
      '    Fix: Set the selector to the labels the Pods carry',
      `      kubectl patch service web -n default --type=merge -p '{"spec":{"selector":{"app":"web"}}}'`,
      '    https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/',
      '',
      '1 error, 0 warnings, 0 notes in 1 Service.',
    ]);
  });

  test('Chinese', async () => {
    const file = await write('zh.yaml', misspelt);
    const { out } = await portolan(['check', '-f', file, '--lang', 'zh']);
    expect(out).toMatch(/错误 选择器要求 app=wbe/);
  });

  test('colour for a terminal, but not against NO_COLOR', async () => {
    const file = await write('colour.yaml', misspelt);
    const escape = '\u001B[';
    expect((await portolan(['check', '-f', file], {}, true)).out).toContain(escape);
    expect((await portolan(['check', '-f', file], { NO_COLOR: '1' }, true)).out).not.toContain(
      escape,
    );
    expect((await portolan(['check', '-f', file])).out).not.toContain(escape);
  });

  test('a file cannot send codes to the terminal', async () => {
    const text = healthy.replace(
      '  selector:\n    app',
      '  zzzz: "\u001B[2J"\n  selector:\n    app',
    );
    const { out } = await portolan(['check', '-f', await write('codes.yaml', text)]);
    expect(out).not.toContain('\u001B');
  });

  test('healthy manifests: one line', async () => {
    const { code, out } = await portolan(['check', '-f', await write('ok.yaml', healthy)]);
    expect([code, out]).toEqual([0, 'Nothing wrong in 1 Service; 0 notes.']);
  });
});

describe('exit codes and ignoring', () => {
  const warned = healthy.replace(
    '    targetPort: 8080\n',
    '    targetPort: 8080\n    nodePort: 8080\n  type: NodePort\n',
  );
  test.each([
    ['an error', misspelt, [], 1],
    ['a warning', warned, [], 0],
    ['a warning that fails', warned, ['--fail-on', 'warning'], 1],
    [
      'a warning with a reason',
      warned,
      ['--fail-on', 'warning', '--ignore', 'nodePortOutOfRange=our range'],
      0,
    ],
    ['nothing', healthy, ['--fail-on', 'warning'], 0],
  ])('%s', async (_, text, flags, code) => {
    const file = await write('exit.yaml', text);
    expect((await portolan(['check', '-f', file, ...flags])).code).toBe(code);
  });

  test('by annotation, told in the summary', async () => {
    const annotated = misspelt.replace(
      '  name: web\nspec:\n  selector:\n    app: wbe',
      '  name: web\n  annotations:\n    portolan.dev/ignore: selectorNearMiss,headlessPortDiffers comes later\nspec:\n  selector:\n    app: wbe',
    );
    const { code, out } = await portolan(['check', '-f', await write('annotated.yaml', annotated)]);
    expect(code).toBe(0);
    expect(out).toMatch(/1 finding was ignored as asked/);
  });

  test.each([
    [
      ['--ignore', 'selectorNearMis'],
      /no finding selectorNearMis; did you mean selectorNearMiss\?/,
    ],
    [['-f', 'nowhere.yaml'], /nowhere\.yaml: no such file/],
  ])('%j could not run', async (flags, message) => {
    const { code, err, out } = await portolan([
      'check',
      '-f',
      await write('x.yaml', healthy),
      ...flags,
    ]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  test('-n narrows it to one namespace', async () => {
    const file = await write(
      'ns.yaml',
      misspelt.replaceAll('name: web\nspec', 'name: web\n  namespace: shop\nspec'),
    );
    expect(await findingsIn(file, '-n', 'other')).toEqual([]);
    expect(await findingsIn(file, '-n', 'shop')).toHaveLength(1);
    expect(await findingsIn(file, '-n', 'other', '-A')).toHaveLength(1);
  });
});

test('SARIF as code scanning reads it', async () => {
  const file = await write('a folder/sarif.yaml', misspelt);
  const { out } = await portolan(['check', '-f', file, '-o', 'sarif']);
  expect(JSON.parse(out)).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Portolan',
            rules: [
              {
                id: 'selectorNearMiss',
                shortDescription: { text: 'The selector misses Pods by one label' },
                helpUri: expect.stringMatching(/^https:/),
                defaultConfiguration: { level: 'error' },
              },
            ],
          },
        },
        results: [
          {
            ruleId: 'selectorNearMiss',
            ruleIndex: 0,
            level: 'error',
            message: { text: expect.stringMatching(/app=wbe/) },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'a%20folder/sarif.yaml', uriBaseId: '%SRCROOT%' },
                  region: { startLine: 24 },
                },
              },
            ],
            partialFingerprints: {
              primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{32}$/),
            },
          },
        ],
      },
    ],
  });
});

test('SARIF names what was ignored, and why', async () => {
  const file = await write('ignored.yaml', misspelt);
  const flags = ['-o', 'sarif', '--ignore', 'selectorNearMiss=comes later'];
  const { code, out } = await portolan(['check', '-f', file, ...flags]);
  expect(code).toBe(0);
  expect(JSON.parse(out).runs[0].results[0].suppressions).toEqual([
    { kind: 'external', justification: 'comes later' },
  ]);
});
