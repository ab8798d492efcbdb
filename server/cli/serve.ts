// `portolan serve`: chooses what to chart, starts it, says where it is, and ends it cleanly.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import open from 'open';
import { systemClock } from '../cluster/clock.ts';
import { currentClusterAnswers } from '../cluster/clusterAnswers.ts';
import type { ChosenContext } from '../cluster/kubeconfig.ts';
import { openCluster, openEmbedded } from '../cluster/openCluster.ts';
import type { Source } from '../cluster/source.ts';
import { startApiAlone } from '../embedded/apiAlone.ts';
import { startEmbeddedCluster } from '../embedded/cluster.ts';
import type { ManifestProblem } from '../embedded/scenarios/loadManifests.ts';
import type { EnterPod } from '../embedded/streams/exec.ts';
import { startPortolan } from '../http/portolanServer.ts';
import { openFiles } from '../manifests/fileSource.ts';
import type { ManifestFile } from '../manifests/readFiles.ts';
import type { Written } from '../stream/findingsBoard.ts';
import { checkManifests } from './checkManifests.ts';
import { contextNamed, kubeconfigOptions, manifestFiles, problemText } from './chooseSource.ts';
import { refusedObjects } from './refusedObjects.ts';
import { CommandError, type Terminal, exitCodes } from './terminal.ts';

export interface ServeOptions {
  embedded?: boolean;
  filename?: string[];
  kubeconfig?: string;
  context?: string;
  namespace?: string[];
  port: number;
  host: string;
  basePath: string;
  allowedHost?: string[];
  apiPort: number;
  apiOnly?: boolean;
  podExec?: string;
  allowPodExec?: boolean;
  apiTls?: boolean;
  allowExec?: boolean;
  open: boolean;
  dev?: boolean;
}

/** Runs until SIGINT or SIGTERM. @throws {CommandError} when it could not start. */
export async function serve(options: ServeOptions, terminal: Terminal): Promise<number> {
  const chosen = await choose(options, terminal);
  const cleanUp: (() => Promise<unknown>)[] = [];
  // A promise nobody waited for is a bug of ours to report, not a reason to leave the reader alone.
  process.on('unhandledRejection', (reason) => terminal.err(`portolan: ${errorText(reason)}`));
  try {
    const { source, where, problems } =
      chosen.type === 'cluster'
        ? { source: openChosen(chosen.context, options, terminal), where: [], problems: [] }
        : await startEmbedded(options, chosen.manifests, terminal, cleanUp);
    const written =
      chosen.type === 'embedded' && chosen.manifests
        ? writtenIn(chosen.manifests, problems)
        : undefined;
    const portolan = await startPage(options, source, written, terminal);
    cleanUp.unshift(() => portolan.close());
    // Told only now that both answer: an API that is gone a moment later is no use to anybody.
    for (const line of [...where, `Portolan: ${portolan.url}${options.basePath}`])
      terminal.out(line);
    if (options.open && process.stdout.isTTY)
      await open(`${portolan.url}${options.basePath}`).catch(() => undefined);
    await interrupted(terminal);
    return exitCodes.done;
  } finally {
    for (const step of cleanUp) await step();
  }
}

/** Reasons that the API server words are in English. */
function writtenIn(files: readonly ManifestFile[], problems: readonly ManifestProblem[]): Written {
  const source = openFiles(files);
  const { findings } = checkManifests(source, [], 'default', 'en');
  const written: Written = { findings, placeOf: (object, path) => source.placeOf(object, path) };
  return { ...written, findings: [...findings, ...refusedObjects(problems, written)] };
}

function openChosen(context: ChosenContext, options: ServeOptions, terminal: Terminal): Source {
  return openCluster(context, {
    clock: systemClock,
    random: Math.random,
    env: terminal.environment,
    ...(options.namespace && { namespaces: options.namespace }),
  });
}

type Choice =
  { type: 'cluster'; context: ChosenContext } | { type: 'embedded'; manifests?: ManifestFile[] };

/**
 * What to chart. A context that was named is charted whatever it answers, and waited for; the
 * current one only when it answers now; where nobody answers, the embedded cluster. Refusals
 * (401, 403, TLS) are errors, never a silent fallback.
 */
async function choose(options: ServeOptions, terminal: Terminal): Promise<Choice> {
  if (options.filename)
    return { type: 'embedded', manifests: await manifestFiles(options.filename, terminal) };
  if (options.embedded || options.apiOnly) return { type: 'embedded' };
  const kubeconfig = kubeconfigOptions(options, terminal);
  if (options.kubeconfig !== undefined || options.context !== undefined) {
    return { type: 'cluster', context: contextNamed(kubeconfig) };
  }
  const current = await currentClusterAnswers(kubeconfig, systemClock);
  switch (current.answer) {
    case 'answers':
      terminal.err(
        `Charting the cluster of context ${current.context.name} (${current.context.server.origin}).`,
      );
      return { type: 'cluster', context: current.context };
    case 'none':
      terminal.err('There is no kubeconfig: starting the embedded cluster.');
      return { type: 'embedded' };
    case 'nothing':
      terminal.err(
        `Context ${current.context.name}: ${problemText(current.problem)} Starting the embedded cluster instead.`,
      );
      return { type: 'embedded' };
    case 'trouble':
      throw new CommandError(
        `${current.context ? `context ${current.context.name}: ` : ''}${problemText(current.problem)}`,
      );
  }
}

async function startEmbedded(
  options: ServeOptions,
  manifests: ManifestFile[] | undefined,
  terminal: Terminal,
  cleanUp: (() => Promise<unknown>)[],
): Promise<{ source: Source; where: string[]; problems: readonly ManifestProblem[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-'));
  cleanUp.push(() => rm(folder, { recursive: true, force: true }));
  const start = options.apiOnly ? startApiAlone : startEmbeddedCluster;
  const cluster = await start({
    apiPort: options.apiPort,
    kubeconfigPath: join(folder, 'kubeconfig'),
    ...(options.apiTls && { tls: true }),
    ...(options.podExec !== undefined && { enterPod: entryBy(options.podExec) }),
    ...(manifests && { manifests }),
    log: (message) => terminal.err(message),
  }).catch((error: unknown) => {
    throw addressError(error, '127.0.0.1', options.apiPort, '--api-port');
  });
  cleanUp.unshift(() => cluster.close());
  for (const problem of cluster.problems) terminal.err(problemLine(problem));
  return {
    source: openEmbedded(new URL(cluster.url), {
      clock: systemClock,
      random: Math.random,
      ...(cluster.access && { access: cluster.access }),
    }),
    where: [`Kubernetes API: ${cluster.url} (kubeconfig: ${join(folder, 'kubeconfig')})`],
    problems: cluster.problems,
  };
}

async function startPage(
  options: ServeOptions,
  source: Source,
  written: Written | undefined,
  terminal: Terminal,
) {
  const webRoot = fileURLToPath(new URL('../../web/dist', import.meta.url));
  return startPortolan({
    source,
    ...(written && { written }),
    host: options.host,
    port: options.port,
    basePath: options.basePath,
    mayExec: options.allowPodExec === true,
    allowedHosts: options.allowedHost ?? [],
    ...(!options.dev && { webRoot }),
    logError: (error) => terminal.err(`portolan: ${errorText(error)}`),
  }).catch((error: unknown) => {
    throw addressError(error, options.host, options.port, '--port');
  });
}

/** The words of the template are arguments as they are; no shell reads them. */
function entryBy(template: string): EnterPod {
  const words = template.split(/\s+/).filter(Boolean);
  return ({ metadata: { namespace = '', name } }) =>
    words.map((word) => word.replaceAll('{namespace}', namespace).replaceAll('{name}', name));
}

/** `file:line: object: what is wrong`, as compilers write it. */
function problemLine({ file, document, line, object, message }: ManifestProblem): string {
  const at = line === undefined ? `${file} (document ${document})` : `${file}:${line}`;
  return [at, object, message].filter((part) => part !== undefined).join(': ');
}

function errorText(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}

function addressError(error: unknown, host: string, port: number, flag: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const where = `${host}:${port}`;
  if (code === 'EADDRINUSE') {
    return new CommandError(
      `${where} is in use by another program; choose another port with ${flag} (0 takes any free one)`,
    );
  }
  if (code === 'EACCES')
    return new CommandError(`may not listen on ${where}; choose a port above 1023 with ${flag}`);
  if (code === 'EADDRNOTAVAIL') return new CommandError(`${host} is no address of this machine`);
  return error;
}

/** Milliseconds between looks at who started us. */
const parentPulse = 500;

/**
 * Ctrl-C reaches every process of the terminal, and their parents pass it on: a signal that comes
 * twice must not cut the end short. A signal sent to npm alone stops at the shell between npm and
 * us, so under npm its end is ours too.
 */
function interrupted({ environment }: Terminal): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve());
    if (environment['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && resolve(), parentPulse).unref();
  });
}
