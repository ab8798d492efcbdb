import type { IPFamily } from '../net.ts';
import type { LoadBalancerIngress, Service, ServicePort } from '../service.ts';
import { ipFamily } from './address.ts';
import type { Fields } from './fields.ts';
import { parseMetadata } from './metadata.ts';
import { parseProtocol } from './protocol.ts';

const serviceTypes = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;
const trafficPolicies = ['Cluster', 'Local'] as const;
const familyPolicies = ['SingleStack', 'PreferDualStack', 'RequireDualStack'] as const;
/** Seconds; S2. */
const defaultAffinityTimeout = 10_800;

/** A Service with the defaults of S2 and S11 applied. */
export function parseService(object: Fields): Service {
  const spec = object.child('spec');
  const ingress = object.child('status').child('loadBalancer').children('ingress');
  const type = spec.oneOf('type', serviceTypes) ?? 'ClusterIP';
  const service: Service = {
    kind: 'Service',
    metadata: parseMetadata(object, 'namespaced'),
    type,
    clusterIPs: type === 'ExternalName' ? [] : parseClusterIPs(spec),
    ports: spec.children('ports').map(parsePort),
    externalIPs: spec.ips('externalIPs'),
    loadBalancerIngress: ingress.map(parseIngress),
    // Whitespace around a range is allowed (S52).
    loadBalancerSourceRanges: spec.strings('loadBalancerSourceRanges').map((range) => range.trim()),
    allocateLoadBalancerNodePorts: spec.boolean('allocateLoadBalancerNodePorts') ?? true,
    sessionAffinity: spec.oneOf('sessionAffinity', ['None', 'ClientIP'] as const) ?? 'None',
    ipFamilies: [],
    publishNotReadyAddresses: spec.boolean('publishNotReadyAddresses') ?? false,
  };
  readOptional(spec, service);
  readPolicies(spec, service);
  if (type !== 'ExternalName') readFamilies(spec, service);
  return service;
}

function parsePort(fields: Fields): ServicePort {
  const number = fields.requiredPort('port');
  const port: ServicePort = {
    name: fields.sharedString('name') ?? '',
    protocol: parseProtocol(fields),
    port: number,
    targetPort: fields.portOrName('targetPort') ?? number,
  };
  const nodePort = fields.optionalPort('nodePort');
  if (nodePort !== undefined) port.nodePort = nodePort;
  const appProtocol = fields.sharedString('appProtocol');
  if (appProtocol !== undefined) port.appProtocol = appProtocol;
  return port;
}

/** `clusterIP` alone is how older clients write it; an empty one is not allocated yet. */
function parseClusterIPs(spec: Fields): readonly string[] {
  const first = spec.string('clusterIP');
  if (first === 'None' || spec.strings('clusterIPs')[0] === 'None') return ['None'];
  const all = spec.ips('clusterIPs');
  if (all.length > 0) return all;
  const only = spec.ip('clusterIP');
  return only === undefined ? [] : [only];
}

function parseIngress(fields: Fields): LoadBalancerIngress {
  const ingress: LoadBalancerIngress = {};
  const ip = fields.ip('ip');
  const ipMode = fields.oneOf('ipMode', ['VIP', 'Proxy'] as const);
  if (ip !== undefined) {
    ingress.ip = ip;
    ingress.ipMode = ipMode ?? 'VIP';
  }
  const hostname = fields.nonEmpty('hostname');
  if (hostname !== undefined) ingress.hostname = hostname;
  return ingress;
}

function readOptional(spec: Fields, service: Service): void {
  // An empty selector is stored as none (S8).
  const selector = spec.labels('selector');
  if (selector.size > 0) service.selector = selector;
  const externalName = spec.nonEmpty('externalName');
  if (externalName !== undefined) service.externalName = externalName;
  const loadBalancerClass = spec.nonEmpty('loadBalancerClass');
  if (loadBalancerClass !== undefined) service.loadBalancerClass = loadBalancerClass;
  const healthCheckNodePort = spec.optionalPort('healthCheckNodePort');
  if (healthCheckNodePort !== undefined) service.healthCheckNodePort = healthCheckNodePort;
  const trafficDistribution = spec.nonEmpty('trafficDistribution');
  if (trafficDistribution !== undefined) service.trafficDistribution = trafficDistribution;
}

function readPolicies(spec: Fields, service: Service): void {
  const external = spec.oneOf('externalTrafficPolicy', trafficPolicies) ?? 'Cluster';
  const internal = spec.oneOf('internalTrafficPolicy', trafficPolicies) ?? 'Cluster';
  if (isExternallyAccessible(service)) service.externalTrafficPolicy = external;
  if (service.type !== 'ExternalName') service.internalTrafficPolicy = internal;
  const timeout = spec
    .child('sessionAffinityConfig')
    .child('clientIP')
    .integer('timeoutSeconds', 1, 86_400);
  if (service.sessionAffinity === 'ClientIP')
    service.affinityTimeoutSeconds = timeout ?? defaultAffinityTimeout;
}

/** S3. */
function isExternallyAccessible(service: Service): boolean {
  if (service.type === 'LoadBalancer' || service.type === 'NodePort') return true;
  return service.type === 'ClusterIP' && service.externalIPs.length > 0;
}

/** S11: what the API server's allocator would have written where the object does not say. */
function readFamilies(spec: Fields, service: Service): void {
  const anyFamily = service.clusterIPs[0] === 'None' && service.selector === undefined;
  service.ipFamilyPolicy =
    spec.oneOf('ipFamilyPolicy', familyPolicies) ??
    (anyFamily ? 'RequireDualStack' : 'SingleStack');
  const written = spec.eachOneOf('ipFamilies', ['IPv4', 'IPv6'] as const);
  service.ipFamilies = written.length > 0 ? written : defaultFamilies(service);
}

function defaultFamilies(service: Service): readonly IPFamily[] {
  const allocated = service.clusterIPs.filter((ip) => ip !== 'None').map(ipFamily);
  if (allocated.length > 0) return allocated;
  return service.ipFamilyPolicy === 'RequireDualStack' ? ['IPv4', 'IPv6'] : ['IPv4'];
}
