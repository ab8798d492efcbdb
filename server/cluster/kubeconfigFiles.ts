import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';
import * as z from 'zod';
import { ApiError } from './apiError.ts';

export type Cluster = KubeConfig['clusters'][number];
export type User = KubeConfig['users'][number];
export type Context = KubeConfig['contexts'][number];

/** client-node leaves null where a kubeconfig says nothing, whatever its types say. */
export function isSet<Value>(value: Value): value is NonNullable<Value> {
  return value !== undefined && value !== null;
}

/** What client-node leaves out of a user entry. */
const UserExtras = z.object({
  tokenFile: z.string().optional(),
  'as-uid': z.string().optional(),
  'as-groups': z.array(z.string()).optional(),
  'as-user-extra': z.record(z.string(), z.array(z.string())).optional(),
});
export type UserExtras = z.infer<typeof UserExtras>;

const Extras = z.object({
  users: z.array(z.object({ name: z.string(), user: UserExtras.nullish() })).nullish(),
});

/** A user entry with where it was written: relative paths and trust depend on the file. */
export interface FileUser {
  user: User;
  extras: UserExtras;
  file: string;
}

/** All kubeconfig files in one, as kubectl merges them. */
export interface MergedConfig {
  files: readonly string[];
  currentContext: string | undefined;
  clusters: ReadonlyMap<string, Cluster>;
  users: ReadonlyMap<string, FileUser>;
  contexts: ReadonlyMap<string, Context>;
}

/** `~/.kube/config`. */
export function defaultKubeconfig(home = homedir()): string {
  return path.join(home, '.kube', 'config');
}

/**
 * Reads kubeconfig files and merges them: of entries with one name, and of current contexts, the
 * first wins. With `optional`, files that do not exist are passed over.
 * @throws {ApiError} `kubeconfigMissing` or `kubeconfigInvalid`, naming the file.
 */
export function readKubeconfigs(files: readonly string[], optional: boolean): MergedConfig {
  const clusters = new Map<string, Cluster>();
  const users = new Map<string, FileUser>();
  const contexts = new Map<string, Context>();
  const found: string[] = [];
  let currentContext: string | undefined;
  for (const file of files) {
    const text = readText(file, optional);
    if (text === undefined) continue;
    found.push(file);
    const { config, extras } = parseKubeconfig(file, text);
    currentContext ??= config.currentContext || undefined;
    for (const cluster of config.clusters) addFirst(clusters, cluster.name, cluster);
    for (const context of config.contexts) addFirst(contexts, context.name, context);
    for (const user of config.users) {
      addFirst(users, user.name, { user, file, extras: extras.get(user.name) ?? {} });
    }
  }
  return { files: found, currentContext, clusters, users, contexts };
}

function addFirst<Value>(map: Map<string, Value>, name: string, value: Value): void {
  if (!map.has(name)) map.set(name, value);
}

function readText(file: string, optional: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing && optional) return undefined;
    const detail = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new ApiError({ code: 'kubeconfigMissing', params: { file, detail } }, {}, error);
  }
}

function parseKubeconfig(file: string, text: string) {
  try {
    const raw: unknown = parse(text, { maxAliasCount: 100 }) ?? {};
    const config = new KubeConfig();
    if (z.object({}).safeParse(raw).success) config.loadFromString(JSON.stringify(raw));
    else throw new Error('not a YAML mapping');
    config.makePathsAbsolute(path.dirname(file));
    const extras = new Map<string, UserExtras>();
    for (const { name, user } of Extras.parse(raw).users ?? []) extras.set(name, user ?? {});
    return { config, extras };
  } catch (error) {
    // Only the first line: the rest of a YAML error quotes the file, which may hold secrets.
    const [message = ''] = (error instanceof Error ? error.message : '').split('\n');
    throw new ApiError({ code: 'kubeconfigInvalid', params: { file, message } }, {}, error);
  }
}
