// Which endpoints a node's kube-proxy uses, worked out by the lab from EndpointSlices alone.
import type { Endpoint, EndpointSlice, Protocol } from '../objects/kinds.ts';

export interface Backend {
  address: string;
  port: number;
}

interface Candidate extends Backend {
  endpoint: Endpoint;
}

export interface NodePlace {
  name: string;
  zone: string;
}

export interface UsedEndpoints {
  /** For traffic that may go anywhere. */
  cluster: Backend[];
  /** For traffic that must stay on this node. */
  local: Backend[];
  /** Whether any node could use any endpoint: without one, clients are refused. */
  any: boolean;
}

export function usedEndpoints(
  slices: readonly EndpointSlice[],
  port: { name: string; protocol: Protocol },
  node: NodePlace,
): UsedEndpoints {
  const found = new Map<string, Candidate>();
  for (const { endpoints, ports } of slices) {
    const match = ports?.find(
      ({ name = '', protocol = 'TCP' }) => name === port.name && protocol === port.protocol,
    );
    if (!match) continue;
    for (const endpoint of endpoints ?? []) {
      const address = endpoint.addresses[0] ?? '';
      found.set(`${address} ${match.port}`, { address, port: match.port, endpoint });
    }
  }
  const all = [...found.values()];
  const local = all.filter(({ endpoint }) => endpoint.nodeName === node.name);
  const ready = all.filter(isReady);
  const cluster = ready.length > 0 ? inZone(ready, node) : all.filter(isLastResort);
  const localReady = local.filter(isReady);
  return {
    cluster,
    local: localReady.length > 0 ? localReady : local.filter(isLastResort),
    any: ready.length > 0 || all.some(isLastResort),
  };
}

function isReady({ endpoint: { conditions } }: Candidate): boolean {
  return conditions?.ready ?? true;
}

/** On its way out but still answering: better than nothing. */
function isLastResort({ endpoint: { conditions } }: Candidate): boolean {
  return (conditions?.serving ?? true) && (conditions?.terminating ?? false);
}

/** Hints count when every endpoint has one and some are for here. */
function inZone(ready: readonly Candidate[], { zone }: NodePlace): Candidate[] {
  const zonesOf = ({ endpoint: { hints } }: Candidate) =>
    (hints?.forZones ?? []).map(({ name }) => name);
  const here = ready.filter((each) => zonesOf(each).includes(zone));
  return here.length > 0 && ready.every((each) => zonesOf(each).length > 0) ? here : [...ready];
}
