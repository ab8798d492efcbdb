import { objectKey } from '../model/metadata.ts';
import { type Service, isHeadless } from '../model/service.ts';
import { endpointsOf } from '../paths/serviceEndpoints.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import type { ServiceSummary } from '../wire/view.ts';
import { healthOf, weighed } from './health.ts';

/** One row of the list of Services; `findings` are the Service's own, worst first. */
export function serviceSummary(
  world: World,
  service: Service,
  findings: readonly Finding[],
): ServiceSummary {
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
    ...weighed(healthOf(world, service, endpointsOf(world, service)), findings),
    ...(findings.length > 0 && { findings: counted(findings) }),
    ...(metadata.creationTimestamp !== undefined && { created: metadata.creationTimestamp }),
  };
}

function counted(findings: readonly Finding[]): NonNullable<ServiceSummary['findings']> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
