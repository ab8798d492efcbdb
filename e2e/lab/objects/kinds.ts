// The fields of Kubernetes objects that the lab writes and reads.

export interface Metadata {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

export type Protocol = 'TCP' | 'UDP';

export interface ServicePort {
  name?: string;
  port: number;
  protocol?: Protocol;
  targetPort?: number | string;
  nodePort?: number;
}

export interface ServiceSpec {
  type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  selector?: Record<string, string>;
  clusterIP?: string;
  clusterIPs?: string[];
  ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  externalIPs?: string[];
  externalName?: string;
  ports?: ServicePort[];
  internalTrafficPolicy?: 'Cluster' | 'Local';
  externalTrafficPolicy?: 'Cluster' | 'Local';
  healthCheckNodePort?: number;
  loadBalancerSourceRanges?: string[];
  sessionAffinity?: 'None' | 'ClientIP';
  sessionAffinityConfig?: { clientIP: { timeoutSeconds: number } };
  publishNotReadyAddresses?: boolean;
}

export interface Service {
  apiVersion: 'v1';
  kind: 'Service';
  metadata: Metadata;
  spec: ServiceSpec;
  status?: { loadBalancer?: { ingress?: { ip?: string; ipMode?: string }[] } };
}

export interface Endpoint {
  addresses: string[];
  conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean };
  nodeName?: string;
  zone?: string;
  hostname?: string;
  targetRef?: { kind: string; namespace: string; name: string };
  hints?: { forZones?: { name: string }[] };
}

export interface EndpointSlice {
  apiVersion: 'discovery.k8s.io/v1';
  kind: 'EndpointSlice';
  metadata: Metadata;
  addressType: 'IPv4' | 'IPv6';
  endpoints?: Endpoint[] | null;
  ports?: { name?: string; port: number; protocol?: Protocol }[] | null;
}

export interface Pod {
  apiVersion: 'v1';
  kind: 'Pod';
  metadata: Metadata;
  spec: {
    nodeName: string;
    hostNetwork?: boolean;
    dnsPolicy?: string;
    containers: {
      name: string;
      image: string;
      ports: { name: string; containerPort: number; protocol: Protocol }[];
    }[];
  };
  status?: { podIP?: string; podIPs?: { ip: string }[]; [field: string]: unknown };
}

export interface LabelSelector {
  matchLabels?: Record<string, string>;
}

export interface PolicyPeer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr: string; except?: string[] };
}

export interface PolicyPort {
  protocol?: Protocol;
  port?: number | string;
  endPort?: number;
}

export interface NetworkPolicy {
  apiVersion: 'networking.k8s.io/v1';
  kind: 'NetworkPolicy';
  metadata: Metadata;
  spec: {
    podSelector: LabelSelector;
    policyTypes?: ('Ingress' | 'Egress')[];
    ingress?: { from?: PolicyPeer[]; ports?: PolicyPort[] }[];
    egress?: { to?: PolicyPeer[]; ports?: PolicyPort[] }[];
  };
}

export interface OtherObject {
  apiVersion: string;
  kind: 'Namespace' | 'Node' | 'ConfigMap';
  metadata: Metadata;
  [field: string]: unknown;
}

export type KubeObject = Service | EndpointSlice | Pod | NetworkPolicy | OtherObject;
