// Results beside what is known of their paths: where the client stands, which node decides, what the
// target is.
import { everyExpectation } from '../topology/alike.ts';
import { endpointTargetId, targetsOf, targetText, type Target } from '../topology/targets.ts';
import { pathKey } from '../wire/fold.ts';
import type { ProbePath, ProbeResult } from '../wire/probe.ts';
import type { EntryPoint, TopologyEndpoint } from '../wire/topology.ts';
import type { Coded, Trace, TraceHop } from '../wire/trace.ts';
import type { ServiceView } from '../wire/view.ts';

export interface Seen {
  result: ProbeResult;
  from: string;
  target: Target;
  entry?: EntryPoint;
  endpoint?: TopologyEndpoint;
  /** Absent where the vantage point is none of the view's own. */
  trace?: Trace;
  /** Where the client stands, when it stands on a node. */
  clientNode?: string;
  /** Whose kube-proxy forwards it; absent for an endpoint, and where any node may. */
  decidingNode?: string;
}

export interface Evidence {
  view: ServiceView;
  seen: readonly Seen[];
  targets: readonly Target[];
}

/** What could not be tested says nothing and is left out, and so is what the topology no longer holds. */
export function evidenceOf(view: ServiceView, results: readonly ProbeResult[]): Evidence {
  const targets = targetsOf(view);
  const byId = new Map(targets.map((target) => [target.id, target]));
  const entries = new Map(view.entryPoints.map((entry) => [entry.id, entry]));
  const endpoints = new Map(view.endpoints.map((each) => [endpointTargetId(each), each]));
  const expectations = everyExpectation(view);
  const traces = new Map(
    expectations.map((each) => [pathKey(each.vantage, each.target), each.trace]),
  );
  const seen = results.flatMap((result): Seen[] => {
    const target = byId.get(result.entryPoint);
    if (target === undefined || !isTested(result)) return [];
    const entry = entries.get(target.id);
    const endpoint = endpoints.get(target.id);
    const trace = traces.get(pathKey(result.from, target.id));
    const clientNode = clientNodeOf(view, result.from, trace);
    const decidingNode = entry?.node ?? (endpoint === undefined ? clientNode : undefined);
    return [
      {
        result,
        from: result.from,
        target,
        ...(entry && { entry }),
        ...(endpoint && { endpoint }),
        ...(trace && { trace }),
        ...(clientNode !== undefined && { clientNode }),
        ...(decidingNode !== undefined && { decidingNode }),
      },
    ];
  });
  return { view, seen, targets };
}

function isTested({ outcome }: ProbeResult): boolean {
  return outcome !== 'unusable' && outcome !== 'blocked';
}

function clientNodeOf(
  view: ServiceView,
  from: string,
  trace: Trace | undefined,
): string | undefined {
  if (from.startsWith('node:')) return from.slice('node:'.length);
  const source = trace?.hops.find(({ kind }) => kind === 'source')?.reason?.params;
  if (typeof source?.['node'] === 'string') return source['node'];
  const pod = view.pods.find(({ namespace, name }) => from === `pod:${namespace}/${name}`);
  return pod?.node;
}

export function shouldWork({ result }: Seen): boolean {
  return result.expected.verdict === 'forward' || result.expected.verdict === 'accept';
}

export function isAccepted({ result }: Seen): boolean {
  return result.outcome === 'open' || result.outcome === 'http';
}

/** Connected, and no first byte came. */
export function hangs(seen: Seen): boolean {
  return isAccepted(seen) && evidenceIn(seen).detail === 'noAnswer';
}

export function works(seen: Seen): boolean {
  return isAccepted(seen) && !hangs(seen);
}

/** Nothing came back, or the network said that nobody is there. */
export function isSilent({ result: { outcome } }: Seen): boolean {
  return outcome === 'timeout' || outcome === 'unreachable';
}

export function isRefused({ result: { outcome } }: Seen): boolean {
  return outcome === 'refused';
}

/** Policies keep it from some of the endpoints, so that silence is a matter of chance. */
export function isDeniedInPart(seen: Seen): boolean {
  const hops = seen.trace?.hops ?? [];
  return (
    shouldWork(seen) &&
    isSilent(seen) &&
    hops.some(({ kind, verdict }) => kind === 'policy' && verdict === 'drop')
  );
}

/** No connection came about, though one was to be expected. */
export function fails(seen: Seen): boolean {
  return shouldWork(seen) && (isSilent(seen) || isRefused(seen)) && !isDeniedInPart(seen);
}

/** Who answered is known. */
export function isIdentified(seen: Seen): boolean {
  const { answeredBy = '', httpStatus } = evidenceIn(seen);
  return answeredBy !== '' || httpStatus !== undefined;
}

function evidenceIn(seen: Seen): ProbeResult['evidence'] {
  return seen.result.evidence;
}

/** Tests of endpoints themselves, past the Service, that should work. */
export function direct({ seen }: Evidence): Seen[] {
  return seen.filter((each) => each.endpoint !== undefined && shouldWork(each));
}

/** Tests by way of the Service that should work. */
export function through({ seen }: Evidence): Seen[] {
  return seen.filter((each) => each.endpoint === undefined && shouldWork(each));
}

/** The hop that decides against the client, for one of these reasons. */
export function hopAgainst(
  { trace }: Seen,
  codes: readonly string[],
): (TraceHop & { reason: Coded }) | undefined {
  for (const hop of trace?.hops ?? []) {
    const { reason } = hop;
    if (reason !== undefined && codes.includes(reason.code)) return { ...hop, reason };
  }
  return undefined;
}

export function pathOf({ from, target }: Pick<Seen, 'from' | 'target'>): ProbePath {
  return { from, target: target.id, to: targetText(target) };
}

/** The client is a Pod that the Service may send its clients to. */
export function isBackend({ view }: Evidence, { from, trace }: Seen): boolean {
  const source = trace?.hops.find(({ kind }) => kind === 'source')?.reason?.params['address'];
  return view.endpoints.some(
    ({ pod, address }) =>
      from === `pod:${pod ?? ''}` || (source !== undefined && address === source),
  );
}
