// The canonical form of an Endpoints object: ports offered by the same addresses share a subset.

import type { EndpointAddress, EndpointsPort, EndpointSubset } from '../model/endpoints.ts';

interface Addresses {
  ports: EndpointsPort[];
  /** By ip and uid: two Pods may share a node's address. Whether each is ready. */
  addresses: Map<string, { address: EndpointAddress; ready: boolean }>;
}

/** Subsets with each set of addresses once, its ports together; addresses in order. */
export function repackSubsets(subsets: readonly EndpointSubset[]): EndpointSubset[] {
  const byAddresses = new Map<string, Addresses>();
  for (const { ports, addresses } of addressesByPort(subsets).values()) {
    const key = addressesKey(addresses);
    const same = byAddresses.get(key);
    if (same) same.ports.push(...ports);
    else byAddresses.set(key, { ports: [...ports], addresses });
  }
  return [...byAddresses.entries()]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([, packed]) => toSubset(packed));
}

/** Addresses without any port are kept under a port list of their own. */
function addressesByPort(subsets: readonly EndpointSubset[]): Map<string, Addresses> {
  const byPort = new Map<string, Addresses>();
  for (const subset of subsets) {
    const lists = subset.ports.length > 0 ? subset.ports.map((port) => [port]) : [[]];
    for (const ports of lists) {
      const key = JSON.stringify(ports);
      const entry = byPort.get(key) ?? { ports, addresses: new Map() };
      byPort.set(key, entry);
      for (const address of subset.addresses) add(entry, address, true);
      for (const address of subset.notReadyAddresses) add(entry, address, false);
    }
  }
  return byPort;
}

/** Not ready beats ready. */
function add({ addresses }: Addresses, address: EndpointAddress, ready: boolean): void {
  const key = addressKey(address);
  const known = addresses.get(key);
  if (!known) addresses.set(key, { address, ready });
  else if (known.ready) addresses.set(key, { address: known.address, ready });
}

function addressKey({ ip, targetRef }: EndpointAddress): string {
  return `${ip} ${targetRef?.uid ?? ''} ${targetRef?.namespace ?? ''}/${targetRef?.name ?? ''}`;
}

function addressesKey(addresses: Addresses['addresses']): string {
  const keys = [...addresses].map(([key, { ready }]) => `${key} ${ready}`);
  return JSON.stringify(keys.toSorted());
}

function toSubset({ ports, addresses }: Addresses): EndpointSubset {
  const sorted = [...addresses].toSorted(([a], [b]) => compare(a, b)).map(([, each]) => each);
  return {
    addresses: sorted.filter(({ ready }) => ready).map(({ address }) => address),
    notReadyAddresses: sorted.filter(({ ready }) => !ready).map(({ address }) => address),
    ports,
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
