// How many endpoint addresses of a Service are ready.
import type { ServiceView } from '../../wire/view.ts';

/** An address counts once, whatever number of ports it has, and is ready when one of them is. */
export function readyAddresses({ endpoints }: ServiceView): { ready: number; total: number } {
  const addresses = new Map<string, boolean>();
  for (const { address, ready } of endpoints) {
    addresses.set(address, ready || (addresses.get(address) ?? false));
  }
  return { ready: [...addresses.values()].filter(Boolean).length, total: addresses.size };
}
