// The port by which a load balancer asks a node whether it has local endpoints (S66).
import { objectKey } from '../model/metadata.ts';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { Node } from '../model/cluster.ts';
import type { Decision, ProxyNode } from './packet.ts';
import { isProxiedSlice } from './proxiedServices.ts';
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

/** Distinct addresses, over all ports that kube-proxy takes endpoints for (S34). */
function readyLocalAddresses(world: World, service: Service, nodeName: string): number {
  const addresses = new Set<string>();
  for (const slice of world.slicesOf(objectKey(service.metadata))) {
    if (!isCounted(slice)) continue;
    for (const endpoint of slice.endpoints) {
      const address = endpoint.addresses[0];
      if (endpoint.nodeName === nodeName && (endpoint.ready ?? true) && address !== undefined) {
        addresses.add(address);
      }
    }
  }
  return addresses.size;
}

/** S10, S24, S33: an endpoint in a slice that kube-proxy cannot use makes no node healthy. */
function isCounted({ addressType, metadata, ports }: EndpointSlice): boolean {
  if (addressType === 'FQDN' || !isProxiedSlice(metadata.labels)) return false;
  return ports.some(({ name, port }) => name !== undefined && port !== undefined && port !== 0);
}
