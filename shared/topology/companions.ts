import { dnsService } from '../dns/clusterDns.ts';
import { type ObjectKey, objectKey } from '../model/metadata.ts';
import type { Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { ServiceView } from '../wire/view.ts';

/**
 * The other Services whose rules decide some path of this view: they claim one of its addresses or
 * NodePorts (S13), one of its endpoints is their ClusterIP (S30), or they are the cluster's DNS.
 */
export function companionsOf(world: World, view: ServiceView): Set<ObjectKey> {
  const found = new Set<ObjectKey>();
  const add = (services: readonly Service[]) => {
    for (const { metadata } of services) found.add(objectKey(metadata));
  };
  const nodePorts = new Set<number>();
  for (const { kind, address, port } of view.entryPoints) {
    if (kind !== 'nodePort') add(world.servicesAtAddress(address));
    else if (port !== undefined) nodePorts.add(port);
  }
  for (const port of nodePorts) add(world.servicesAtNodePort(port));
  for (const { address } of view.endpoints) add(world.servicesAtAddress(address));
  // Its names are answered, or not, by the cluster's DNS (S81, S93).
  found.add(dnsService);
  found.delete(`${view.namespace}/${view.name}`);
  return found;
}
