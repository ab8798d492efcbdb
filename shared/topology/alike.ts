// Paths that differ from another's in the name and address of a node alone: told once, read as many.
import { hostPort } from '../paths/addresses.ts';
import type { EntryPoint } from '../wire/topology.ts';
import type { Trace, TraceHop } from '../wire/trace.ts';
import type { Expectation, ServiceView } from '../wire/view.ts';

/** The trace to one NodePort, as it is to another of its class. */
export function retold(trace: Trace, told: EntryPoint, other: EntryPoint): Trace {
  const renamed = new Map([
    [told.address, other.address],
    [dialled(told), dialled(other)],
  ]);
  if (told.node !== undefined && other.node !== undefined) renamed.set(told.node, other.node);
  return {
    ...trace,
    to: `${dialled(other)}/${other.protocol ?? 'TCP'}`,
    hops: trace.hops.map((hop) => retoldHop(hop, renamed)),
    assumptions: trace.assumptions.map((one) => ({
      ...one,
      params: retoldParams(one.params, renamed),
    })),
  };
}

function dialled({ address, port = 0 }: EntryPoint): string {
  return hostPort(address, port);
}

/** The client and the endpoints are what they are, whichever node the packet went by. */
function retoldHop(hop: TraceHop, renamed: ReadonlyMap<string, string>): TraceHop {
  if (hop.kind === 'source' || hop.kind === 'endpoint') return hop;
  return {
    ...hop,
    subject: renamed.get(hop.subject) ?? hop.subject,
    ...(hop.reason && {
      reason: { ...hop.reason, params: retoldParams(hop.reason.params, renamed) },
    }),
  };
}

type Params = Trace['assumptions'][number]['params'];

/** Parameters that hold a node or its address; of others the same text means something else. */
const ofNodes = ['node', 'address', 'peer'] as const;

function retoldParams(params: Params, renamed: ReadonlyMap<string, string>): Params {
  const changed: Params = {};
  for (const name of ofNodes) {
    const now = renamed.get(String(params[name]));
    if (now !== undefined) changed[name] = now;
  }
  return { ...params, ...changed };
}

/** The expectations of a view one by one, those that another speaks for after it. */
export function everyExpectation(
  view: Pick<ServiceView, 'entryPoints' | 'expectations'>,
): readonly Expectation[] {
  if (view.expectations.every(({ alike }) => alike === undefined)) return view.expectations;
  const entries = new Map(view.entryPoints.map((entry) => [entry.id, entry]));
  return view.expectations.flatMap(({ alike = [], ...expectation }) => {
    const told = entries.get(expectation.target);
    const others = alike.flatMap((id) => entries.get(id) ?? []);
    if (told === undefined) return [expectation];
    return [
      expectation,
      ...others.map((other) => ({
        vantage: expectation.vantage,
        target: other.id,
        trace: retold(expectation.trace, told, other),
      })),
    ];
  });
}
