// The defaults the API server applies when it decodes an object (S2). Those that depend on the
// cluster (families, addresses, ports) are the allocator's.

import type { RawObject } from '../simulate/rawObject.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Seconds (S2). */
const affinityTimeout = 10800;

/** A Service with its defaults. */
export function defaultService(service: RawObject): RawObject {
  const { sessionAffinityConfig, ...spec } = fieldsOf(service['spec']);
  const type = textOf(spec['type']) || 'ClusterIP';
  const defaulted = {
    ...spec,
    type,
    ...defaultAffinity(textOf(spec['sessionAffinity']) || 'None', sessionAffinityConfig),
    ...(spec['ports'] !== undefined && { ports: mapFields(spec['ports'], defaultPort) }),
    ...trafficPolicies(spec, type),
    ...(type === 'LoadBalancer' &&
      isAbsent(spec['allocateLoadBalancerNodePorts']) && { allocateLoadBalancerNodePorts: true }),
  };
  if (type !== 'LoadBalancer') return { ...service, spec: defaulted };
  return { ...service, spec: defaulted, ...defaultStatus(service) };
}

/** Affinity None drops a configuration; ClientIP without a timeout gets the whole default one. */
function defaultAffinity(sessionAffinity: string, config: unknown): Fields {
  if (sessionAffinity === 'None') return { sessionAffinity };
  const { timeoutSeconds } = fieldsOf(fieldsOf(config)['clientIP']);
  if (sessionAffinity !== 'ClientIP' || !isAbsent(timeoutSeconds)) {
    return { sessionAffinity, ...(!isAbsent(config) && { sessionAffinityConfig: config }) };
  }
  return {
    sessionAffinity,
    sessionAffinityConfig: { clientIP: { timeoutSeconds: affinityTimeout } },
  };
}

function defaultPort(port: Fields): Fields {
  const target = port['targetPort'];
  const unset = isAbsent(target) || target === 0 || target === '';
  return {
    ...port,
    protocol: textOf(port['protocol']) || 'TCP',
    ...(unset && { targetPort: port['port'] ?? 0 }),
  };
}

function trafficPolicies(spec: Fields, type: string): Fields {
  const externalIPs = Array.isArray(spec['externalIPs']) ? spec['externalIPs'] : [];
  const outside =
    type === 'LoadBalancer' ||
    type === 'NodePort' ||
    (type === 'ClusterIP' && externalIPs.length > 0);
  const virtual = type === 'LoadBalancer' || type === 'NodePort' || type === 'ClusterIP';
  return {
    ...(outside && isEmpty(spec['externalTrafficPolicy']) && { externalTrafficPolicy: 'Cluster' }),
    ...(virtual && isAbsent(spec['internalTrafficPolicy']) && { internalTrafficPolicy: 'Cluster' }),
  };
}

/** ipMode is VIP on every ingress that has an IP (S2). */
function defaultStatus(service: RawObject): Fields {
  const status = fieldsOf(service['status']);
  const loadBalancer = fieldsOf(status['loadBalancer']);
  if (!Array.isArray(loadBalancer['ingress'])) return {};
  const ingress = mapFields(loadBalancer['ingress'], (each) =>
    !isEmpty(each['ip']) && isAbsent(each['ipMode']) ? { ...each, ipMode: 'VIP' } : each,
  );
  return { status: { ...status, loadBalancer: { ...loadBalancer, ingress } } };
}

/** An Endpoints object with its defaults. */
export function defaultEndpoints(endpoints: RawObject): RawObject {
  if (!Array.isArray(endpoints['subsets'])) return endpoints;
  const subsets = mapFields(endpoints['subsets'], (subset) => ({
    ...subset,
    ...(subset['ports'] !== undefined && { ports: mapFields(subset['ports'], defaultProtocol) }),
  }));
  return { ...endpoints, subsets };
}

function defaultProtocol(port: Fields): Fields {
  return { ...port, protocol: textOf(port['protocol']) || 'TCP' };
}

/** An EndpointSlice with its defaults: an absent port name is the empty one. */
export function defaultEndpointSlice(slice: RawObject): RawObject {
  if (!Array.isArray(slice['ports'])) return slice;
  const ports = mapFields(slice['ports'], (port) => ({
    ...port,
    name: port['name'] ?? '',
    protocol: port['protocol'] ?? 'TCP',
  }));
  return { ...slice, ports };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** Each object of a list changed; anything else is left for validation to refuse. */
function mapFields(list: unknown, change: (fields: Fields) => Fields): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? change(fieldsOf(each))
      : each,
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isEmpty(value: unknown): boolean {
  return isAbsent(value) || value === '';
}
