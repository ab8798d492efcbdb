import { networkInterfaces } from 'node:os';

/**
 * The addresses by which a cluster knows this process; none where it does not run in a cluster: the
 * private addresses of a laptop may well be those of a node elsewhere.
 */
export function ownAddresses(env: Readonly<Record<string, string | undefined>>): string[] {
  if (!env['KUBERNETES_SERVICE_HOST']) return [];
  return Object.values(networkInterfaces()).flatMap((found) =>
    (found ?? []).flatMap(({ address, internal }) => (internal ? [] : [address])),
  );
}
