// Pod addresses: each node hands out its own range, moving on so that one just freed is not
// given to another Pod at once.

export class PodAddresses {
  private readonly used = new Map<string, string>();
  private readonly byOwner = new Map<string, string>();
  private readonly next = new Map<string, number>();

  /** The address of Pod `uid` out of an IPv4 range such as `10.244.1.0/24`; undefined when it is full. */
  allocate(range: string, uid: string): string | undefined {
    const known = this.byOwner.get(uid);
    if (known !== undefined) return known;
    const { base, size } = parseRange(range);
    // The network, its gateway and the broadcast address are nobody's.
    const usable = size - 3;
    const start = this.next.get(range) ?? 0;
    for (let tried = 0; tried < usable; tried += 1) {
      const offset = (start + tried) % usable;
      const address = formatAddress(base + 2 + offset);
      if (this.used.has(address)) continue;
      this.next.set(range, offset + 1);
      this.used.set(address, uid);
      this.byOwner.set(uid, address);
      return address;
    }
    return undefined;
  }

  release(uid: string): void {
    const address = this.byOwner.get(uid);
    if (address !== undefined) this.used.delete(address);
    this.byOwner.delete(uid);
  }
}

function parseRange(range: string): { base: number; size: number } {
  const [address = '', length = '32'] = range.split('/');
  return { base: parseAddress(address), size: 2 ** (32 - Number(length)) };
}

export function parseAddress(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}

export function formatAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
