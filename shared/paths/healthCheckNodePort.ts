// The port by which a load balancer asks a node whether it has local endpoints (S66).
import { objectKey } from '../model/metadata.ts';
import type { Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { Node } from '../model/cluster.ts';
import type { Decision, ProxyNode } from './packet.ts';
import { reason } from './reason.ts';

export function healthCheckDecision({ world, node }: ProxyNode, service: Service): Decision {
  const count = readyLocalAddresses(world, service, node.metadata.name);
  return {
    verdict: 'accept',
    rules: ['S66'],
    hops: [
      {
        kind: 'host',
        subject: objectKey(service.metadata),
        verdict: 'accept',
        rules: ['S66'],
        reason: reason(count > 0 ? 'healthCheckOk' : 'healthCheckFails', { count }),
      },
    ],
    backends: [],
    assumptions: [],
  };
}

/** Whether a balancer that honours health checks sends traffic to the node. */
export function isHealthy(world: World, service: Service, node: Node): boolean {
  return readyLocalAddresses(world, service, node.metadata.name) > 0;
}

/** Distinct addresses, over all ports. */
function readyLocalAddresses(world: World, service: Service, nodeName: string): number {
  const addresses = new Set<string>();
  for (const slice of world.slicesOf(objectKey(service.metadata))) {
    if (slice.addressType === 'FQDN') continue;
    for (const endpoint of slice.endpoints) {
      const address = endpoint.addresses[0];
      if (endpoint.nodeName === nodeName && (endpoint.ready ?? true) && address !== undefined) {
        addresses.add(address);
      }
    }
  }
  return addresses.size;
}
