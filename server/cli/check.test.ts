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
  const more = (text: string) => `${healthy}---\n${text}`;
  const job = (name: string) =>
    more(
      `apiVersion: batch/v1\nkind: Job\nmetadata: {${name}: x-}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}\n`,
    );
  interface Slip {
    code: string;
    title?: string;
    text: string;
    /** The same but for the fault. */
    nearMiss: string;
    path?: string;
    line: number;
  }
  const slips: readonly Slip[] = [
    {
      code: 'misspeltField',
      title: 'by a capital',
      text: healthy.replace('selector:\n    app', 'Selector:\n    app'),
      nearMiss: healthy,
      path: 'spec.Selector',
      line: 23,
    },
    {
      code: 'misspeltField',
      title: 'by a letter',
      text: healthy.replace('selector:\n    app', 'slector:\n    app'),
      nearMiss: healthy.replace('selector:\n    app', '"selector":\n    app'),
      path: 'spec.slector',
      line: 23,
    },
    {
      code: 'misspeltField',
      title: 'in a list',
      text: port('port: 80\n    targetport: 1'),
      nearMiss: port('port: 80\n    appProtocol: http'),
      path: 'spec.ports[0].targetport',
      line: 27,
    },
    {
      code: 'misspeltField',
      title: 'of a list',
      text: healthy.replace('  ports:\n  - port: 80', '  Ports:\n  - port: 80'),
      nearMiss: healthy
        .replace('  ports:\n  - port: 80', '  ports:\n   - port: 80')
        .replace('    targetPort', '     targetPort'),
      path: 'spec.Ports',
      line: 25,
    },
    {
      code: 'misspeltField',
      title: 'of the object itself',
      text: more('Kind: Namespace\napiVersion: v1\nmetadata: {name: x}\n'),
      nearMiss: more('kind: Namespace\napiVersion: v1\nmetadata: {name: x}\n'),
      path: 'Kind',
      line: 29,
    },
    {
      code: 'unknownField',
      text: healthy.replace(
        'spec:\n  selector:\n    app',
        'spec:\n  zzzz: 1\n  selector:\n    app',
      ),
      nearMiss: healthy.replace(
        'spec:\n  selector:\n    app',
        'spec:\n  sessionAffinity: None\n  selector:\n    app',
      ),
      path: 'spec.zzzz',
      line: 23,
    },
    {
      code: 'unknownField',
      title: 'with dots in its name',
      text: healthy.replace(
        '    matchLabels: {app: web}',
        '    matchLabels: {app: web}\n    example.com/zzzz: a',
      ),
      nearMiss: healthy.replace('    matchLabels: {app: web}', '    matchLabels:\n      app: web'),
      path: 'spec.selector[example.com/zzzz]',
      line: 8,
    },
    {
      code: 'invalidField',
      title: 'a number out of range',
      text: port('port: 99999'),
      nearMiss: port('port: 65535'),
      path: 'spec.ports[0].port',
      line: 26,
    },
    {
      code: 'invalidField',
      title: 'a text for a number',
      text: port('port: "80"'),
      nearMiss: port('port: 80 # "80"'),
      path: 'spec.ports[0].port',
      line: 26,
    },
    {
      code: 'unusableObject',
      text: more('kind: Service\nmetadata: {name: x}\n'),
      nearMiss: job('generateName'),
      path: 'apiVersion',
      line: 29,
    },
    {
      code: 'duplicateObject',
      text: `${healthy}${service.replace('port: 80\n', 'port: 81\n')}`,
      nearMiss: `${healthy}${service.replace('port: 80\n', 'port: 81\n').replace('name: web', 'name: more')}`,
      line: 18,
    },
    {
      code: 'objectRepeated',
      text: `${healthy}${service}`,
      nearMiss: `${healthy}${service.replace('  name: web', '  name: web\n  namespace: other').replace('app: web', 'app: web\n  clusterIP: None').replace('port: 80', 'port: 8080')}${deployment.replace('name: web\n', 'name: web\n  namespace: other\n').replace(/^/, '---\n')}`,
      line: 18,
    },
    {
      code: 'misspeltKind',
      text: more('apiVersion: v1\nkind: Servce\nmetadata: {name: x}\n'),
      // Knative has a kind of this name too.
      nearMiss: more('apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: x}\n'),
      path: 'kind',
      line: 30,
    },
    {
      code: 'wrongAPIVersion',
      text: more('apiVersion: apps/v1\nkind: Service\nmetadata: {name: x}\n'),
      nearMiss: more('apiVersion: example.com/v1\nkind: Deployment\nmetadata: {name: x}\n'),
      path: 'apiVersion',
      line: 29,
    },
    {
      code: 'retiredAPIVersion',
      text: more('apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: x}\n'),
      nearMiss: more(
        'apiVersion: extensions.example.com/v1beta1\nkind: Deployment\nmetadata: {name: x}\n',
      ),
      path: 'apiVersion',
      line: 29,
    },
    {
      code: 'placeholderValue',
      text: port('port: ${PORT}'),
      nearMiss: port('port: 80 # ${PORT}'),
      path: 'spec.ports[0].port',
      line: 26,
    },
    {
      code: 'kustomizePatch',
      text: more('$patch: delete\napiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n'),
      nearMiss: more('apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n'),
      line: 29,
    },
    {
      code: 'templateFile',
      text: `kind: Service\nmetadata:\n  name: {{ .Values.name }}\n`,
      // What a manifest keeps in text is its own affair.
      nearMiss: more(
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  a: |\n    {{ if .x }}\n    b: {{ .y }}\n    {{ end }}\n',
      ),
      line: 1,
    },
    {
      code: 'replicasCut',
      text: healthy.replace('spec:\n', 'spec:\n  replicas: 99999\n'),
      nearMiss: healthy.replace('spec:\n', 'spec:\n  replicas: 9\n'),
      path: 'spec.replicas',
      line: 6,
    },
    {
      code: 'yamlSyntax',
      title: 'an open quote',
      text: more('a: "b\n'),
      nearMiss: more('a: "b"\nkind: X\napiVersion: example.com/v1\n'),
      line: 29,
    },
    {
      code: 'yamlSyntax',
      title: 'a tab',
      text: more('kind: X\napiVersion: example.com/v1\na:\n\tb: 1\n'),
      nearMiss: more('kind: X\napiVersion: example.com/v1\na:\t\n  b:\t1\n'),
      line: 32,
    },
    {
      code: 'duplicateKey',
      text: more('kind: X\napiVersion: example.com/v1\na: 1\na: 2\n'),
      nearMiss: more('kind: X\napiVersion: example.com/v1\na: 1\nA: 2\n'),
      line: 32,
    },
    {
      code: 'notKubernetes',
      title: 'values of a chart',
      text: more('replicas: 3\n'),
      nearMiss: more('# replicas: 3\n'),
      line: 29,
    },
    {
      code: 'notKubernetes',
      title: 'the chart',
      text: more('apiVersion: v2\nname: x\nversion: 1.0.0\n'),
      nearMiss: more('apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n'),
      line: 29,
    },
    {
      code: 'notKubernetes',
      title: 'words',
      text: more('NOTES: see below\n'),
      nearMiss: more(''),
      line: 29,
    },
  ];
  test.each(slips.map((each) => [`${each.code} ${each.title ?? ''}`, each] as const))(
    '%s',
    async (title, { code, text, nearMiss, path, line }) => {
      const file = await write(`${title.replaceAll(' ', '-')}.yaml`, text);
      const found = await findingsIn(file);
      expect(found.map((each) => each.code)).toEqual([code]);
      expect(found[0]?.path).toBe(path);
      expect(found[0]?.source).toMatchObject({ file, line });
      const near = await findingsIn(await write(`near-${file}`, nearMiss));
      expect(near).toEqual([]);
    },
    // Thousands of Pods are simulated in one; a busy machine takes its time.
    60_000,
  );

  test('objectInTwoFiles: variants of an object lie in one folder, and are no fault', async () => {
    await write('variants/a.yaml', healthy);
    await write('variants/b.yaml', service.replace('port: 80\n', 'port: 81\n'));
    expect(await findingsIn('variants')).toMatchObject([
      {
        code: 'objectInTwoFiles',
        severity: 'info',
        source: { file: join('variants', 'a.yaml'), line: 18 },
        params: { other: `${join('variants', 'b.yaml')}:2` },
      },
    ]);
    await write('apart/a.yaml', healthy);
    await write('apart/b.yaml', service.replace('name: web', 'name: api').replace('80', '81'));
    expect(await findingsIn('apart')).toEqual([]);
  });

  test('kustomizePatch: a file that a kustomization applies is no object by itself', async () => {
    const patch = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort}\n';
    await write('base/kustomization.yaml', 'resources: [all.yaml]\npatches: [{path: p/a.yaml}]\n');
    await write('base/p/a.yaml', patch);
    await write('base/all.yaml', healthy);
    const found = await findingsIn(join('base', 'p'));
    expect(found).toMatchObject([
      { code: 'kustomizePatch', params: { kustomization: 'kustomization.yaml' } },
    ]);
    await write('alone/p/a.yaml', patch);
    const alone = await findingsIn(join('alone', 'p'));
    expect(alone.map(({ code }) => code)).toContain('invalidField');
  });

  test('a workload without a template is told, and the rest goes on', async () => {
    const text = healthy.replace(/ {2}template:[^]*?(?=---)/, '');
    const found = await findingsIn(await write('no-template.yaml', text));
    expect(found.map(({ code }) => code)).toContain('workloadSelectorMisses');
  });

  test('a file that is named twice is one file', async () => {
    await write('twice/a.yaml', healthy);
    expect(await findingsIn('twice', '-f', join('twice', 'a.yaml'))).toEqual([]);
  });

  test('every finding of the catalogue about manifests is tried here', () => {
    const wanted = Object.entries(catalogue).filter(([, { family }]) => family === 'manifests');
    expect(wanted.map(([code]) => code).toSorted()).toEqual([
      'duplicateKey',
      'duplicateObject',
      'invalidField',
      'kustomizePatch',
      'misspeltField',
      'misspeltKind',
      'notKubernetes',
      'objectInTwoFiles',
      'objectRepeated',
      'placeholderValue',
      'replicasCut',
      'retiredAPIVersion',
      'templateFile',
      'tooManyAliases',
      'unknownField',
      'unreadableFile',
      'unusableObject',
      'wrongAPIVersion',
      'yamlSyntax',
    ]);
  });

  test('an alias bomb is refused', async () => {
    const rows = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      const row = Array(9)
        .fill(`*a${level - 1}`)
        .join(', ');
      rows.push(`a${level}: &a${level} [${row}]`);
    }
    const found = await findingsIn(await write('bomb.yaml', `${rows.join('\n')}\n---\n${healthy}`));
    expect(found).toMatchObject([{ code: 'tooManyAliases', source: { document: 1 } }]);
    const few = `a0: &a0 [x, x]\na1: [*a0, *a0]\nkind: X\napiVersion: example.com/v1\n---\n${healthy}`;
    expect(await findingsIn(await write('few-aliases.yaml', few))).toEqual([]);
  });

  test.each([
    ['CRLF', healthy.replaceAll('\n', '\r\n')],
    [
      'a List',
      `apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Namespace, metadata: {name: a}}]\n`,
    ],
    ['JSON', '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"a"}}'],
    ['anchors', healthy.replace('labels: {app: web}', 'labels: &l {app: web}')],
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

  test('a value that is refused is told with its field', async () => {
    const text = healthy.replace('port: 80\n', 'port: 99999\n');
    const { out } = await portolan(['check', '-f', await write('field.yaml', text)]);
    expect(out).toContain('error spec.ports[0].port: Invalid value: 99999: must be between');
  });

  test('S7: a nodePort outside the range comes with what to do', async () => {
    const text = `${healthy}    nodePort: 8080\n  type: NodePort\n`;
    const { out } = await portolan(['check', '-f', await write('node-port.yaml', text)]);
    expect(out).toContain('Fix: Remove nodePort, so that the cluster assigns one');
  });

  test('without a Service, the summary counts none', async () => {
    const faulty = await portolan(['check', '-f', await write('none.yaml', 'a: [1, 2')]);
    expect(faulty.out.split('\n').at(-1)).toBe(
      '1 error, 0 warnings, 0 notes; there is no Service to look at.',
    );
    const clean = await portolan(['check', '-f', await write('pods.yaml', deployment)]);
    expect(clean.out).toBe('Nothing wrong, but there is no Service to look at; 0 notes.');
  });

  test('of a long line, the part with the field', async () => {
    const labels = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`label-${at}`, 'x']));
    const metadata = { name: 'web', labels };
    const spec = { slector: { app: 'web' }, ports: [{ port: 80 }] };
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata, spec });
    const { out } = await portolan(['check', '-f', await write('long.json', text)]);
    const [line = '', mark = ''] = out.split('\n').slice(3);
    expect(line).toMatch(/│ ….{19,20}"slector":\{"app":"web"\},"ports":\[\{"port":80\}\]\}\}$/);
    expect(mark.indexOf('^')).toBe(line.indexOf('"slector"'));
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
