// Runs a command in a container, over the channels of a WebSocket (pods/exec).
import { once } from 'node:events';
import * as z from 'zod';
import { type ApiCalls, UpgradeError } from './apiCalls.ts';

export interface PodCommand {
  namespace: string;
  pod: string;
  /** The Pod's default container when absent. */
  container?: string;
  /** Program and arguments; no shell sees them unless it is the program. */
  command: readonly string[];
}

export interface CommandEnd {
  stdout: string;
  stderr: string;
  /** Exit code; absent when the command did not run to its end. */
  exit?: number;
  /** The runtime's or the server's words, where it did not. */
  failure?: string;
  /** HTTP status of a refusal. */
  status?: number;
}

/** Runs it; rejects when the API server does not answer, or the signal aborts. */
export type RunInPod = (command: PodCommand, signal: AbortSignal) => Promise<CommandEnd>;

const Status = z.object({
  status: z.string().optional(),
  message: z.string().optional(),
  reason: z.string().optional(),
  details: z
    .object({
      causes: z
        .array(z.object({ reason: z.string().optional(), message: z.string().optional() }))
        .optional(),
    })
    .nullish(),
});

const subprotocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const channels = { stdout: 1, stderr: 2, status: 3 } as const;
/** Characters kept of each stream; more than any probe reads. */
const longestStream = 256 * 1024;

export function podExec(calls: ApiCalls): RunInPod {
  return async (command, signal) => {
    const texts = new Map<number, string>();
    const hear = (message: Buffer) => {
      const [channel = 0] = message;
      const text = texts.get(channel) ?? '';
      if (text.length < longestStream) texts.set(channel, text + message.toString('latin1', 1));
    };
    const path = pathOf(command);
    const client = await calls.webSocket(path, subprotocols, hear, signal).catch(refusalOf);
    if ('failure' in client) return client;
    const stop = () => client.terminate();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    if (client.readyState !== client.CLOSED) await once(client, 'close');
    signal.removeEventListener('abort', stop);
    signal.throwIfAborted();
    return {
      stdout: texts.get(channels.stdout) ?? '',
      stderr: texts.get(channels.stderr) ?? '',
      ...endOf(texts.get(channels.status)),
    };
  };
}

function pathOf({ namespace, pod, container, command }: PodCommand): string {
  const query = new URLSearchParams({ stdout: 'true', stderr: 'true' });
  if (container !== undefined) query.set('container', container);
  for (const argument of command) query.append('command', argument);
  const [inNamespace, named] = [namespace, pod].map(encodeURIComponent);
  return `/api/v1/namespaces/${inNamespace}/pods/${named}/exec?${query.toString()}`;
}

function refusalOf(error: unknown): CommandEnd & { failure: string } {
  if (!(error instanceof UpgradeError)) throw error;
  const failure = statusIn(error.message)?.message ?? error.message;
  return { stdout: '', stderr: '', failure, status: error.status };
}

/** Channel 3 of v4 and v5: a Status, whose cause `ExitCode` tells how the command ended. */
function endOf(text: string | undefined): Pick<CommandEnd, 'exit' | 'failure'> {
  const status = text === undefined ? undefined : statusIn(text);
  if (status?.status === 'Success') return { exit: 0 };
  const exit = status?.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
  if (exit !== undefined && /^\d+$/.test(exit)) return { exit: Number(exit) };
  return { failure: status?.message ?? text ?? 'the connection ended before the command did' };
}

function statusIn(text: string): z.infer<typeof Status> | undefined {
  try {
    return Status.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
