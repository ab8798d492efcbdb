import { typesOf } from './typeTable.ts';

const status = ['status'];
const gatewayApi = ['gateway-api'];

/** Routing in, policy between and endpoints behind Services, with the Gateway API. */
export const networkTypes = [
  ...typesOf('networking.k8s.io', 'v1', [
    {
      kind: 'IngressClass',
      plural: 'ingressclasses',
      clusterScoped: true,
    },
    { kind: 'Ingress', plural: 'ingresses', shortNames: ['ing'], subresources: status },
    { kind: 'IPAddress', plural: 'ipaddresses', shortNames: ['ip'], clusterScoped: true },
    { kind: 'NetworkPolicy', plural: 'networkpolicies', shortNames: ['netpol'] },
    { kind: 'ServiceCIDR', clusterScoped: true, subresources: status },
  ]),
  ...typesOf('discovery.k8s.io', 'v1', [{ kind: 'EndpointSlice' }]),
  ...typesOf('gateway.networking.k8s.io', 'v1', [
    {
      kind: 'GatewayClass',
      plural: 'gatewayclasses',
      shortNames: ['gc'],
      categories: gatewayApi,
      clusterScoped: true,
      subresources: status,
    },
    { kind: 'Gateway', shortNames: ['gtw'], categories: gatewayApi, subresources: status },
    { kind: 'GRPCRoute', categories: gatewayApi, subresources: status },
    { kind: 'HTTPRoute', categories: gatewayApi, subresources: status },
  ]),
  ...typesOf('gateway.networking.k8s.io', 'v1beta1', [
    { kind: 'ReferenceGrant', shortNames: ['refgrant'], categories: gatewayApi },
  ]),
  ...typesOf('gateway.networking.k8s.io', 'v1alpha2', [
    { kind: 'TCPRoute', categories: gatewayApi, subresources: status },
    { kind: 'TLSRoute', categories: gatewayApi, subresources: status },
  ]),
];
