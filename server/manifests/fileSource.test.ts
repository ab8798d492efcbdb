import { describe, expect, test } from 'vitest';
import { Mirror } from '../cluster/testing/mirror.ts';
import { openFiles, type FileSource } from './fileSource.ts';

function load(...texts: string[]): { source: FileSource; mirror: Mirror } {
  const files = texts.map((text, index) => ({ name: `f${index + 1}.yaml`, text }));
  const source = openFiles(files);
  const mirror = new Mirror();
  source.start(mirror);
  return { source, mirror };
}

function names(mirror: Mirror): string[] {
  return mirror.of('Service').map((line) => line.split(' ')[0] ?? '');
}

function service(name: string, port: unknown = 80): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  ports:
  - port: ${String(port)}
`;
}

describe('what a file may look like', () => {
  const json = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a' },
    spec: { ports: [{ port: 80 }] },
  });
  test.each([
    ['one document', service('a'), ['default/a']],
    ['several', `${service('a')}---\n${service('b')}`, ['default/a', 'default/b']],
    ['separators and comments alone', `---\n# x\n---\n${service('a')}---\n...\n`, ['default/a']],
    ['CRLF', service('a').replaceAll('\n', '\r\n'), ['default/a']],
    ['JSON', json, ['default/a']],
    ['a List', `{"apiVersion":"v1","kind":"List","items":[${json}]}`, ['default/a']],
    [
      'a typed list whose items name no kind',
      '{"apiVersion":"v1","kind":"ServiceList","items":[{"metadata":{"name":"a"},"spec":{"ports":[{"port":80}]}}]}',
      ['default/a'],
    ],
    [
      'anchors and merge keys',
      `x: &p {port: 80}\n${service('a')}`.replace('- port: 80', '- <<: *p'),
      ['default/a'],
    ],
    ['an empty file', '', []],
    ['kinds Portolan does not keep', 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n', []],
  ])('%s', (_, text, expected) => {
    const { mirror } = load(text);
    expect(names(mirror)).toEqual(expected);
    expect(mirror.problems).toEqual([]);
    expect(mirror.state).toBe('live');
  });
});

describe('bad input is told with its place, and the rest goes on', () => {
  const good = `---\n${service('good')}`;
  test.each([
    ['a tab', 'a:\n\tb: 1\n', 'File f1.yaml:2', /document 1.*not valid YAML.*[Tt]ab/],
    ['a duplicate key', 'a: 1\na: 2\n', 'File f1.yaml:2', /document 1.*unique/],
    ['an open quote', 'a: "b\n', /^File f1\.yaml:\d+$/, /not valid YAML/],
    ['no object', '- 1\n- 2\n', ' f1.yaml:1', /must be object, is array/],
    ['no kind', 'metadata: {name: x}\n', ' default/x', /kind: required, but missing.*apiVersion/],
    [
      'a misspelt kind',
      'apiVersion: v1\nkind: Servce\nmetadata: {name: x}\n',
      'Servce default/x',
      /^f1\.yaml:2 \(document 1\): v1 has no kind Servce; did you mean Service\?$/,
    ],
    ['no name', 'apiVersion: v1\nkind: Service\n', 'Service f1.yaml:1', /metadata\.name: required/],
    [
      'a wrong port',
      service('bad', 99_999),
      'Service default/bad',
      /^f1\.yaml:7 \(document 1\): spec\.ports\[0\]\.port: 99999 is not valid \(1–65535\)$/,
    ],
    [
      'a wrong type',
      service('bad').replace('80', '"80"'),
      'Service default/bad',
      /^f1\.yaml:7 .*must be integer, is string/,
    ],
  ])('%s', (_, text, id, message) => {
    const { mirror } = load(`${text}${good}`);
    const [problem] = mirror.problems;
    expect(`${problem?.kind} ${problem?.key}`).toMatch(id);
    expect(problem?.message).toMatch(message);
    expect(mirror.problems).toHaveLength(1);
    expect(names(mirror)).toEqual(['default/good']);
    expect(mirror.last?.skipped).toEqual(mirror.problems);
  });

  test('an alias bomb is refused at once', () => {
    const rows = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      rows.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    }
    const { mirror } = load(`${rows.join('\n')}\n${good}`);
    expect(mirror.problems[0]?.message).toMatch(/aliases would unfold/);
    expect(names(mirror)).toEqual(['default/good']);
  });

  test('nesting without end does not end the process', () => {
    const { mirror } = load('['.repeat(100_000), service('good'));
    expect(mirror.problems[0]).toMatchObject({ kind: 'File' });
    expect(names(mirror)).toEqual(['default/good']);
  });

  test('of two objects with one name the later counts, and the former is named', () => {
    const { mirror, source } = load(service('a', 80), service('a', 81));
    expect(mirror.problems).toEqual([
      expect.objectContaining({
        key: 'default/a',
        message: expect.stringMatching(/^f1\.yaml:1 .*replaces/),
      }),
    ]);
    expect(source.placeOf({ kind: 'Service', namespace: 'default', name: 'a' })?.file).toBe(
      'f2.yaml',
    );
  });

  test('bytes of no text', () => {
    const { mirror } = load('\u0001\u0002%\u0003', service('good'));
    expect(mirror.problems.length).toBeGreaterThan(0);
    expect(names(mirror)).toEqual(['default/good']);
  });
});

describe('where it is written', () => {
  const list = `# a comment
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: a}
- apiVersion: v1
  kind: Service
  metadata:
    name: b
  spec:
    ports:
    - name: web
      port: 80
`;
  const b = { kind: 'Service', namespace: 'default', name: 'b' } as const;
  test.each([
    ['', 8],
    ['metadata.name', 11],
    ['spec.ports[0].port', 15],
    ['spec.ports[0].nodePort', 14],
    ['spec.ports[7]', 13],
    ['status.loadBalancer', 8],
  ])('%s', (path, line) => {
    const { source } = load(`---\n---\n${list}`.slice(8), list);
    expect(source.placeOf(b, path)).toEqual({ file: 'f2.yaml', document: 1, line });
  });

  test('what no file gives is nowhere', () => {
    const { source } = load(service('a'));
    expect(source.placeOf(b)).toBeUndefined();
  });
});

test('all kinds are readable: what no file gives is not there, rather than unknown', () => {
  const { mirror } = load(service('a'));
  expect(new Set(mirror.access.values())).toEqual(new Set(['readable']));
  expect(mirror.access.size).toBe(22);
});

/** Milliseconds: machines that run these tests may be busy with others. */
const patience = 60_000;
test(
  '10 MB of manifests are read',
  () => {
    const filler = `  annotations: {x: "${'y'.repeat(10_000)}"}\n`;
    const document = (index: number) => service(`s${index}`).replace('spec:', `${filler}spec:`);
    const text = Array.from({ length: 1_000 }, (_, index) => document(index)).join('---\n');
    expect(text.length).toBeGreaterThan(10_000_000);
    expect(names(load(text).mirror)).toHaveLength(1_000);
  },
  patience,
);
