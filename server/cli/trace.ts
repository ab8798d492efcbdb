// `portolan trace`: what any connection will meet, explained; or many at once, a line each.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { explainTrace } from '@portolan/shared/paths/explain.ts';
import type { ProxyMode } from '@portolan/shared/paths/proxyConfig.ts';
import { type TraceOptions, type TraceResult, tracerOf } from '@portolan/shared/paths/trace.ts';
import type { ClusterState } from '@portolan/shared/state/clusterState.ts';
import { type Language, say } from '@portolan/shared/words/say.ts';
import { traceWords } from '@portolan/shared/words/trace.ts';
import * as z from 'zod/mini';
import { chooseSource, type SourceFlags } from './chooseSource.ts';
import { loadWorld } from './loadWorld.ts';
import { CommandError, type Terminal, exitCodes } from './terminal.ts';

export interface TraceFlags extends SourceFlags {
  from?: string;
  to?: string;
  at?: string;
  flows?: string;
  proxyMode?: ProxyMode;
  clusterDomain: string;
  lang: Language;
  output: 'text' | 'json';
}

const Flow = z.object({ from: z.string(), to: z.string(), at: z.optional(z.string()) });

/** @throws {CommandError} when the flow asked for cannot be understood; the verdict never fails it. */
export async function trace(flags: TraceFlags, terminal: Terminal): Promise<number> {
  const { from, to, flows } = flags;
  if (flows === undefined && (from === undefined || to === undefined)) {
    throw new CommandError('name a flow with --from and --to, or a file of them with --flows');
  }
  if (flows === '-' && flags.filename?.includes('-')) {
    throw new CommandError('-f - and --flows - cannot both read standard input');
  }
  const world = await loadWorld(await chooseSource(flags, terminal), terminal);
  const options: TraceOptions = {
    clusterDomain: flags.clusterDomain,
    ...(flags.proxyMode && { proxyMode: flags.proxyMode }),
  };
  if (flows !== undefined) return traceFlows(world, flows, options, terminal);
  const result = tracerOf(
    world,
    options,
  )({
    from: from ?? '',
    to: to ?? '',
    ...(flags.at !== undefined && { at: flags.at }),
  });
  if ('error' in result) throw new CommandError(errorText(result));
  terminal.out(
    flags.output === 'json'
      ? JSON.stringify(result, undefined, 2)
      : explainTrace(result, flags.lang, world, flags.proxyMode).join('\n'),
  );
  return exitCodes.done;
}

/** One result a line, in order; a line that cannot be understood says so in its place. */
async function traceFlows(
  world: ClusterState,
  file: string,
  options: TraceOptions,
  terminal: Terminal,
): Promise<number> {
  const lines = (await readFlows(file, terminal))
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const tracer = tracerOf(world, options);
  for (const line of lines) terminal.out(JSON.stringify(flowResult(line, tracer)));
  return exitCodes.done;
}

async function readFlows(file: string, terminal: Terminal): Promise<string> {
  if (file === '-') return text(process.stdin);
  return readFile(resolve(terminal.directory, file), 'utf8').catch((error: unknown) => {
    throw new CommandError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  });
}

function flowResult(line: string, tracer: ReturnType<typeof tracerOf>): unknown {
  let given: unknown;
  try {
    given = JSON.parse(line);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: { code: 'badJSON', message } };
  }
  const flow = Flow.safeParse(given);
  if (!flow.success) {
    const [issue] = flow.error.issues;
    const message = `${issue?.path.join('.') || 'the line'}: expected {"from": …, "to": …, "at"?: …}`;
    return { error: { code: 'badFlow', message } };
  }
  const { from, to, at } = flow.data;
  const result = tracer({ from, to, ...(at !== undefined && { at }) });
  return 'error' in result
    ? { error: { code: result.error.code, message: errorText(result) } }
    : result;
}

function errorText({ error }: Extract<TraceResult, { error: unknown }>): string {
  return say(traceWords, 'en', error.code, error.params);
}
