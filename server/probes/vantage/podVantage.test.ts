import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CommandEnd } from '../../cluster/podExec.ts';
import { type Deadline, deadline } from '../deadline.ts';
import { type Dialer, errnoOf } from '../dialer.ts';
import { httpAnswer } from '../httpAnswer.ts';
import { Loopback } from '../testing/loopback.ts';
import { testVantageContract } from '../testing/vantageContract.ts';
import { scriptCommand } from './podScript.ts';
import { dialSeen, resolvedIn } from './podTelling.ts';
import { podVantage } from './podVantage.ts';
import { type ProbeLimits, defaultLimits } from './vantage.ts';

const never = new AbortController().signal;

/** A container that has what the script needs: it does as the script would, through a dialer. */
function container(dialer: Dialer, limits: ProbeLimits) {
  return async (command: readonly string[], signal: AbortSignal): Promise<CommandEnd> => {
    const [step = '', address = '', port = ''] = command.slice(4);
    const end = { stdout: '', stderr: '', exit: 0 };
    if (step === 'tools') return { ...end, stdout: 'nc\n' };
    if (step === 'resolve') {
      const { addresses } = await dialer.resolve('pod', address, () => undefined, signal);
      return { ...end, stdout: addresses.join('\n') };
    }
    const whole = deadline(limits.connect, signal);
    try {
      const target = { from: 'pod', address, port: Number(port) };
      const { socket } = await whole.race(dialer.connect(target, whole.signal));
      const stderr = 'portolan connected 1\n';
      try {
        return { ...end, stdout: step === 'http' ? await answerOf(socket, whole) : '', stderr };
      } finally {
        socket.destroy();
      }
    } catch (error) {
      signal.throwIfAborted();
      const errno = whole.signal.aborted ? 'ETIMEDOUT' : errnoOf(error);
      return { ...end, stderr: `portolan errno ${errno}\n`, exit: 1 };
    } finally {
      whole.done();
    }
  };
}

async function answerOf(socket: Parameters<typeof httpAnswer>[0], whole: Deadline) {
  const request = { host: 'web', bytes: 1024, wantsAnswer: false };
  return (await httpAnswer(socket, request, whole)).said;
}

testVantageContract('a Pod by exec', {
  create: (dialer, limits) =>
    podVantage({
      id: 'pod:default/web',
      limits,
      now: () => 0,
      run: container(dialer, limits),
      isAllowed: async () => true,
    }),
});

describe('F39: a Pod that cannot be stood in says why, and blames no path', () => {
  const nothing = { stdout: '', stderr: '' };
  test.each([
    ['not allowed', false, { ...nothing, exit: 0 }, 'execForbidden'],
    ['refused', true, { ...nothing, status: 403, failure: 'no' }, 'execForbidden'],
    ['gone', true, { ...nothing, status: 404, failure: 'no' }, 'noSuchPod'],
    [
      'no shell',
      true,
      { ...nothing, failure: 'exec: "sh": executable file not found in $PATH' },
      'noShell',
    ],
    ['no tools', true, { ...nothing, stdout: 'getent\n', exit: 0 }, 'noTools'],
    ['not running', true, { ...nothing, failure: 'container not running' }, 'execFailed'],
  ])('%s', async (_name, allowed, end, code) => {
    const vantage = podVantage({
      id: 'pod:default/web/app',
      limits: defaultLimits,
      now: () => 0,
      run: async () => end,
      isAllowed: async () => allowed,
    });
    expect(await vantage.capability(never)).toEqual({
      available: false,
      code,
      params: { pod: 'default/web' },
    });
    const seen = await vantage.probe({ address: '10.0.0.1', port: 80 }, 'tcp', never);
    expect(seen).toEqual({ outcome: 'unusable', evidence: { errno: code } });
  });
});

test('F54: what is dialled is an argument of its own, never part of the script', async () => {
  const commands: (readonly string[])[] = [];
  const vantage = podVantage({
    id: 'pod:default/web',
    limits: defaultLimits,
    now: () => 0,
    run: async (command) => {
      commands.push(command);
      return { stdout: 'nc\n10.0.0.1\n', stderr: '', exit: 0 };
    },
    isAllowed: async () => true,
  });
  for (const address of ['$(touch /tmp/x)', '`id`', '-x', 'a b', 'web.default']) {
    await vantage.probe({ address, port: 80, host: 'x"; reboot; "' }, 'http', never);
  }
  expect(
    new Set(commands.map(([program, flag, script]) => `${program} ${flag} ${script}`)).size,
  ).toBe(1);
  const named = commands.filter(([, , , , step]) => step === 'resolve');
  expect(named.map((command) => command[5])).toEqual(['web.default']);
});

// The script itself, with one tool at a time, against real sockets of this machine's loopback.
const shell = ['sh', 'head', 'cat', 'grep', 'sleep', 'timeout', 'true'];
const toolPaths = ['bash', 'nc', 'curl', 'wget', 'python3'].map((tool) => {
  const found = ['/usr/bin', '/bin', '/usr/local/bin'].map((folder) => join(folder, tool));
  return [tool, found.find((path) => existsSync(path))] as const;
});

describe.each(toolPaths)('the script with %s alone', (tool, path) => {
  const isMissing = path === undefined;
  const loopback = new Loopback();
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portolan-script-'));
    for (const each of shell) {
      const real = ['/usr/bin', '/bin'].map((at) => join(at, each)).find((at) => existsSync(at));
      if (real !== undefined) await symlink(real, join(folder, each));
    }
    if (path !== undefined) await symlink(path, join(folder, tool));
  });
  afterEach(() => loopback.close());
  afterAll(() => rm(folder, { recursive: true }));

  const dial = async (step: 'tcp' | 'http', port: number) => {
    const request = 'GET / HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n';
    const given = { step, address: '127.0.0.1', port, connectSeconds: 2, totalSeconds: 3 };
    const ended = await runHere(scriptCommand({ ...given, request, host: 'web' }), folder);
    return dialSeen(ended, '127.0.0.1', step === 'http');
  };

  test.skipIf(isMissing || tool === 'wget')('connects, and sends nothing', async () => {
    let heard = '';
    const port = await loopback.serve((socket) =>
      socket.on('data', (data) => (heard += String(data))),
    );
    expect(await dial('tcp', port)).toMatchObject({ outcome: 'open' });
    expect(heard).toBe('');
  });

  test.skipIf(isMissing || tool === 'wget')('tells a refusal', async () => {
    const port = await loopback.serve();
    loopback.close();
    expect(await dial('tcp', port)).toMatchObject({
      outcome: 'refused',
      evidence: { errno: 'ECONNREFUSED' },
    });
  });

  test.skipIf(isMissing)('asks once by HTTP, and follows nothing', async () => {
    let heard = '';
    const port = await loopback.serve((socket) =>
      socket.on('data', (data) => {
        heard += String(data);
        socket.end(
          'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\nhi',
        );
      }),
    );
    const seen = await dial('http', port);
    expect(seen).toMatchObject({ outcome: 'http', evidence: { httpStatus: 302 } });
    expect(heard.match(/GET /g)).toHaveLength(1);
    expect(heard).not.toMatch(/authorization|cookie/i);
  });
});

test('a container with a shell and nothing else is no use, and says so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-script-'));
  await symlink('/bin/sh', join(folder, 'sh'));
  const ended = await runHere(
    scriptCommand({ step: 'tcp', address: '127.0.0.1', port: 1 }),
    folder,
  );
  await rm(folder, { recursive: true });
  expect(dialSeen(ended, '127.0.0.1', false)).toMatchObject({
    outcome: 'unusable',
    evidence: { errno: 'noTools' },
  });
});

describe('what resolvers of containers say', () => {
  const end = (stdout: string, stderr = '', exit = 0): CommandEnd => ({ stdout, stderr, exit });
  const busybox =
    'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tweb.default.svc.cluster.local\nAddress: 10.96.3.4\n';

  test.each([
    ['getent', end('10.96.3.4      STREAM web\n10.96.3.4      DGRAM\n'), ['10.96.3.4']],
    ['nslookup', end(busybox, 'portolan tool nslookup'), ['10.96.3.4']],
  ])('%s', (_name, ended, addresses) => {
    expect(resolvedIn(ended)).toEqual(addresses);
  });

  test.each([
    [
      'no such name',
      end('', 'portolan tool getent\nportolan begin 1.00\nportolan end 1.02', 2),
      'ENOTFOUND',
    ],
    [
      'a slow one was a silent server',
      end('', 'portolan tool getent\nportolan begin 1.00\nportolan end 3.01', 2),
      'EAI_AGAIN',
    ],
    ['killed while it waited', end('', '', 124), 'ETIMEOUT'],
    ['python knows', end('', 'portolan errno EAI_AGAIN', 2), 'EAI_AGAIN'],
    ['nothing to ask with', end('', '', 3), 'noTools'],
  ])('%s', (_name, ended, errno) => {
    expect(() => resolvedIn(ended)).toThrow(errno);
  });
});

function runHere([program = '', ...rest]: string[], folder: string): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const options = { env: { PATH: folder }, encoding: 'latin1' } as const;
    const child = execFile(join(folder, program), rest, options, (_error, stdout, stderr) =>
      resolve({ stdout, stderr, exit: child.exitCode ?? 1 }),
    );
  });
}
