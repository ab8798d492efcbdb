import type { Node } from '../model/cluster.ts';
import type { ObjectKey } from '../model/metadata.ts';
import { RangeBag } from '../paths/rangeBag.ts';
import type { Index } from './termIndex.ts';

/** The Pod ranges of all nodes, so that nobody asks each node for its own. */
export class PodRangeIndex implements Index<Node> {
  readonly #ranges = new RangeBag();

  has(ip: string): boolean {
    return this.#ranges.has(ip);
  }

  update(_key: ObjectKey, before: Node | undefined, after: Node | undefined): void {
    const old = before?.podCIDRs ?? [];
    const now = after?.podCIDRs ?? [];
    // Ranges stay while a node does: most updates change none.
    if (old.length === now.length && old.every((cidr, index) => cidr === now[index])) return;
    for (const cidr of old) this.#ranges.delete(cidr);
    for (const cidr of now) this.#ranges.add(cidr);
  }
}
