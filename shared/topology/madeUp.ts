import { freeAddresses } from '../paths/client.ts';
import { readProxyConfig } from '../paths/proxyConfig.ts';
import { clientAt } from '../paths/trace.ts';
import type { Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import { clientKey } from './serviceView.ts';
import type { TopologyOptions } from './topologyService.ts';

/**
 * The addresses that a view of the Service makes up for clients that are not there. They are free
 * ones, so that a Pod of whatever Service may take them.
 */
export function madeUpAddresses(
  world: World,
  service: Service,
  { clusterDomain }: TopologyOptions,
): string {
  const { config } = readProxyConfig(world.proxyConfigText());
  const client = clientAt(world, `pod:${clientKey(service)}`, { config, clusterDomain });
  const places = new Set([client?.node, world.nodes()[0]]);
  return [...places]
    .flatMap((node) => (node === undefined ? [] : freeAddresses(world, node, config)))
    .join(' ');
}
