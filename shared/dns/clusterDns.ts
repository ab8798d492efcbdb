// Where cluster DNS is to be found.
import type { Service } from '../model/service.ts';
import { canonicalIP } from '../paths/addresses.ts';
import type { World } from '../state/world.ts';

/** Where kubeadm, and most after it, put cluster DNS. */
export const dnsNamespace = 'kube-system';
export const dnsService = `${dnsNamespace}/kube-dns`;
export const dnsPort = 53;

/** The Service with DNS's port at an address. */
export function dnsAt(world: World, ip: string): Service | undefined {
  return world
    .servicesAtAddress(canonicalIP(ip))
    .find(({ ports }) =>
      ports.some(({ port, protocol }) => port === dnsPort && protocol === 'UDP'),
    );
}
