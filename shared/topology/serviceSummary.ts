import { objectKey } from '../model/metadata.ts';
import { type Service, isHeadless } from '../model/service.ts';
import { endpointsOf } from '../paths/serviceEndpoints.ts';
import type { World } from '../state/world.ts';
import type { ServiceSummary } from '../wire/view.ts';
import { healthOf } from './health.ts';

/** One row of the list of Services. */
export function serviceSummary(world: World, service: Service): ServiceSummary {
  const { metadata, type } = service;
  const [clusterIP] = service.clusterIPs;
  return {
    key: objectKey(metadata),
    namespace: metadata.namespace,
    name: metadata.name,
    type,
    ...(isHeadless(service) && { headless: true }),
    ...(clusterIP !== undefined && clusterIP !== 'None' && { clusterIP }),
    ...(service.externalName !== undefined && { externalName: service.externalName }),
    ports: service.ports.map((port) => ({
      ...(port.name !== '' && { name: port.name }),
      port: port.port,
      protocol: port.protocol,
      ...(port.nodePort !== undefined && { nodePort: port.nodePort }),
    })),
    ...healthOf(world, service, endpointsOf(world, service)),
    ...(metadata.creationTimestamp !== undefined && { created: metadata.creationTimestamp }),
  };
}
