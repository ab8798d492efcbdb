import { spawn } from 'node:child_process';
import path from 'node:path';
import * as z from 'zod';
import { ApiError } from './apiError.ts';
import type { Clock } from './clock.ts';
import { parseJson } from './listPages.ts';

const ExecConfig = z.object({
  apiVersion: z.string().optional(),
  command: z.string().min(1),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  provideClusterInfo: z.boolean().nullish(),
});
export type ExecConfig = z.infer<typeof ExecConfig>;

const ExecCredential = z.object({
  kind: z.literal('ExecCredential'),
  status: z.object({
    expirationTimestamp: z.string().optional(),
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
  }),
});
export type ExecStatus = z.infer<typeof ExecCredential>['status'];

/** Milliseconds after which a plugin that still runs is killed (F20). */
const killAfter = 30_000;
const longestOutput = 1 << 20;

export interface ExecRequest {
  config: ExecConfig;
  /** Folder of the kubeconfig: a command with a slash is relative to it. */
  folder: string;
  env: Readonly<Record<string, string | undefined>>;
  clock: Clock;
  /** Kills the plugin. */
  signal: AbortSignal;
  /** Told to the plugin when it asks for it (`provideClusterInfo`). */
  cluster: Readonly<Record<string, unknown>>;
}

/** @throws {ApiError} `execPlugin` when the kubeconfig's `exec` entry is not usable. */
export function parseExecConfig(raw: unknown): ExecConfig {
  const parsed = ExecConfig.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw pluginError('', 'invalid');
}

/**
 * Runs a client-go credential plugin and returns what it says.
 *
 * What it writes to stderr is read and thrown away: it may hold tokens, and problems travel to the
 * browser. It gets no terminal, so one that wants to ask a question fails.
 * @throws {ApiError} `execPlugin` with why: `missing`, `failed`, `timeout` or `output`.
 */
export async function runExecPlugin(request: ExecRequest): Promise<ExecStatus> {
  const { config } = request;
  const output = await run(request);
  const credential = ExecCredential.safeParse(parseJson(output));
  if (!credential.success) throw pluginError(config.command, 'output');
  const { token, clientCertificateData, clientKeyData } = credential.data.status;
  if (token === undefined && (clientCertificateData === undefined || clientKeyData === undefined)) {
    throw pluginError(config.command, 'output');
  }
  return credential.data.status;
}

function run({ config, folder, env, clock, cluster, signal }: ExecRequest): Promise<string> {
  const { command } = config;
  const program =
    command.includes('/') && !path.isAbsolute(command) ? path.join(folder, command) : command;
  const info = {
    apiVersion: config.apiVersion ?? 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    spec: { interactive: false, ...(config.provideClusterInfo === true ? { cluster } : {}) },
  };
  const own = Object.fromEntries((config.env ?? []).map(({ name, value }) => [name, value]));
  return new Promise((resolve, reject) => {
    // A group of its own, so that what the plugin started ends with it.
    const child = spawn(program, config.args ?? [], {
      env: { ...env, ...own, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: process.platform !== 'win32',
    });
    let output = '';
    const finish = () => {
      cancel();
      signal.removeEventListener('abort', abort);
    };
    const fail = (reason: 'missing' | 'timeout' | 'output' | 'stopped') => {
      finish();
      kill(child.pid);
      child.stdout.destroy();
      reject(pluginError(command, reason));
    };
    const abort = () => {
      fail('stopped');
    };
    signal.addEventListener('abort', abort, { once: true });
    const cancel = clock.after(killAfter, () => {
      fail('timeout');
    });
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      output += text;
      if (output.length > longestOutput) fail('output');
    });
    child.on('error', () => {
      fail('missing');
    });
    child.on('close', (code) => {
      finish();
      if (code === 0) resolve(output);
      else reject(pluginError(command, 'failed', code ?? -1));
    });
  });
}

function kill(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function pluginError(command: string, reason: string, exit = -1): ApiError {
  // Of the command only its name: arguments may hold secrets.
  const params = { command: path.basename(command), reason, ...(exit >= 0 ? { exit } : {}) };
  return new ApiError({ code: 'execPlugin', params });
}
