// Commands in Pods, over the channels of a WebSocket. A simulated Pod has no programs. Where whoever
// started the API says how to enter a Pod, the command is a real process on this machine.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

import type { WebSocket } from 'ws';

import type { KubeObject } from '../objects.ts';

export const execProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** Program and arguments before the command, such as `ip netns exec NAME`; undefined: no entry. */
export type EnterPod = (pod: KubeObject) => readonly string[] | undefined;

const channels = { stdin: 0, stdout: 1, stderr: 2, status: 3, close: 255 } as const;

/** What stands for PATH in the containers of a Pod, so that one can be made to lack tools. */
const PATH_ANNOTATION = 'portolan.dev/exec-path';

/** Until the command ends or the client goes, which ends the command. */
export function serveExec(
  client: WebSocket,
  pod: KubeObject,
  command: readonly string[],
  enter: EnterPod,
): void {
  client.on('error', () => undefined);
  const entry = enter(pod);
  const [program, ...rest] = entry ? [...entry, ...environmentOf(pod), ...command] : [];
  if (program === undefined) {
    finish(client, notFound(command[0] ?? ''));
    return;
  }
  const child = spawn(program, rest, { detached: true });
  connect(client, child);
  child.once('error', () => finish(client, notFound(program)));
  child.once('close', (code) => finish(client, endStatus(code ?? KILLED)));
  client.once('close', () => endGroup(child));
}

function environmentOf({ metadata }: KubeObject): string[] {
  const path = metadata.annotations?.[PATH_ANNOTATION];
  return path === undefined ? [] : ['env', `PATH=${path}`];
}

function connect(client: WebSocket, child: ChildProcessWithoutNullStreams): void {
  child.stdout.on('data', (data: Buffer) => send(client, channels.stdout, data));
  child.stderr.on('data', (data: Buffer) => send(client, channels.stderr, data));
  // A command that ends without reading concerns nobody.
  child.stdin.on('error', () => undefined);
  client.on('message', (message: Buffer) => {
    const [channel, closed] = message;
    if (channel === channels.stdin) child.stdin.write(message.subarray(1));
    if (channel === channels.close && closed === channels.stdin) child.stdin.end();
  });
}

/** With whatever it started, as a container's runtime would. */
function endGroup({ pid, exitCode, signalCode }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone a moment before.
  }
}

/** As shells count the end by SIGKILL. */
const KILLED = 137;

function endStatus(code: number): object {
  if (code === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    reason: 'NonZeroExitCode',
    message: `command terminated with non-zero exit code: exit status ${code}`,
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  };
}

/** In the words of a container runtime. */
function notFound(program: string): object {
  const why = `exec: ${JSON.stringify(program)}: executable file not found in $PATH`;
  return {
    metadata: {},
    status: 'Failure',
    reason: 'InternalError',
    code: 500,
    message: `Internal error occurred: OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown`,
    details: { causes: [{ message: why }] },
  };
}

function finish(client: WebSocket, status: object): void {
  send(client, channels.status, Buffer.from(JSON.stringify(status)));
  client.close(1000);
}

function send(client: WebSocket, channel: number, data: Buffer): void {
  if (client.readyState !== client.OPEN) return;
  client.send(Buffer.concat([Buffer.from([channel]), data]));
}
