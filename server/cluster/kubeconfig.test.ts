import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ApiError } from './apiError.ts';
import { systemClock, type Clock } from './clock.ts';
import { currentClusterAnswers } from './clusterAnswers.ts';
import { chooseContext, listContexts } from './kubeconfig.ts';
import { FakeApi } from './testing/fakeApi.ts';
import { ManualClock } from './testing/manualClock.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'portolan-home-'));
});

afterEach(() => {
  rmSync(home, { recursive: true });
});

function config(name: string, server = `https://${name}.example:6443`, user: object = {}): string {
  return `
apiVersion: v1
kind: Config
current-context: ${name}
contexts:
- {name: ${name}, context: {cluster: shared, user: ${name}, namespace: ns-${name}}}
clusters:
- {name: shared, cluster: {server: "${server}"}}
users:
- {name: ${name}, user: ${JSON.stringify(user)}}
`;
}

function write(name: string, text: string): string {
  const file = path.join(home, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function ask(api: FakeApi, clock: Clock = systemClock) {
  const file = write('config', config('a', api.url.href));
  return await currentClusterAnswers({ file, env: {}, home }, clock, 1_000);
}

function problemOf(action: () => unknown) {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.problem;
    throw error;
  }
}

describe('where the kubeconfig is', () => {
  test('--kubeconfig before KUBECONFIG before ~/.kube/config', () => {
    const file = write('flag', config('flag'));
    const env = { KUBECONFIG: write('env', config('env')) };
    write('.kube/config', config('home'));
    expect(chooseContext({ file, env, home })?.name).toBe('flag');
    expect(chooseContext({ env, home })?.name).toBe('env');
    expect(chooseContext({ env: {}, home })?.name).toBe('home');
  });

  test('several files in KUBECONFIG: of one name the first wins, missing ones are passed over', () => {
    const files = [
      path.join(home, 'gone'),
      write('one', config('one')),
      write('two', config('two')),
    ];
    const env = { KUBECONFIG: files.join(path.delimiter) };
    expect(listContexts({ env, home })).toEqual({ names: ['one', 'two'], current: 'one' });
    expect(chooseContext({ env, home, context: 'two' })).toMatchObject({
      name: 'two',
      namespace: 'ns-two',
      server: new URL('https://one.example:6443'),
    });
  });

  test('none at all is none', () => {
    expect(chooseContext({ env: {}, home })).toBeUndefined();
  });

  test('an empty file is none either', () => {
    write('.kube/config', '');
    expect(chooseContext({ env: {}, home })).toBeUndefined();
  });

  test('a Pod uses its service account', () => {
    write('account/token', 't');
    write('account/namespace', 'shop\n');
    const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
    const serviceAccount = path.join(home, 'account');
    expect(chooseContext({ env, home, serviceAccount })).toMatchObject({
      name: 'in-cluster',
      server: new URL('https://[fd00::1]:443'),
      namespace: 'shop',
      inCluster: true,
      cluster: { caFile: path.join(serviceAccount, 'ca.crt') },
    });
  });

  test('F59: plugins of --kubeconfig need leave, those of the default places do not', () => {
    const file = write('flag', config('flag'));
    expect(chooseContext({ file, env: {}, home })?.execAllowed).toBe(false);
    expect(chooseContext({ file, env: {}, home, allowExec: true })?.execAllowed).toBe(true);
    expect(chooseContext({ env: { KUBECONFIG: file }, home })?.execAllowed).toBe(true);
    const standard = write('.kube/config', config('home'));
    expect(chooseContext({ file: standard, env: {}, home })?.execAllowed).toBe(true);
  });
});

describe('what is wrong names the file', () => {
  test.each([
    ['kubeconfigInvalid', 'a: [', {}],
    ['kubeconfigInvalid', '- just\n- a list', {}],
    ['kubeconfigInvalid', 'clusters: [{name: x}]', {}],
    ['noContext', config('a').replace('current-context: a', ''), {}],
    ['contextMissing', config('a'), { context: 'b' }],
    ['clusterMissing', config('a').replace('name: shared', 'name: other'), {}],
    ['userMissing', config('a').replace('user: a', 'user: b'), {}],
    ['kubeconfigInvalid', config('a', 'not a url'), {}],
    ['kubeconfigInvalid', config('a', 'ftp://x'), {}],
  ])('%s', (code, text, options) => {
    const file = write('config', text);
    expect(problemOf(() => chooseContext({ file, env: {}, home, ...options }))).toMatchObject({
      code,
      params: { file },
    });
  });

  test('a file that was asked for and is not there', () => {
    const file = path.join(home, 'gone');
    expect(problemOf(() => chooseContext({ file, env: {}, home }))).toEqual({
      code: 'kubeconfigMissing',
      params: { file, detail: 'ENOENT' },
    });
  });

  test('secrets of a file that is no YAML are not quoted', () => {
    const file = write('config', 'users:\n- token: CANARY\n  bad: [\n');
    const problem = problemOf(() => chooseContext({ file, env: {}, home }));
    expect(JSON.stringify(problem)).not.toContain('CANARY');
  });
});

describe('plain http', () => {
  test.each(['http://127.0.0.1:8001', 'http://localhost:8001', 'http://[::1]:8001'])(
    '%s',
    (server) => {
      const file = write('config', config('a', server));
      expect(chooseContext({ file, env: {}, home })?.server).toEqual(new URL(server));
    },
  );

  test.each(['http://10.0.0.1:8001', 'http://localhost.evil.com', 'http://127.0.0.1.evil.com'])(
    '%s is refused: tokens would be sent in the clear',
    (server) => {
      const file = write('config', config('a', server));
      expect(problemOf(() => chooseContext({ file, env: {}, home }))).toMatchObject({
        code: 'plainHttp',
      });
    },
  );
});

describe('F24: proxies', () => {
  const proxy = 'http://proxy.example:3128';
  const server = 'https://api.corp.example:6443';
  test.each([
    [server, {}, undefined],
    [server, { HTTPS_PROXY: proxy }, 'proxy.example:3128'],
    [server, { https_proxy: 'proxy.example:3128' }, 'proxy.example:3128'],
    [server, { HTTP_PROXY: proxy }, undefined],
    [server, { HTTPS_PROXY: proxy, NO_PROXY: 'corp.example' }, undefined],
    [server, { HTTPS_PROXY: proxy, NO_PROXY: '.corp.example' }, undefined],
    [server, { HTTPS_PROXY: proxy, NO_PROXY: 'orp.example' }, 'proxy.example:3128'],
    [server, { HTTPS_PROXY: proxy, NO_PROXY: '*' }, undefined],
    [server, { HTTPS_PROXY: proxy, no_proxy: 'x, api.corp.example:6443' }, undefined],
    [server, { HTTPS_PROXY: proxy, NO_PROXY: 'api.corp.example:443' }, 'proxy.example:3128'],
    ['https://10.1.2.3:6443', { HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/8' }, undefined],
    ['https://10.1.2.3:6443', { HTTPS_PROXY: proxy, NO_PROXY: '11.0.0.0/8' }, 'proxy.example:3128'],
    ['https://[fd00::1]:6443', { HTTPS_PROXY: proxy, NO_PROXY: 'fd00::/8' }, undefined],
    ['https://127.0.0.1:6443', { HTTPS_PROXY: proxy }, undefined],
  ])('%s with %o', (url, env, expected) => {
    const file = write('config', config('a', url));
    expect(chooseContext({ file, env, home })?.proxy?.host).toBe(expected);
  });

  test("the kubeconfig's proxy-url comes first, even for loopback", () => {
    const text = config('a', 'https://127.0.0.1:1').replace(
      '{server',
      '{proxy-url: "http://p:1", server',
    );
    const file = write('config', text);
    expect(chooseContext({ file, env: { NO_PROXY: '*' }, home })?.proxy?.host).toBe('p:1');
  });

  test('a proxy of a kind that is not supported is a problem', () => {
    const file = write('config', config('a'));
    const env = { HTTPS_PROXY: 'socks5://p:1080' };
    expect(problemOf(() => chooseContext({ file, env, home }))).toMatchObject({ code: 'proxy' });
  });
});

describe('does the current cluster answer?', () => {
  test('no kubeconfig', async () => {
    expect(await currentClusterAnswers({ env: {}, home }, systemClock)).toEqual({ answer: 'none' });
  });

  test('a broken one is trouble', async () => {
    const file = write('config', 'a: [');
    expect(await currentClusterAnswers({ file, env: {}, home }, systemClock)).toMatchObject({
      answer: 'trouble',
      problem: { code: 'kubeconfigInvalid' },
    });
  });

  test('nothing listens', async () => {
    const api = await FakeApi.start();
    const { url } = api;
    await api.stop();
    const file = write('config', config('a', url.href));
    expect(await currentClusterAnswers({ file, env: {}, home }, systemClock)).toMatchObject({
      answer: 'nothing',
      problem: { code: 'refused' },
    });
  });

  const named = { status: 403, message: 'User "jane" cannot list services' };
  test.each([
    ['answers', undefined, () => undefined],
    ['answers', undefined, ({ plural }: { plural: string }) => (plural === '' ? undefined : named)],
    ['trouble', 'unauthorized', () => ({ status: 401 })],
    ['trouble', 'forbidden', () => named],
    ['trouble', 'anonymous', () => ({ status: 403, message: 'User "system:anonymous" cannot' })],
    ['trouble', 'serverError', () => ({ status: 500 })],
    ['trouble', 'notKubernetes', () => ({ body: '<html>' })],
  ])('%s %s', async (answer, code, script) => {
    const api = await FakeApi.start();
    api.script = script;
    const found = await ask(api);
    expect(found.answer).toBe(answer);
    expect('problem' in found ? found.problem.code : undefined).toBe(code);
    await api.stop();
  });

  test('nothing timeout', async () => {
    const api = await FakeApi.start();
    api.script = () => ({ hang: true });
    const clock = new ManualClock();
    const asked = ask(api, clock);
    await expect.poll(() => api.requests.length).toBe(1);
    clock.advance(1_000);
    expect(await asked).toMatchObject({
      answer: 'nothing',
      problem: { code: 'timeout', params: { seconds: 1 } },
    });
    await api.stop();
  });
});
