import type { Labels, Metadata } from './metadata.ts';
import type { IPFamily, PortRef, Protocol } from './net.ts';

export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
export type TrafficPolicy = 'Cluster' | 'Local';

export interface ServicePort {
  /** Empty when the only port has no name (S34). */
  name: string;
  protocol: Protocol;
  port: number;
  /** Defaulted to `port` (S2). */
  targetPort: PortRef;
  /** Absent when none is assigned. */
  nodePort?: number;
  appProtocol?: string;
}

export interface LoadBalancerIngress {
  ip?: string;
  hostname?: string;
  /** Defaulted to VIP where there is an ip (S2). */
  ipMode?: 'VIP' | 'Proxy';
}

/** A Service with the API server's defaults applied (S2). */
export interface Service {
  kind: 'Service';
  metadata: Metadata;
  type: ServiceType;
  /** `[]` before allocation and on ExternalName; `['None']` when headless (S9). */
  clusterIPs: readonly string[];
  ports: readonly ServicePort[];
  /** Absent (null in the API) means nobody manages endpoints here (S8). */
  selector?: Labels;
  externalName?: string;
  externalIPs: readonly string[];
  /** `status.loadBalancer.ingress`. */
  loadBalancerIngress: readonly LoadBalancerIngress[];
  loadBalancerClass?: string;
  loadBalancerSourceRanges: readonly string[];
  allocateLoadBalancerNodePorts: boolean;
  /** Absent unless externally accessible (S3). */
  externalTrafficPolicy?: TrafficPolicy;
  /** Absent on ExternalName. */
  internalTrafficPolicy?: TrafficPolicy;
  sessionAffinity: 'None' | 'ClientIP';
  /** Seconds; present with ClientIP. */
  affinityTimeoutSeconds?: number;
  ipFamilies: readonly IPFamily[];
  ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  publishNotReadyAddresses: boolean;
  healthCheckNodePort?: number;
  trafficDistribution?: string;
}

/** S9. */
export function isHeadless(service: Service): boolean {
  return service.type !== 'ExternalName' && service.clusterIPs[0] === 'None';
}
