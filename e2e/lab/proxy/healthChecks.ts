// What kube-proxy answers a load balancer that asks whether to send traffic to this node.
import type { App } from '../agent/agents.ts';
import type { EndpointSlice, Service } from '../objects/kinds.ts';

/** The answering apps of a node: 200 where it has a ready endpoint of its own, else 503. */
export function healthChecks(
  services: readonly Service[],
  slices: readonly EndpointSlice[],
  node: string,
): App[] {
  return services.flatMap(({ metadata, spec }): App[] => {
    const { healthCheckNodePort: port = 0, externalTrafficPolicy, type } = spec;
    if (type !== 'LoadBalancer' || externalTrafficPolicy !== 'Local' || port === 0) return [];
    const isHealthy = slices.some(
      (slice) =>
        slice.metadata.namespace === metadata.namespace &&
        slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name &&
        (slice.endpoints ?? []).some(
          ({ nodeName, conditions }) => nodeName === node && (conditions?.ready ?? true),
        ),
    );
    return [{ kind: 'http', port, name: node, status: isHealthy ? 200 : 503 }];
  });
}
