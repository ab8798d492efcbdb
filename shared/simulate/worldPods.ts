// Pods of the file world: on a node, with an address, running and ready unless their status says
// otherwise.

import { canonicalIP, ipFamily } from '../model/parse/address.ts';
import { addressRange, drawAddress, type AddressRange } from './addressRange.ts';
import { hashNumber } from './hashing.ts';
import { rawAt, rawFields, rawList, rawText } from './rawFields.ts';
import type { RawObject } from './rawObject.ts';
import { internalIPs, placesFor, podCIDR, podCIDRsOf, type WorldNodes } from './worldNodes.ts';
import { completed, worldKey, type WorldObject } from './worldObject.ts';

const podCIDRv6 = 'fd00:10:244::/64';

/** Pods with node, addresses and status. `ipv6`: some Service wants IPv6, so Pods have both. */
export function completePods(
  pods: readonly WorldObject[],
  { nodes, schedulable }: WorldNodes,
  ipv6: boolean,
): WorldObject[] {
  const byName = new Map(nodes.map(({ raw }) => [raw.metadata.name, raw]));
  const taken = new Set(pods.flatMap(({ raw }) => statedIPs(raw)));
  return pods.map((pod) => {
    const placed = placePod(pod, schedulable);
    const node = byName.get(rawText(rawAt(placed.raw, 'spec', 'nodeName')));
    return addressPod(startPod(placed), node, taken, ipv6);
  });
}

/** Canonical; every address a Pod's status states. */
export function statedIPs(pod: RawObject): string[] {
  const status = rawFields(pod['status']);
  const all = rawList(status['podIPs']).map((each) => rawText(rawAt(each, 'ip')));
  return [rawText(status['podIP']), ...all].flatMap((ip) => canonicalIP(ip) ?? []);
}

/** A Pod that its status says is still pending waits for a node; any other has one. */
function placePod(pod: WorldObject, nodes: readonly RawObject[]): WorldObject {
  const spec = rawFields(pod.raw['spec']);
  const waits = rawAt(pod.raw, 'status', 'phase') === 'Pending';
  if (rawText(spec['nodeName']) !== '' || waits) return pod;
  const places = placesFor(pod.raw, nodes);
  const node = places[hashNumber(`placement Pod ${worldKey(pod.raw)}`, places.length || 1)];
  if (!node) return pod;
  return completed(pod, 'spec', { ...spec, nodeName: node.metadata.name }, ['spec.nodeName']);
}

/** A Pod without status is running and ready; one with status is what it says. */
function startPod(pod: WorldObject): WorldObject {
  if (Object.keys(rawFields(pod.raw['status'])).length > 0) return pod;
  const conditions = ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
    type,
    status: 'True',
  }));
  const containerStatuses = rawList(rawAt(pod.raw, 'spec', 'containers')).map((container) => ({
    name: rawText(rawAt(container, 'name')),
    ready: true,
    restartCount: 0,
    state: { running: {} },
  }));
  return completed(pod, 'status', { phase: 'Running', conditions, containerStatuses }, ['status']);
}

/** Whoever runs has an address: of its node's Pod range, or the node's own on its network. */
function addressPod(
  pod: WorldObject,
  node: RawObject | undefined,
  taken: Set<string>,
  ipv6: boolean,
): WorldObject {
  const status = rawFields(pod.raw['status']);
  const runs = status['phase'] === undefined || status['phase'] === 'Running';
  if (!runs || statedIPs(pod.raw).length > 0) return pod;
  const hostNetwork = rawAt(pod.raw, 'spec', 'hostNetwork') === true;
  const ips =
    hostNetwork && node ? internalIPs(node) : drawPodIPs(worldKey(pod.raw), node, taken, ipv6);
  const [podIP] = ips;
  if (podIP === undefined) return pod;
  const [hostIP] = node ? internalIPs(node) : [];
  const addressed = {
    ...status,
    podIP,
    podIPs: ips.map((ip) => ({ ip })),
    ...(hostIP !== undefined && status['hostIP'] === undefined && { hostIP }),
  };
  return completed(pod, 'status', addressed, ['status.podIP', 'status.podIPs']);
}

function drawPodIPs(
  key: string,
  node: RawObject | undefined,
  taken: Set<string>,
  ipv6: boolean,
): string[] {
  const families = ipv6 ? (['IPv4', 'IPv6'] as const) : (['IPv4'] as const);
  return families.flatMap((family) => {
    const own = podCIDRsOf(node).find((cidr) => ipFamily(cidr) === family);
    const fallback = family === 'IPv4' ? podCIDR : podCIDRv6;
    const isFree = (ip: string) => !taken.has(ip);
    const ip =
      drawAddress(`pod ${key}`, rangeOf(own, fallback), isFree) ??
      drawAddress(`pod ${key}`, addressRange(fallback), isFree);
    if (ip !== undefined) taken.add(ip);
    return ip ?? [];
  });
}

/** The node's range, or the world's when the node states none that can be read. */
function rangeOf(cidr: string | undefined, fallback: string): AddressRange {
  try {
    return addressRange(cidr ?? fallback);
  } catch {
    return addressRange(fallback);
  }
}
