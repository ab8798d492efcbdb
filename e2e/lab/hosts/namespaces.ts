// Network namespaces: a host each. Their names tell whose they are, so that a lab whose process died
// without tidying up is found and removed by the next.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { run } from './commands.ts';

const ours = /^plt-(\d+)-/;
let labs = 0;

/** A prefix no other lab has: `plt-<process>-<lab>-`. */
export function newPrefix(): string {
  labs += 1;
  return `plt-${process.pid}-${labs}-`;
}

/** Creates it with its loopback up and the sysctls of a router that trusts nobody's filters but ours. */
export async function addNamespace(name: string): Promise<void> {
  await run('ip', ['netns', 'add', name]);
  await run('ip', ['-n', name, 'link', 'set', 'lo', 'up']);
}

export async function setSysctls(name: string, settings: readonly string[]): Promise<void> {
  await run('ip', ['netns', 'exec', name, 'sysctl', '-qw', ...settings]);
}

/** `ip` commands, a line each, inside the namespace. */
export async function ipIn(name: string, commands: readonly string[]): Promise<void> {
  await run('ip', ['-n', name, '-batch', '-'], commands.join('\n'));
}

const configFolder = (name: string) => `/etc/netns/${name}`;

/** What programs in the namespace find in /etc/resolv.conf; `ip netns exec` puts it there. */
export async function writeResolver(name: string, content: string): Promise<void> {
  await mkdir(configFolder(name), { recursive: true });
  await writeFile(`${configFolder(name)}/resolv.conf`, content);
}

/** Ends what runs in the namespace and removes it. */
async function removeNamespace(name: string): Promise<void> {
  const running = await run('ip', ['netns', 'pids', name]);
  for (const id of running.split('\n').filter(Boolean)) await end(Number(id));
  await run('ip', ['netns', 'delete', name]);
  await rm(configFolder(name), { recursive: true, force: true });
}

/** Kills the process unless it is gone already. */
async function end(id: number): Promise<void> {
  const command = await readFile(`/proc/${id}/comm`, 'utf8').catch(() => undefined);
  if (command !== undefined) process.kill(id, 'SIGKILL');
}

async function namespacesWhere(mine: (name: string) => boolean): Promise<string[]> {
  const listed = await run('ip', ['netns', 'list']);
  const names = listed.split('\n').map((line) => line.split(' ')[0] ?? '');
  return names.filter((name) => name !== '' && mine(name));
}

export async function removeAll(prefix: string): Promise<void> {
  const names = await namespacesWhere((name) => name.startsWith(prefix));
  await Promise.all(names.map(removeNamespace));
}

/** Removes what labs left behind whose process is gone. */
export async function sweep(): Promise<void> {
  const left = await namespacesWhere((name) => {
    const owner = ours.exec(name)?.[1];
    return owner !== undefined && !existsSync(`/proc/${owner}`);
  });
  await Promise.all(left.map(removeNamespace));
}
