// `portolan probe`: tests a Service live, what is expected beside what is observed.
import { diagnose } from '@portolan/shared/diagnosis/diagnose.ts';
import { targetText, targetsOf } from '@portolan/shared/topology/targets.ts';
import { ownPlace } from '@portolan/shared/topology/ownPlace.ts';
import { serviceView } from '@portolan/shared/topology/serviceView.ts';
import type { ClusterState } from '@portolan/shared/state/clusterState.ts';
import type { ProbeReport, ProbeResult, ProbeRun } from '@portolan/shared/wire/probe.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { probeWords, vantageWords } from '@portolan/shared/words/probe.ts';
import { type Language, say } from '@portolan/shared/words/say.ts';
import { traceWords } from '@portolan/shared/words/trace.ts';
import { type Clock, systemClock } from '../cluster/clock.ts';
import { type ChosenContext, serviceAccountFolder } from '../cluster/kubeconfig.ts';
import { openCalls, openCluster } from '../cluster/openCluster.ts';
import { chosenView } from '../probes/chosenView.ts';
import { ownIdentity } from '../probes/ownIdentity.ts';
import { ProbeRunner } from '../probes/runner.ts';
import { standingsAt } from '../probes/standings.ts';
import {
  type ProbeLimits,
  type Vantages,
  defaultLimits,
  longestProbe,
} from '../probes/vantage/vantage.ts';
import { clusterVantages } from '../probes/vantage/vantages.ts';
import { contextNamed, kubeconfigOptions, type SourceFlags } from './chooseSource.ts';
import { loadWorld } from './loadWorld.ts';
import { probeJUnit } from './probeJUnit.ts';
import { isReached, probeText } from './probeText.ts';
import { CommandError, type Terminal, exitCodes } from './terminal.ts';

export interface ProbeFlags extends SourceFlags {
  from?: string[];
  to?: string[];
  count?: number;
  allowPodExec?: boolean;
  /** Seconds. */
  timeout?: number;
  failOn: 'disagree' | 'unreachable';
  output: 'text' | 'json' | 'junit';
  lang: Language;
  clusterDomain: string;
}

/** Milliseconds between two lines of progress. */
const progressEvery = 1000;

/**
 * Exit code 1 when a result is what `--fail-on` says, 2 when it was called off.
 * @throws {CommandError} when nothing can be tested.
 */
export async function probe(
  service: string,
  flags: ProbeFlags,
  terminal: Terminal,
): Promise<number> {
  if (flags.filename) {
    throw new CommandError(
      'probes need a cluster: there is nothing to dial in manifests; `portolan trace -f` predicts',
    );
  }
  const context = contextNamed(kubeconfigOptions(flags, terminal));
  const key = service.includes('/')
    ? service
    : `${flags.namespace ?? context.namespace ?? 'default'}/${service}`;
  const world = await loadWorld(openContext(context, flags, terminal), terminal);
  const view = viewOf(world, key, flags, terminal);
  const targets = targetIds(view, flags.to);
  const calls = openCalls(context, { clock: systemClock, env: terminal.environment });
  const stop = new AbortController();
  const ignoreInterrupt = terminal.onInterrupt?.(() => stop.abort());
  try {
    const vantages = await clusterVantages({
      apiServer: context.server.href,
      tools: { calls: calls.calls, mayExec: flags.allowPodExec === true },
      limits: limitsOf(flags.timeout),
      now: Date.now,
      standing: () => ownPlace(world, ownIdentity(terminal.environment, serviceAccountFolder)),
    })(stop.signal);
    const from = await vantageIds(view, vantages, flags, terminal, stop.signal);
    const tested = await test({ key, view, vantages, from, targets, flags, terminal }, stop.signal);
    const report = {
      service: key,
      results: tested.results,
      diagnosis: diagnose(view, tested.results),
    };
    terminal.out(render(report, flags, terminal));
    if (tested.isCancelled) {
      terminal.err(say(probeWords, flags.lang, 'cancelled', tested.progress));
      return exitCodes.couldNotRun;
    }
    return report.results.some((result) => isFailure(result, flags.failOn))
      ? exitCodes.found
      : exitCodes.done;
  } finally {
    calls.close();
    ignoreInterrupt?.();
  }
}

function openContext(context: ChosenContext, flags: ProbeFlags, terminal: Terminal) {
  return openCluster(context, {
    clock: systemClock,
    random: Math.random,
    env: terminal.environment,
    ...(flags.namespace !== undefined && { namespaces: [flags.namespace] }),
  });
}

function limitsOf(seconds: number | undefined): ProbeLimits {
  if (seconds === undefined) return defaultLimits;
  const total = Math.min(seconds * 1000, longestProbe);
  return { ...defaultLimits, total, connect: Math.min(defaultLimits.connect, total) };
}

function viewOf(
  world: ClusterState,
  key: string,
  flags: ProbeFlags,
  terminal: Terminal,
): ServiceView {
  const service = world.service(key);
  if (!service) throw new CommandError(`there is no Service ${key}`);
  const options = {
    clusterDomain: flags.clusterDomain,
    ...ownIdentity(terminal.environment, serviceAccountFolder),
  };
  const view = serviceView(world, service, options);
  if (!flags.from) return view;
  const chosen = chosenView(world, view, flags.from, options);
  if (!('error' in chosen)) return chosen;
  throw new CommandError(say(traceWords, 'en', chosen.error.code, chosen.error.params));
}

/** By id, by the beginning of an id (`nodePort`, `nodePort/node-b`, `endpoint`), or by address. */
function targetIds(view: ServiceView, wanted: readonly string[] | undefined): string[] {
  const targets = targetsOf(view);
  if (!wanted) return targets.map(({ id }) => id);
  return wanted.flatMap((text) => {
    const meant = targets.filter(
      (target) =>
        target.id === text || target.id.startsWith(`${text}/`) || targetText(target) === text,
    );
    if (meant.length > 0) return meant.map(({ id }) => id);
    const known = targets.map(({ id }) => id).join(', ');
    throw new CommandError(`there is no entry point ${text}; there is ${known || 'none'}`);
  });
}

/** Those where a client can stand; of the others, why not. Nobody anywhere could not run. */
async function vantageIds(
  view: ServiceView,
  vantages: Vantages,
  { from, lang }: ProbeFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<string[]> {
  const ids = view.vantages.map(({ id }) => id);
  const standings = [...(await standingsAt(ids, Promise.resolve(vantages), signal)).values()];
  const missing = standings.flatMap(({ vantage, capability }) =>
    capability.available
      ? []
      : [`${vantage.id}: ${say(vantageWords, lang, capability.code, capability.params)}`],
  );
  if (missing.length === standings.length) throw new CommandError(missing.join('; '));
  for (const line of missing) terminal.err(line);
  // What was asked for by name is in the report, as what could not be tested.
  const available = standings.filter(({ capability }) => capability.available);
  return from ? ids : available.map(({ vantage }) => vantage.id);
}

interface Asked {
  key: string;
  view: ServiceView;
  vantages: Vantages;
  from: readonly string[];
  targets: readonly string[];
  flags: ProbeFlags;
  terminal: Terminal;
}

interface Tested {
  results: ProbeResult[];
  isCancelled: boolean;
  progress: { done: number; total: number };
}

async function test(asked: Asked, signal: AbortSignal): Promise<Tested> {
  const { key, view, vantages, from, targets, flags } = asked;
  const progress = { done: 0, total: 0 };
  const tell = progressTeller(asked, systemClock);
  const runner = new ProbeRunner({
    vantages: async () => vantages,
    view: () => view,
    publish: () => undefined,
    onRuns: ([run]) => {
      if (!run) return;
      Object.assign(progress, { done: run.done, total: run.total });
      tell(run);
    },
  });
  const run = runner.start({ service: key, from, targets, count: flags.count });
  const cancel = () => run.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return { ...(await run.finished), progress };
  } finally {
    signal.removeEventListener('abort', cancel);
    runner.close();
  }
}

/** A line at the beginning, and one now and then. */
function progressTeller(
  { key, from, flags, terminal }: Asked,
  clock: Clock,
): (run: ProbeRun) => void {
  let lastTold: number | undefined;
  return ({ done, total }) => {
    if (lastTold === undefined) {
      const params = { service: key, total, from: from.join(', ') };
      terminal.err(say(probeWords, flags.lang, 'testing', params));
    } else if (clock.now() - lastTold >= progressEvery) {
      terminal.err(say(probeWords, flags.lang, 'progress', { done, total }));
    } else {
      return;
    }
    lastTold = clock.now();
  };
}

function render(report: ProbeReport, { output, lang }: ProbeFlags, terminal: Terminal): string {
  switch (output) {
    case 'json':
      return JSON.stringify(report, undefined, 2);
    case 'junit':
      return probeJUnit(report, lang);
    case 'text':
      break;
  }
  const isColoured = terminal.colour === true && !terminal.environment['NO_COLOR'];
  return probeText(report, lang, isColoured).join('\n');
}

function isFailure(result: ProbeResult, failOn: ProbeFlags['failOn']): boolean {
  return !result.agree || (failOn === 'unreachable' && !isReached(result));
}
