// Whether this machine has a way to the nodes at all. A cluster in a virtual machine (kind or a
// desktop cluster on macOS) has node addresses that lead nowhere from here; that is one fact, not
// one disagreement per NodePort.
import ipaddr from 'ipaddr.js';
import type { Observation } from './vantage.ts';

export interface NodeRouteOptions {
  /** This machine's own networks, `172.18.0.1/16`. */
  networks: readonly string[];
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Silences at node addresses, and no answer ever, before the rest is believed without dialling. */
const enoughSilence = 3;
/** Milliseconds after which one address is dialled again all the same. */
const secondThoughts = 30_000;

const privateRanges = new Set(['private', 'uniqueLocal', 'carrierGradeNat']);
const silences = new Set<Observation['outcome']>(['timeout', 'unreachable']);

export class NodeRoute {
  #options: NodeRouteOptions;
  #silent = 0;
  #answered = false;
  #lastTry = 0;

  constructor(options: NodeRouteOptions) {
    this.#options = options;
  }

  /** Nothing at a node's address has ever answered, and there is no network of ours it is on. */
  get isMissing(): boolean {
    return this.#silent > 0 && !this.#answered;
  }

  /** Whether an address could be out of reach for want of a route: private, and on none of our networks. */
  mayLackRoute(address: string): boolean {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return privateRanges.has(parsed.range()) && !this.#isOnLink(parsed);
  }

  /** Whether one more test of a node's address would only be one more silence. */
  isSettled(): boolean {
    const isDue = this.#options.now() - this.#lastTry >= secondThoughts;
    return this.isMissing && this.#silent >= enoughSilence && !isDue;
  }

  /** What a test of a node's address means, knowing of all the others. */
  judge(seen: Observation): Observation {
    this.#lastTry = this.#options.now();
    if (!silences.has(seen.outcome)) {
      this.#answered ||= seen.outcome !== 'unusable';
      return seen;
    }
    this.#silent += 1;
    return this.#answered ? seen : noRoute(seen.evidence);
  }

  #isOnLink(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
    return this.#options.networks.some((network) => {
      const cidr = ipaddr.parseCIDR(network);
      return cidr[0].kind() === address.kind() && address.match(cidr);
    });
  }
}

/** Nothing is claimed of the path. */
export function noRoute(evidence: Observation['evidence']): Observation {
  return { outcome: 'unusable', evidence: { ...evidence, detail: 'noRouteToNodes' } };
}
