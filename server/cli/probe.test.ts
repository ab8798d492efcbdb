import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProbeReport, type ProbeResult } from '@portolan/shared/wire/probe.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type EmbeddedCluster, startEmbeddedCluster } from '../embedded/cluster.ts';
import { probeJUnit } from './probeJUnit.ts';
import { probeText } from './probeText.ts';
import { run } from './program.ts';
import type { Terminal } from './terminal.ts';

vi.setConfig({ testTimeout: 30_000 });

const web = (name: string, annotations = '{}') => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} }, annotations: ${annotations} }
    spec: { containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec:
  type: NodePort
  selector: { app: ${name} }
  ports: [{ name: http, port: 80, targetPort: http }]
`;

let directory = '';
let cluster: EmbeddedCluster | undefined;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portolan-probe-'));
  const text = `${web('web')}${web('deaf', '{ portolan.dev/listen: none }')}`;
  cluster = await startEmbeddedCluster({
    apiPort: 0,
    kubeconfigPath: join(directory, 'kubeconfig'),
    manifests: [{ name: 'web.yaml', text }],
    log: () => undefined,
  });
  // Both have Pods and endpoints now, and every node knows of them.
  const settled = { timeout: 20_000, interval: 100 };
  for (const [service, code] of [
    ['web', 0],
    ['deaf', 1],
  ] as const) {
    await vi.waitFor(async () => {
      const flags = ['--to', 'clusterIP', '--fail-on', 'unreachable', ...fromPod];
      const probed = await portolan(service, ...flags);
      if (probed.code !== code || !probed.out.includes('forwarded')) throw new Error(probed.out);
    }, settled);
  }
}, 60_000);
afterAll(async () => {
  await cluster?.close();
  await rm(directory, { recursive: true, force: true });
});

const fromPod = ['--from', 'pod:default/client'];

async function portolan(service: string, ...flags: string[]) {
  return portolanOn({}, 'probe', service, '--kubeconfig', 'kubeconfig', ...flags);
}

async function portolanOn(terminal: Partial<Terminal>, ...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    directory,
    environment: {},
    ...terminal,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test('what is expected beside what is observed, by the contract', async () => {
  const { code, out, err } = await portolan('web', ...fromPod, '-o', 'json');
  expect(code).toBe(0);
  const report = ProbeReport.parse(JSON.parse(out));
  expect(report).toMatchObject({ service: 'default/web', diagnosis: [] });
  const kinds = new Set(report.results.map(({ entryPoint }) => entryPoint.split('/')[0]));
  expect(kinds).toEqual(new Set(['dns', 'clusterIP', 'nodePort', 'endpoint']));
  expect(report.results.every(({ from }) => from === 'pod:default/client')).toBe(true);
  expect(report.results.find(({ entryPoint }) => entryPoint.startsWith('clusterIP'))).toMatchObject(
    {
      expected: { verdict: 'forward', rules: expect.arrayContaining(['S58']) },
      outcome: 'http',
      agree: true,
      ms: expect.any(Number),
      evidence: { httpStatus: 200, answeredBy: expect.stringMatching(/^default\/web-/) },
    },
  );
  expect(err).toMatch(/^Testing default\/web: \d+ tests from pod:default\/client\.$/m);
});

test('text: a line per path, and the sum of it', async () => {
  const { code, out } = await portolan('deaf', ...fromPod, '--to', 'clusterIP');
  expect(code).toBe(1);
  expect(out).toMatch(/≠ +pod:default\/client +clusterIP\/.* forwarded +refused .*ECONNREFUSED/);
  expect(out).toContain('1 path: 0 as expected, 1 not, 0 could not be tested.');
});

test('text: what is most likely, what decides, and how to see it', async () => {
  const { out } = await portolan('deaf', ...fromPod, '--to', 'clusterIP');
  expect(out).toMatch(
    /^Most likely: The app does not listen on port 8080 \(45 %\)\n {2}• pod:default\/client is refused by /m,
  );
  expect(out).toMatch(
    /Tell it apart:\n +portolan probe default\/deaf --from pod:default\/client --to endpoint\/\S+ --to endpoint\/\S+\n/,
  );
  expect(out).toMatch(/Reproduce:\n +kubectl -n default run client .* -- curl -m 3 http:/);
  expect(out).toMatch(/^Also possible: kube-proxy on node-a is dead or behind the times/m);
  const sure = await portolan('deaf', ...fromPod, '--lang', 'zh');
  expect(sure.out).toMatch(/^最可能的原因：应用没有监听端口 8080（70%）$/m);
});

test('--count: the share each Pod gets beside the predicted one', async () => {
  const { out } = await portolan(
    'web',
    ...fromPod,
    '--to',
    'clusterIP',
    '--count',
    '40',
    '-o',
    'json',
  );
  const [result] = ProbeReport.parse(JSON.parse(out)).results;
  const { made, backends, unidentified } = result?.connections ?? { backends: [] };
  expect({ made, unidentified }).toEqual({ made: 40, unidentified: 0 });
  expect(backends.map(({ predicted }) => predicted)).toEqual([0.5, 0.5]);
  expect(backends.reduce((sum, { count }) => sum + count, 0)).toBe(40);
  const text = await portolan('web', ...fromPod, '--to', 'clusterIP', '--count', '4');
  expect(text.out).toMatch(/default\/web-\S+: \d+, [\d.]+ % of those identified, 50 % predicted/);
});

test('JUnit: a suite per vantage point, failures are what differs', async () => {
  const { code, out } = await portolan(
    'deaf',
    ...fromPod,
    '--from',
    'node:node-a',
    '--to',
    'clusterIP',
    '-o',
    'junit',
  );
  expect(code).toBe(1);
  expect(out).toContain('<testsuites name="portolan probe default/deaf" tests="2" failures="2"');
  expect(out.match(/<testsuite /g)).toHaveLength(2);
  expect(out).toContain(
    '<failure type="refused" message="expected forwarded, observed refused">ECONNREFUSED [',
  );
});

describe('--fail-on', () => {
  const unreachable = ['--from', 'node:node-a', '--to', 'dns'];

  test('disagree: what was not to be reached, and is not, is fine', async () => {
    expect((await portolan('web', ...unreachable)).code).toBe(0);
  });

  test('unreachable: it is not', async () => {
    expect((await portolan('web', ...unreachable, '--fail-on', 'unreachable')).code).toBe(1);
    const reached = await portolan('web', ...fromPod, '--to', 'dns', '--fail-on', 'unreachable');
    expect(reached.code).toBe(0);
  });
});

test.each([
  ['manifests', ['web', '-f', 'web.yaml'], 'probes need a cluster'],
  ['a Service that is not there', ['gone'], 'there is no Service default/gone'],
  ['another namespace', ['web', '-n', 'kube-system'], 'there is no Service kube-system/web'],
  ['an entry point it has not', ['web', '--to', 'gone'], 'there is no entry point gone; there is'],
  ['a node that is not there', ['web', '--from', 'node:gone'], 'no node gone'],
  ['no vantage point', ['web', '--from', 'moon'], 'moon'],
  ['where nobody can stand', ['web', '--from', 'browser'], 'browser: the browser tests for itself'],
  ['no count', ['web', '--count', '0'], 'from 1 to 200'],
  ['no time', ['web', '--timeout', 'soon'], 'number of seconds'],
])('exit 2: %s', async (_name, [service = '', ...flags], message) => {
  const { code, out, err } = await portolan(service, ...flags);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(out).toBe('');
});

test('Ctrl-C: what was seen until then, and exit 2', async () => {
  let interrupt: () => void = () => undefined;
  let isListening = false;
  const terminal: Partial<Terminal> = {
    onInterrupt(stop) {
      interrupt = stop;
      isListening = true;
      return () => (isListening = false);
    },
    // From outside, the ClusterIP is silence: there is time.
    err: (text) => text.startsWith('Testing') && interrupt(),
  };
  const args = ['probe', 'web', '--kubeconfig', 'kubeconfig', '--from', 'outside', '-o', 'json'];
  const { code, out } = await portolanOn(terminal, ...args);
  expect(code).toBe(2);
  expect(ProbeReport.parse(JSON.parse(out)).results).toEqual([]);
  expect(isListening).toBe(false);
});

describe('F55: what strangers say moves no cursor and breaks no XML', () => {
  const hostile: ProbeResult = {
    from: 'server',
    to: '10.0.0.1:443',
    entryPoint: 'dns/web',
    expected: { verdict: 'forward', rules: ['S72'] },
    outcome: 'tlsError',
    agree: false,
    at: 0,
    evidence: {
      tls: { troubles: ['nameMismatch'], names: ['\u001B[2Jevil\r\n\u202E<&"', 'b.example'] },
    },
  };
  const report = { service: 'default/web', results: [hostile], diagnosis: [] };

  test('text', () => {
    const text = probeText(report, 'en', false).join('');
    expect(text).toContain('\\u{1b}[2Jevil\\u{d}\\u{a}\\u{202e}<&"');
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('JUnit', () => {
    const xml = probeJUnit(report, 'en');
    expect(xml).toContain('evil\\u{d}\\u{a}\\u{202e}&lt;&amp;&quot;, b.example [S72]</failure>');
    expect(xml.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('what could not be tested is skipped', () => {
    const skipped: ProbeResult = {
      ...hostile,
      outcome: 'unusable',
      agree: true,
      evidence: { errno: 'EPROTONOSUPPORT' },
    };
    const xml = probeJUnit({ ...report, results: [skipped] }, 'en');
    expect(xml).toContain('tests="1" failures="0" skipped="1"');
    expect(xml).toContain('<skipped message="this protocol cannot be tested"/>');
    expect(probeText({ ...report, results: [skipped] }, 'zh', true).join('\n')).toContain('?');
  });
});
