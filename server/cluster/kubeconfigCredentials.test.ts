import { setMaxListeners } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ApiError, type Problem } from './apiError.ts';
import { systemClock } from './clock.ts';
import { chooseContext } from './kubeconfig.ts';
import { KubeconfigCredentials } from './kubeconfigCredentials.ts';
import { ManualClock } from './testing/manualClock.ts';

const never = new AbortController().signal;
setMaxListeners(0, never);
const canary = 'CANARY-secret-CANARY';
let folder: string;
let clock: ManualClock;
const opened: KubeconfigCredentials[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'portolan-credentials-'));
  clock = new ManualClock();
});

afterEach(() => {
  for (const each of opened.splice(0)) each.close();
  rmSync(folder, { recursive: true });
});

/** Credentials of a kubeconfig whose one user is `user`. */
function credentialsOf(
  user: unknown,
  options: { allowExec?: boolean; cluster?: object; clock?: typeof systemClock } = {},
): KubeconfigCredentials {
  const file = path.join(folder, 'config');
  const config = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
    clusters: [{ name: 'k', cluster: { server: 'https://127.0.0.1:6443', ...options.cluster } }],
    users: [{ name: 'u', user }],
  };
  writeFileSync(file, JSON.stringify(config));
  const context = chooseContext({ file, env: {}, allowExec: options.allowExec ?? true });
  if (context === undefined) throw new Error('the file has a context');
  const made = new KubeconfigCredentials(context, options.clock ?? clock, {
    PATH: process.env['PATH'],
  });
  opened.push(made);
  return made;
}

async function headerOf(credentials: KubeconfigCredentials): Promise<unknown> {
  return (await credentials.current(never)).headers.get('authorization');
}

async function problemOf(credentials: KubeconfigCredentials): Promise<Problem | undefined> {
  try {
    await credentials.current(never);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.problem;
    throw error;
  }
}

/** An `exec` entry that runs this JavaScript. */
function plugin(script: string, more: object = {}): object {
  const command = path.join(folder, 'plugin.cjs');
  writeFileSync(command, script);
  const apiVersion = 'client.authentication.k8s.io/v1';
  return { exec: { apiVersion, command: process.execPath, args: [command], ...more } };
}

/** Counts its runs in a file and prints a credential. */
function countingPlugin(status: string): object {
  return plugin(`
    const fs = require('node:fs');
    fs.appendFileSync(${JSON.stringify(path.join(folder, 'runs'))}, 'x');
    const runs = fs.readFileSync(${JSON.stringify(path.join(folder, 'runs'))}).length;
    const status = ${status};
    console.log(JSON.stringify({ kind: 'ExecCredential', status }));`);
}

function runs(): number {
  const file = path.join(folder, 'runs');
  return existsSync(file) ? readFileSync(file).length : 0;
}

describe('what a kubeconfig says', () => {
  test.each([
    ['a token', { token: 't' }, 'Bearer t'],
    [
      'a password',
      { username: 'me', password: 'p' },
      `Basic ${Buffer.from('me:p').toString('base64')}`,
    ],
    ['nothing', {}, undefined],
  ])('%s', async (_, user, header) => {
    expect(await headerOf(credentialsOf(user))).toBe(header);
  });

  test('whom to act as', async () => {
    const { headers } = await credentialsOf({
      token: 't',
      as: 'jane',
      'as-uid': '7',
      'as-groups': ['dev', 'ops'],
      'as-user-extra': { 'example.com/Role': ['a'] },
    }).current(never);
    expect(Object.fromEntries(headers)).toMatchObject({
      'impersonate-user': 'jane',
      'impersonate-uid': '7',
      'impersonate-group': ['dev', 'ops'],
      'impersonate-extra-example.com%2Frole': ['a'],
    });
  });

  test('certificates from data or from files beside it', async () => {
    writeFileSync(path.join(folder, 'ca.pem'), 'CA');
    writeFileSync(path.join(folder, 'key.pem'), 'KEY');
    const { tls } = await credentialsOf(
      {
        'client-certificate-data': Buffer.from('CERT').toString('base64'),
        'client-key': 'key.pem',
      },
      { cluster: { 'certificate-authority': 'ca.pem', 'tls-server-name': 'api' } },
    ).current(never);
    expect([tls.ca, tls.cert, tls.key].map(String)).toEqual(['CA', 'CERT', 'KEY']);
    expect(tls).toMatchObject({ serverName: 'api', insecure: false });
  });

  test('a file that is missing is named', async () => {
    expect(await problemOf(credentialsOf({ tokenFile: 'gone' }))).toEqual({
      code: 'credentialFile',
      params: { file: path.join(folder, 'gone'), detail: 'ENOENT' },
    });
  });
});

describe('F19: a rotated token file', () => {
  test('is read again after a while, and at once when the server refuses the old token', async () => {
    const file = path.join(folder, 'token');
    writeFileSync(file, 'one\n');
    const credentials = credentialsOf({ tokenFile: 'token' });
    expect(await headerOf(credentials)).toBe('Bearer one');
    writeFileSync(file, 'two\n');
    clock.advance(20_000);
    expect(await headerOf(credentials)).toBe('Bearer two');
    writeFileSync(file, 'three\n');
    const { issue } = await credentials.current(never);
    expect(credentials.renew(issue)).toBe(true);
    expect(await headerOf(credentials)).toBe('Bearer three');
  });

  test('a token written into the kubeconfig cannot be renewed', async () => {
    const credentials = credentialsOf({ token: 't' });
    const { issue } = await credentials.current(never);
    expect(credentials.renew(issue)).toBe(false);
  });
});

test('F21: rotated certificate files are picked up within 60 s', async () => {
  const file = path.join(folder, 'ca.pem');
  writeFileSync(file, 'OLD');
  const credentials = credentialsOf(
    { token: 't' },
    { cluster: { 'certificate-authority': 'ca.pem' } },
  );
  const before = await credentials.current(never);
  writeFileSync(file, 'NEW');
  clock.advance(60_000);
  const after = await credentials.current(never);
  expect(String(after.tls.ca)).toBe('NEW');
  expect(after.tlsVersion).toBe(before.tlsVersion + 1);
});

describe('F20: a credential plugin', () => {
  test('runs once for all who ask at the same time, and not again while its token holds', async () => {
    const credentials = credentialsOf(countingPlugin(`{ token: 't' + runs }`));
    const all = await Promise.all(Array.from({ length: 12 }, () => headerOf(credentials)));
    expect(new Set(all)).toEqual(new Set(['Bearer t1']));
    clock.advance(3_600_000);
    expect(await headerOf(credentials)).toBe('Bearer t1');
    expect(runs()).toBe(1);
  });

  test('runs again when the token expires', async () => {
    const expiry = new Date(clock.now() + 60_000).toISOString();
    const status = `{ token: 't' + runs, expirationTimestamp: '${expiry}' }`;
    const credentials = credentialsOf(countingPlugin(status));
    expect(await headerOf(credentials)).toBe('Bearer t1');
    clock.advance(55_000);
    expect(await headerOf(credentials)).toBe('Bearer t2');
  });

  test('F19: runs again when the server refuses a token, once for all that were refused', async () => {
    const credentials = credentialsOf(countingPlugin(`{ token: 't' + runs }`));
    const { issue } = await credentials.current(never);
    clock.advance(60_000);
    expect([credentials.renew(issue), credentials.renew(issue)]).toEqual([true, true]);
    await Promise.all([headerOf(credentials), headerOf(credentials)]);
    expect(runs()).toBe(2);
  });

  test('that is refused again and again is not run each time', async () => {
    const credentials = credentialsOf(countingPlugin(`{ token: 't' + runs }`));
    const { issue } = await credentials.current(never);
    expect(credentials.renew(issue)).toBe(false);
    expect(runs()).toBe(1);
  });

  test('may give a client certificate', async () => {
    const status = `{ clientCertificateData: 'CERT', clientKeyData: 'KEY' }`;
    const { tls, headers } = await credentialsOf(countingPlugin(status)).current(never);
    expect([tls.cert, tls.key].map(String)).toEqual(['CERT', 'KEY']);
    expect(headers.has('authorization')).toBe(false);
  });

  test('is told of the cluster when it asks, and of its own variables', async () => {
    const script = `
      const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
      const token = [info.spec.cluster.server, info.spec.interactive, process.env.MINE].join();
      console.log(JSON.stringify({ kind: 'ExecCredential', status: { token } }));`;
    const more = { provideClusterInfo: true, env: [{ name: 'MINE', value: 'yes' }] };
    expect(await headerOf(credentialsOf(plugin(script, more)))).toBe(
      'Bearer https://127.0.0.1:6443,false,yes',
    );
  });

  test('that fails says so without its stderr, and is not started again at once', async () => {
    const script = `
      require('node:fs').appendFileSync(${JSON.stringify(path.join(folder, 'runs'))}, 'x');
      console.error('${canary}'); process.exit(3);`;
    // node:fs is loaded in a temporary folder; the folder differs between tests.
    const credentials = credentialsOf(plugin(script));
    const problem = await problemOf(credentials);
    expect(problem).toEqual({
      code: 'execPlugin',
      params: { command: 'node', reason: 'failed', exit: 3 },
    });
    expect(JSON.stringify(problem)).not.toContain(canary);
    await problemOf(credentials);
    expect(runs()).toBe(1);
    clock.advance(10_000);
    await problemOf(credentials);
    expect(runs()).toBe(2);
  });

  test.each([
    ['prints no JSON', `console.log('${canary}')`],
    ['prints no credential', `console.log('{"kind":"ExecCredential","status":{}}')`],
    ['prints without end', `setInterval(() => console.log('x'.repeat(100000)), 0)`],
  ])('that %s is a problem', async (_, script) => {
    const problem = await problemOf(credentialsOf(plugin(script)));
    expect(problem).toMatchObject({ code: 'execPlugin', params: { reason: 'output' } });
    expect(JSON.stringify(problem)).not.toContain(canary);
  });

  test('that is not installed is named', async () => {
    const exec = { command: 'portolan-no-such-plugin' };
    expect(await problemOf(credentialsOf({ exec }))).toMatchObject({
      params: { command: 'portolan-no-such-plugin', reason: 'missing' },
    });
  });

  test('that hangs is killed after 30 s, with what it started', async () => {
    const pidFile = path.join(folder, 'pid');
    const script = `
      const child = require('node:child_process').spawn('sleep', ['1000']);
      require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));`;
    const asked = problemOf(credentialsOf(plugin(script)));
    await expect.poll(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '').toBe(true);
    clock.advance(30_000);
    expect(await asked).toMatchObject({ params: { reason: 'timeout' } });
    const pid = Number(readFileSync(pidFile, 'utf8'));
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  test('is killed when the source stops', async () => {
    const credentials = credentialsOf(plugin('setInterval(() => {}, 1000)'));
    const asked = problemOf(credentials);
    credentials.close();
    expect(await asked).toMatchObject({ params: { reason: 'stopped' } });
    expect(clock.pending).toBe(0);
  });
});

describe('F59: a kubeconfig from elsewhere', () => {
  test('never runs its plugin without being allowed to', async () => {
    const credentials = credentialsOf(countingPlugin(`{ token: 't' }`), { allowExec: false });
    expect(await problemOf(credentials)).toEqual({
      code: 'execNotAllowed',
      params: { command: 'node', file: path.join(folder, 'config') },
    });
    expect(runs()).toBe(0);
  });

  test('nor the command of a cloud provider', async () => {
    const user = {
      'auth-provider': { name: 'gcp', config: { 'cmd-path': '/bin/echo', 'cmd-args': 'x' } },
    };
    expect(await problemOf(credentialsOf(user, { allowExec: false }))).toMatchObject({
      code: 'execNotAllowed',
    });
  });
});

describe('OIDC', () => {
  test('the id token is used while it holds', async () => {
    const token = jwt(Date.now() / 1000 + 3_600);
    const user = { 'auth-provider': { name: 'oidc', config: { 'id-token': token } } };
    expect(await headerOf(credentialsOf(user, { clock: systemClock }))).toBe(`Bearer ${token}`);
  });

  test('expired without a refresh token is a problem, not anonymous', async () => {
    const user = { 'auth-provider': { name: 'oidc', config: { 'id-token': jwt(1_000) } } };
    expect(await problemOf(credentialsOf(user, { clock: systemClock }))).toEqual({
      code: 'authProvider',
      params: { provider: 'oidc' },
    });
  });
});

function jwt(expires: number): string {
  return ['{}', JSON.stringify({ exp: expires }), 's']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
}

function isRunning(pid: number): boolean {
  try {
    // A killed child of a killed parent stays a zombie where nobody reaps it.
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
    return state !== 'Z';
  } catch {
    return false;
  }
}
