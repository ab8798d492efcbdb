// What the API server's create refuses of a Service, all faults at once.

import type { RawObject } from '../simulate/rawObject.ts';
import { notSupported, required, type FieldError } from './fieldError.ts';
import { validateMetadata } from './metadata.ts';
import { dns1035LabelFlaws, validateLabels } from './names.ts';
import {
  validateClusterIPs,
  validateExternalIPs,
  validateSourceRanges,
  validateTypeAddresses,
} from './serviceAddresses.ts';
import { readService, type ServiceFields } from './serviceFields.ts';
import { validateServicePorts } from './servicePorts.ts';
import {
  validateExternalTrafficPolicy,
  validateHealthCheckNodePort,
  validateInternalTrafficPolicy,
  validateLoadBalancerClass,
  validateNodePortAllocation,
  validateSessionAffinity,
  validateTopologyAnnotations,
  validateTrafficDistribution,
} from './serviceTraffic.ts';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'] as const;

/**
 * All faults of a Service whose defaults have been applied (`defaultService`) and whose
 * healthCheckNodePort, where it needs one, has been allocated.
 */
export function validateService(service: RawObject): FieldError[] {
  const faults: FieldError[] = [];
  const fields = readService(service, faults);
  return [...faults, ...serviceErrors(fields)];
}

function serviceErrors(service: ServiceFields): FieldError[] {
  return [
    ...validateMetadata(service.object, dns1035LabelFlaws),
    ...validateTopologyAnnotations(service),
    ...validateTypeAddresses(service),
    ...validateServicePorts(service),
    ...validateLabels('spec.selector', service.selector),
    ...validateSessionAffinity(service),
    ...validateClusterIPs(service),
    ...validateExternalIPs(service),
    ...typeErrors(service),
    ...validateSourceRanges(service),
    ...validateNodePortAllocation(service),
    ...validateLoadBalancerClass(service),
    ...validateExternalTrafficPolicy(service),
    ...validateHealthCheckNodePort(service),
    ...validateInternalTrafficPolicy(service),
    ...validateTrafficDistribution(service),
  ];
}

function typeErrors({ type }: ServiceFields): FieldError[] {
  if (type === '') return [required('spec.type')];
  const known: readonly string[] = types;
  return known.includes(type) ? [] : [notSupported('spec.type', type, types)];
}
