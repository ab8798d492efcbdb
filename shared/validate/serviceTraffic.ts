import { forbidden, invalid, keyed, notSupported, required } from './fieldError.ts';
import type { FieldError } from './fieldError.ts';
import { qualifiedNameFlaws, textErrors, validatePortNumber } from './names.ts';
import { isExternallyAccessible, needsHealthCheck, type ServiceFields } from './serviceFields.ts';

const affinities = ['ClientIP', 'None'] as const;
const policies = ['Cluster', 'Local'] as const;
const distributions = ['PreferClose', 'PreferSameNode', 'PreferSameZone'] as const;
/** Seconds: one day. */
const maxAffinityTimeout = 86400;
const topologyHints = 'service.kubernetes.io/topology-aware-hints';
const topologyMode = 'service.kubernetes.io/topology-mode';

/** The two spellings of the topology annotation must agree (S44). */
export function validateTopologyAnnotations({ annotations }: ServiceFields): FieldError[] {
  const hints = annotations.get(topologyHints);
  const mode = annotations.get(topologyMode);
  if (hints === undefined || mode === undefined || hints === mode) return [];
  const path = keyed('metadata.annotations', topologyMode);
  return [invalid(path, mode, 'topologyAnnotations', { annotation: topologyHints })];
}

/** S59. */
export function validateSessionAffinity(service: ServiceFields): FieldError[] {
  const path = 'spec.sessionAffinity';
  switch (service.sessionAffinity) {
    case '':
      return [required(path)];
    case 'ClientIP':
      return clientIPErrors(service);
    case 'None':
      return service.sessionAffinityConfig
        ? [forbidden('spec.sessionAffinityConfig', 'affinityNone')]
        : [];
    default:
      return [notSupported(path, service.sessionAffinity, affinities)];
  }
}

function clientIPErrors({ sessionAffinityConfig }: ServiceFields): FieldError[] {
  const path = 'spec.sessionAffinityConfig';
  if (!sessionAffinityConfig) return [required(path, 'affinityClientIP')];
  const clientIP = sessionAffinityConfig.object('clientIP');
  if (!clientIP) return [required(`${path}.clientIP`, 'affinityClientIP')];
  const timeout = clientIP.optionalInteger('timeoutSeconds');
  const at = `${path}.clientIP.timeoutSeconds`;
  if (timeout === undefined) return [required(at, 'affinityClientIP')];
  if (timeout > 0 && timeout <= maxAffinityTimeout) return [];
  return [invalid(at, timeout, 'affinityTimeout', { max: maxAffinityTimeout })];
}

/** S15. */
export function validateNodePortAllocation(service: ServiceFields): FieldError[] {
  const allocate = service.allocateLoadBalancerNodePorts;
  if (service.type === 'LoadBalancer') {
    // The API server leaves `spec.` out of this path.
    return allocate === undefined ? [required('allocateLoadBalancerNodePorts')] : [];
  }
  const path = 'spec.allocateLoadBalancerNodePorts';
  return allocate === undefined ? [] : [forbidden(path, 'loadBalancerOnly')];
}

/** S14. */
export function validateLoadBalancerClass(service: ServiceFields): FieldError[] {
  const { type, loadBalancerClass: className } = service;
  const path = 'spec.loadBalancerClass';
  if (className === undefined) return [];
  if (type !== 'LoadBalancer') return [forbidden(path, 'loadBalancerOnly')];
  return textErrors(path, className, qualifiedNameFlaws(className));
}

/** S3. */
export function validateExternalTrafficPolicy(service: ServiceFields): FieldError[] {
  const path = 'spec.externalTrafficPolicy';
  const policy = service.externalTrafficPolicy;
  if (!isExternallyAccessible(service)) {
    return policy === '' ? [] : [invalid(path, policy, 'externallyAccessibleOnly')];
  }
  if (policy === '') return [required(path)];
  const known: readonly string[] = policies;
  return known.includes(policy) ? [] : [notSupported(path, policy, policies)];
}

/** S66. */
export function validateHealthCheckNodePort(service: ServiceFields): FieldError[] {
  const path = 'spec.healthCheckNodePort';
  const port = service.healthCheckNodePort;
  if (!needsHealthCheck(service)) return port === 0 ? [] : [invalid(path, port, 'healthCheckOnly')];
  return port === 0 ? [required(path)] : validatePortNumber(path, port);
}

export function validateInternalTrafficPolicy(service: ServiceFields): FieldError[] {
  const path = 'spec.internalTrafficPolicy';
  const policy = service.internalTrafficPolicy;
  const virtual: readonly string[] = ['ClusterIP', 'NodePort', 'LoadBalancer'];
  // On other types it is tolerated: it was never checked there.
  if (policy === undefined) return virtual.includes(service.type) ? [required(path)] : [];
  const known: readonly string[] = policies;
  return known.includes(policy) ? [] : [notSupported(path, policy, policies)];
}

/** S43. */
export function validateTrafficDistribution(service: ServiceFields): FieldError[] {
  const value = service.trafficDistribution;
  const known: readonly string[] = distributions;
  if (value === undefined || known.includes(value)) return [];
  return [notSupported('spec.trafficDistribution', value, distributions)];
}
