// Puts the parts together: a source feeds the chart, the chart feeds the readers and the tests,
// and the HTTP application lets a browser at them.
import { chosenView } from '../probes/chosenView.ts';
import { Diagnoses } from '../probes/diagnoses.ts';
import { ownIdentity } from '../probes/ownIdentity.ts';
import { ProbeRunner } from '../probes/runner.ts';
import { defaultLimits } from '../probes/vantage/vantage.ts';
import { clusterVantages } from '../probes/vantage/vantages.ts';
import { Chart, type ChartDelta } from '../stream/chart.ts';
import { Readers } from '../stream/readers.ts';
import { serviceAccountFolder } from '../cluster/kubeconfig.ts';
import type { Source } from '../cluster/source.ts';
import { worldPictures } from '../pictures/pictureSource.ts';
import { fetchYaml } from './objectYaml.ts';
import { ownPlace } from '@portolan/shared/topology/ownPlace.ts';
import { topologyOf } from '@portolan/shared/topology/topologyService.ts';
import type { ProbeResult } from '@portolan/shared/wire/probe.ts';
import { findingsTopic, type SourceStatus } from '@portolan/shared/wire/stream.ts';
import { ResultBatch } from '../stream/resultBatch.ts';
import type { Written } from '../stream/findingsBoard.ts';
import { createApp } from './app.ts';
import { type Listening, listen } from './listen.ts';

export interface PortolanOptions {
  source: Source;
  host: string;
  /** 0 takes any free one. */
  port: number;
  webRoot?: string;
  /** Like `/portolan`; empty for `/`. */
  basePath?: string;
  allowedHosts: readonly string[];
  /** Tests may run a script in Pods. */
  mayExec?: boolean;
  clusterDomain?: string;
  /** What the files say that the objects come from. */
  written?: Written;
  logError: (error: unknown) => void;
  /** Milliseconds that changes are gathered before they are computed and sent. */
  tick?: number;
  /** Milliseconds between heartbeats. */
  heartbeat?: number;
}

/** Serves the page and its stream for one source. Rejects when the address cannot be had. */
export async function startPortolan(options: PortolanOptions): Promise<Listening> {
  const { source } = options;
  const clusterDomain = options.clusterDomain ?? 'cluster.local';
  const connecting: SourceStatus = { ...source.info, state: 'connecting', since: Date.now() };

  const tick = options.tick ?? 50;
  const own = ownIdentity(process.env, serviceAccountFolder);
  const viewOptions = { clusterDomain, ...own };

  const chart: Chart = new Chart({
    source: connecting,
    view: viewOptions,
    schedule: (run) => void setTimeout(run, tick),
    publish: (delta) => publish(delta),
    ...(options.written && { written: options.written }),
  });
  const vantages = clusterVantages({
    ...(source.info.server !== undefined && { apiServer: source.info.server }),
    ...(source.calls && {
      tools: { calls: source.calls, mayExec: options.mayExec === true },
    }),
    limits: defaultLimits,
    now: Date.now,
    standing: () => ownPlace(chart.state, own),
  });
  const runner: ProbeRunner = new ProbeRunner({
    vantages,
    view: (service, from) => {
      const view = from ? viewFrom(service, from) : chart.view(service);
      return view && 'error' in view ? undefined : view;
    },
    publish: (service, results) => results.forEach((result) => seen.add(service, result)),
    onRuns: () => progress.tell(),
  });
  const progress = oncePerTick(tick, () => readers.publish({ type: 'delta', probing: probing() }));
  const seen = new ResultBatch(tick, (service, results) => {
    readers.publish({ type: 'delta', probes: [{ service, results }] }, service);
    diagnoses.tested(service, results);
  });
  const diagnoses = new Diagnoses({
    view: (service) => chart.view(service),
    results: (service) => runner.results(service),
    publish: (service, diagnosis) =>
      readers.publish(
        { type: 'delta', diagnoses: [{ service, diagnosis: [...diagnosis] }] },
        service,
      ),
    now: Date.now,
  });
  const diagnosed = (follows: Iterable<string>) =>
    servicesIn(follows).map((service) => ({ service, diagnosis: diagnoses.of(service) }));
  const probing = () => ({
    paused: runner.paused(),
    interval: runner.interval / 1000,
    ...(runner.runs().length > 0 && { runs: runner.runs() }),
  });
  const readers: Readers = new Readers({
    now: Date.now,
    onFollow: (key) => {
      if (key === findingsTopic) return chart.findings.watch();
      chart.follow(key);
      runner.watch(key);
      diagnoses.watch(key);
    },
    onUnfollow: (key) => {
      if (key === findingsTopic) return chart.findings.unwatch();
      chart.unfollow(key);
      if (chart.followed().includes(key)) return;
      runner.unwatch(key);
      diagnoses.unwatch(key);
    },
    snapshot: (follows) => ({
      source: chart.source,
      namespaces: chart.namespaces(),
      services: chart.summaries(),
      unknown: chart.unknown(),
      views: servicesIn(follows).flatMap((key) => chart.view(key) ?? []),
      ...(follows.has(findingsTopic) && { findings: chart.findings.all() }),
      probes: servicesIn(follows).map((service) => ({ service, results: runner.results(service) })),
      diagnoses: diagnosed(follows),
      probing: probing(),
    }),
  });

  function publish({ views, services, findings, ...rest }: ChartDelta): void {
    if (Object.keys(rest).length > 0 || services) {
      readers.publish({
        type: 'delta',
        ...(rest.source && { source: rest.source }),
        ...(rest.namespaces && { namespaces: [...rest.namespaces] }),
        ...(rest.unknown && { unknown: [...rest.unknown] }),
        ...(services && { services: { set: [...services.set], removed: [...services.removed] } }),
      });
    }
    if (findings) {
      const { set, removed } = findings;
      const told = { set: [...set], removed: [...removed] };
      readers.publish({ type: 'delta', findings: told }, findingsTopic);
    }
    for (const [key, view] of views) {
      readers.publish(
        { type: 'delta', views: view ? { set: [view], removed: [] } : { set: [], removed: [key] } },
        key,
      );
      runner.viewChanged(key, view);
      diagnoses.viewChanged(key);
    }
  }

  function follow(stream: string, services: readonly string[]): boolean {
    return readers.follow(stream, services, (added) => ({
      type: 'delta',
      views: {
        set: servicesIn(added).flatMap((key) => chart.view(key) ?? []),
        removed: servicesIn(added).filter((key) => !chart.view(key)),
      },
      ...(added.includes(findingsTopic) && {
        findings: { set: chart.findings.all(), removed: [], complete: true },
      }),
      probes: servicesIn(added).map((service) => ({ service, results: runner.results(service) })),
      diagnoses: diagnosed(added),
      probing: probing(),
    }));
  }

  function viewFrom(service: string, from: readonly string[]) {
    const view = chart.view(service);
    return view && chosenView(chart.state, view, from, viewOptions);
  }

  function pause(service: string, paused: boolean): ProbeResult[] {
    runner.pause(service, paused);
    readers.publish({ type: 'delta', probing: probing() });
    return runner.results(service);
  }

  const app = createApp({
    ...(options.webRoot !== undefined && { webRoot: options.webRoot }),
    ...(options.basePath !== undefined && { basePath: options.basePath }),
    allowedHosts: options.allowedHosts,
    connect: (response, resume) => readers.connect(response, resume),
    follow,
    isRead: () => chart.isRead,
    topology: (namespace) =>
      topologyOf(chart.state, chart.state.services(namespace), chart.unknown(), { clusterDomain }),
    view: (service) => chart.view(service),
    probes: {
      start: (request) => runner.start(request),
      cancel: (run) => runner.cancel(run),
      pause,
      viewFrom,
      history: async (service) => ({
        service,
        vantages: await runner.vantages(service),
        paths: runner.history(service),
      }),
    },
    isSimulated: async () => {
      const found = await vantages(AbortSignal.timeout(5000));
      return found.find('outside').simulated;
    },
    pictures: worldPictures(chart.state, clusterDomain),
    yaml: (kind, namespace, name) => fetchYaml(source, kind, namespace, name),
    logError: options.logError,
  });

  const listening = await listen(app, options.host, options.port);
  const heart = setInterval(() => readers.heartbeat(), options.heartbeat ?? 15_000);
  source.start({
    change: (changes) => chart.apply(changes),
    status: (status) => chart.setSource(status),
    // The status names what was skipped, too.
    problem: () => undefined,
  });

  return {
    url: listening.url,
    async close() {
      clearInterval(heart);
      runner.close();
      progress.stop();
      readers.close();
      await Promise.all([source.stop(), listening.close()]);
    },
  };
}

/** Of what a reader follows, the Services. */
function servicesIn(followed: Iterable<string>): string[] {
  return [...followed].filter((key) => key !== findingsTopic);
}

/** Calls back at the end of a tick in which there was something to tell. */
function oncePerTick(tick: number, callBack: () => void): { tell(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    tell() {
      timer ??= setTimeout(() => {
        timer = undefined;
        callBack();
      }, tick);
    },
    stop: () => clearTimeout(timer),
  };
}
