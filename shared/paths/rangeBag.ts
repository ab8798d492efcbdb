import { networkKey, parseRange } from './addresses.ts';

/**
 * CIDRs that come and go, one as often as it is added. A question costs as many look-ups as there
 * are distinct prefix lengths, however many ranges there are: clusters have one a node.
 */
export class RangeBag {
  /** How often each network is in, by prefix length. */
  readonly #networks = new Map<number, Map<string, number>>();

  /** CIDRs that do not parse hold nothing. */
  add(cidr: string): void {
    this.#count(cidr, 1);
  }

  /** Takes out what was added once. */
  delete(cidr: string): void {
    this.#count(cidr, -1);
  }

  has(ip: string): boolean {
    for (const [prefix, networks] of this.#networks)
      if (networks.has(networkKey(ip, prefix))) return true;
    return false;
  }

  #count(cidr: string, by: 1 | -1): void {
    const range = parseRange(cidr);
    if (range === undefined) return;
    const { prefix } = range;
    const networks = this.#networks.get(prefix) ?? new Map<string, number>();
    const key = networkKey(range.fromEnd(0), prefix);
    const count = (networks.get(key) ?? 0) + by;
    if (count > 0) networks.set(key, count);
    else networks.delete(key);
    if (networks.size > 0) this.#networks.set(prefix, networks);
    else this.#networks.delete(prefix);
  }
}
