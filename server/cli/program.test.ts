import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Topology } from '@portolan/shared/wire/topology.ts';
import { Trace } from '@portolan/shared/wire/trace.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type EmbeddedCluster, startEmbeddedCluster } from '../embedded/cluster.ts';
import { commandLine, run } from './program.ts';

const manifests = `# a web tier
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: NodePort
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: http, nodePort: 31234 }]
---
apiVersion: v1
kind: Service
metadata: { name: broken }
spec: { ports: [{ port: 99999 }] }
`;

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portolan-cli-'));
  await writeFile(join(directory, 'web.yaml'), manifests);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function portolan(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    directory,
    environment: {},
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test('topology gives what the contract says, and names what it skipped', async () => {
  const { code, out, err } = await portolan('topology', '-f', 'web.yaml', '-o', 'json');
  expect(code).toBe(0);
  const { services } = Topology.parse(JSON.parse(out));
  expect(services).toMatchObject([
    {
      namespace: 'default',
      name: 'web',
      type: 'NodePort',
      workloads: [{ kind: 'Deployment', name: 'web' }],
    },
  ]);
  expect(services[0]?.endpoints).toHaveLength(2);
  expect(services[0]?.entryPoints.filter(({ kind }) => kind === 'nodePort')).toHaveLength(3);
  expect(err).toContain('web.yaml');
  expect(err).toContain('Service default/broken');
  expect(err).toContain('spec.ports[0].port');
});

test('the same as YAML and as a table', async () => {
  const json = await portolan('topology', 'web', '-f', 'web.yaml', '-o', 'json');
  const yaml = await portolan('topology', 'web', '-f', 'web.yaml', '-o', 'yaml');
  expect(parse(yaml.out)).toEqual(JSON.parse(json.out));
  const { out } = await portolan('topology', '-f', 'web.yaml', '-o', 'wide');
  const [heading, row] = out.split('\n');
  expect(heading).toMatch(/^NAMESPACE +NAME +TYPE +PORT\(S\) +READY +WORKLOADS +ENTRY POINTS$/);
  expect(row).toMatch(/^default +web +NodePort +80:31234\/TCP +2\/2 +Deployment\/web +/);
  expect(row).toMatch(/ 10\.\d+\.\d+\.\d+:80\* /);
  expect(out).toMatch(/\n\* made up: the files do not give it/);
});

const flow = ['--from', 'pod:default/client', '--to', 'svc:default/web:80'];

test('trace explains itself, whatever the verdict', async () => {
  const forwarded = await portolan('trace', '-f', 'web.yaml', ...flow);
  expect(forwarded.code).toBe(0);
  expect(forwarded.out).toContain('50 % of new connections');
  expect(forwarded.out).toContain('- The files give no Nodes: node-a, node-b, node-c are assumed');
  expect(forwarded.out).toContain('- Pods, addresses and NodePorts that the files do not give');
  expect(forwarded.out).toMatch(/iptables-save \| grep KUBE-SVC-/);
  const dropped = await portolan(
    'trace',
    '-f',
    'web.yaml',
    '--from',
    'outside',
    '--to',
    'svc:default/web:80',
  );
  expect(dropped).toMatchObject({ code: 0, out: expect.stringContaining('S69') });
  const chinese = await portolan('trace', '-f', 'web.yaml', '--lang', 'zh', ...flow);
  expect(chinese.out).toMatch(/[\u4e00-\u9fff]/);
});

test('trace as JSON is what the contract says; the proxy mode can be told', async () => {
  const { out } = await portolan(
    'trace',
    '-f',
    'web.yaml',
    '-o',
    'json',
    '--proxy-mode',
    'nftables',
    ...flow,
  );
  const trace = Trace.parse(JSON.parse(out));
  expect(trace).toMatchObject({
    verdict: 'forward',
    from: 'pod:default/client',
    masquerade: false,
  });
  expect(trace.backends.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  expect(trace.hops.some(({ chain }) => chain?.includes('default/web/tcp/http'))).toBe(true);
});

test('many flows: one result a line, in order, a bad one in its place', async () => {
  const lines = [
    '{"from":"pod:default/client","to":"svc:default/web:80"}',
    'not JSON',
    '{"from":"outside"}',
    '{"from":"nonsense","to":"svc:default/web:80"}',
    '',
    '{"from":"10.244.0.9","at":"node:node-a","to":"10.244.0.1:80"}',
    '{"from":"outside","to":"172.18.0.3:31234"}',
  ];
  await writeFile(join(directory, 'flows'), lines.join('\n'));
  const { code, out } = await portolan('trace', '-f', 'web.yaml', '--flows', 'flows');
  expect(code).toBe(0);
  const results = out.split('\n').map((line): unknown => JSON.parse(line));
  expect(results).toMatchObject([
    { verdict: 'forward' },
    { error: { code: 'badJSON', message: expect.any(String) } },
    { error: { code: 'badFlow', message: expect.stringContaining('to') } },
    { error: { code: 'badVantage', message: expect.stringContaining('nonsense') } },
    { verdict: expect.any(String) },
    { verdict: 'forward', masquerade: true },
  ]);
});

test.each<[string, string[], RegExp]>([
  ['no such file', ['topology', '-f', 'missing.yaml'], /missing\.yaml: no such file/],
  ['no such Service', ['topology', 'nope', '-f', 'web.yaml'], /no Service nope/],
  ['half a flow', ['trace', '-f', 'web.yaml', '--from', 'outside'], /--to/],
  ['a vantage that is none', ['trace', '-f', 'web.yaml', '--from', 'x', '--to', 'svc:a/b'], /x/],
  ['no cluster at all', ['topology', '--kubeconfig', 'missing'], /missing/],
  ['an unknown option', ['trace', '--nope'], /--nope/],
  ['an unknown output', ['topology', '-o', 'xml'], /xml/],
  ['standard input twice', ['trace', '-f', '-', '--flows', '-'], /standard input/],
])('could not run: %s', async (_name, args, message) => {
  const { code, out, err } = await portolan(...args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(message);
});

test('--help is no error', async () => {
  const { code, out } = await portolan('--help');
  expect(code).toBe(0);
  expect(out).toContain('trace');
});

test('a live cluster gives the same topology as its own API holds', async () => {
  const kubeconfigPath = join(directory, 'kubeconfig');
  const cluster: EmbeddedCluster = await startEmbeddedCluster({
    apiPort: 0,
    kubeconfigPath,
    log: () => undefined,
  });
  try {
    const { code, out } = await portolan(
      'topology',
      '--kubeconfig',
      'kubeconfig',
      '-n',
      'default',
      '-o',
      'json',
    );
    expect(code).toBe(0);
    expect(Topology.parse(JSON.parse(out)).services.map(({ name }) => name)).toContain('nginx-svc');
  } finally {
    await cluster.close();
  }
});

test('the help of every command ends with what its exit codes mean', () => {
  const shown: string[] = [];
  const terminal = {
    out: (text: string) => shown.push(text),
    err: (text: string) => shown.push(text),
    directory,
    environment: {},
  };
  const { commands } = commandLine(terminal, () => undefined);
  expect(commands.length).toBeGreaterThan(5);
  for (const command of commands) {
    shown.length = 0;
    command.outputHelp();
    expect(shown.at(-1), command.name()).toMatch(/Exit code: 0 .*\.$/);
  }
});
