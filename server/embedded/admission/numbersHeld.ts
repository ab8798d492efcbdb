// Which Service holds which ClusterIP and node port. Kept up with the store, write by write: reading
// every Service for each new one would make ten thousand of them a hundred million reads.

import { parseIP } from '@portolan/shared/validate/ipAddress.ts';
import type { KubeObject, ObjectStore } from '../objects.ts';
import { specOf } from './serviceSpec.ts';

class Holders<Value> {
  readonly #holders = new Map<Value, Set<string>>();

  add(value: Value, key: string): void {
    const holders = this.#holders.get(value);
    if (holders) holders.add(key);
    else this.#holders.set(value, new Set([key]));
  }

  remove(value: Value, key: string): void {
    const holders = this.#holders.get(value);
    holders?.delete(key);
    if (holders?.size === 0) this.#holders.delete(value);
  }

  /** Whether a Service other than this one holds it. */
  isHeldBeside(key: string, value: Value): boolean {
    const holders = this.#holders.get(value);
    return holders !== undefined && (holders.size > 1 || !holders.has(key));
  }
}

export class NumbersHeld {
  /** Canonical addresses. */
  readonly ips = new Holders<string>();
  readonly ports = new Holders<number>();

  constructor(store: ObjectStore) {
    for (const service of store.list({ plural: 'services', group: '' })) this.#take(service);
    store.subscribe(({ type, resource, object, previous }) => {
      if (resource.plural !== 'services' || resource.group !== '') return;
      if (previous) this.#release(previous);
      if (type !== 'DELETED') this.#take(object);
    });
  }

  #take(service: KubeObject): void {
    const { ips, ports } = numbersOf(service);
    for (const ip of ips) this.ips.add(ip, keyOf(service));
    for (const port of ports) this.ports.add(port, keyOf(service));
  }

  #release(service: KubeObject): void {
    const { ips, ports } = numbersOf(service);
    for (const ip of ips) this.ips.remove(ip, keyOf(service));
    for (const port of ports) this.ports.remove(port, keyOf(service));
  }
}

const kept = new WeakMap<ObjectStore, NumbersHeld>();

/** What the Services of this store hold; it begins to be kept at the first question. */
export function numbersHeld(store: ObjectStore): NumbersHeld {
  const known = kept.get(store) ?? new NumbersHeld(store);
  kept.set(store, known);
  return known;
}

export function keyOf({ metadata: { namespace, name } }: KubeObject): string {
  return `${namespace}/${name}`;
}

function numbersOf(service: KubeObject): { ips: Set<string>; ports: Set<number> } {
  const { clusterIPs, ports, healthCheckNodePort } = specOf(service);
  return {
    ips: new Set(clusterIPs.map((ip) => parseIP(ip)?.canonical ?? ip)),
    ports: new Set([...ports.map(({ nodePort }) => nodePort), healthCheckNodePort]),
  };
}
