// What a one-shot command looks at: files, or the cluster of a context.
import { resolve } from 'node:path';
import { type Params, say } from '@portolan/shared/words/say.ts';
import { sourceWords } from '@portolan/shared/words/source.ts';
import { ApiError } from '../cluster/apiError.ts';
import { systemClock } from '../cluster/clock.ts';
import {
  type ChosenContext,
  type KubeconfigOptions,
  chooseContext,
} from '../cluster/kubeconfig.ts';
import { openCluster } from '../cluster/openCluster.ts';
import type { Source } from '../cluster/source.ts';
import { openFiles } from '../manifests/fileSource.ts';
import {
  type ManifestFile,
  type ManifestFiles,
  UnreadableFile,
  readManifestFiles,
} from '../manifests/readFiles.ts';
import { CommandError, type Terminal } from './terminal.ts';

/** The flags by which a command is told what to look at. */
export interface SourceFlags {
  filename?: string[];
  kubeconfig?: string;
  context?: string;
  namespace?: string;
  allowExec?: boolean;
}

/** What keeps a source from being live, in words. */
export function problemText({ code, params }: { code: string; params: Params }): string {
  return say(sourceWords, 'en', code, params);
}

export function kubeconfigOptions(
  flags: Omit<SourceFlags, 'namespace'>,
  terminal: Terminal,
): KubeconfigOptions {
  return {
    env: terminal.environment,
    ...(flags.kubeconfig !== undefined && { file: resolve(terminal.directory, flags.kubeconfig) }),
    ...(flags.context !== undefined && { context: flags.context }),
    ...(flags.allowExec && { allowExec: true }),
  };
}

/** @throws {CommandError} when there is none, or it cannot be used. */
export function contextNamed(options: KubeconfigOptions): ChosenContext {
  try {
    const context = chooseContext(options);
    if (context) return context;
  } catch (error) {
    if (error instanceof ApiError)
      throw new CommandError(problemText(error.problem), { cause: error });
    throw error;
  }
  throw new CommandError('there is no kubeconfig; name one with --kubeconfig, or files with -f');
}

/** @throws {CommandError} naming a path that cannot be opened, and why. */
export async function readManifests(
  paths: readonly string[],
  terminal: Terminal,
): Promise<ManifestFiles> {
  try {
    return await readManifestFiles(paths, terminal.directory);
  } catch (error) {
    if (error instanceof UnreadableFile) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

/**
 * Those that can be read; the others are named on stderr.
 * @throws {CommandError} when there is nothing else.
 */
export async function manifestFiles(
  paths: readonly string[],
  terminal: Terminal,
): Promise<ManifestFile[]> {
  const { files, unreadable } = await readManifests(paths, terminal);
  const reasons = unreadable.map(({ name, reason }) => `${name}: ${reason}`);
  if (files.length === 0 && reasons.length > 0) throw new CommandError(reasons.join('; '));
  for (const each of reasons) terminal.err(each);
  return files;
}

export async function chooseSource(flags: SourceFlags, terminal: Terminal): Promise<Source> {
  if (flags.filename) {
    return openFiles(await manifestFiles(flags.filename, terminal), flags.namespace ?? 'default');
  }
  return openCluster(contextNamed(kubeconfigOptions(flags, terminal)), {
    clock: systemClock,
    random: Math.random,
    env: terminal.environment,
    ...(flags.namespace !== undefined && { namespaces: [flags.namespace] }),
  });
}
