// Every finding there is: how bad, by which rule, and where Kubernetes documents it. The words are in
// `shared/words/findings.ts`; the judgement is in the family's own file.

import type { FindingCode } from '../words/findings.ts';

export type Severity = 'error' | 'warning' | 'info';

export type FamilyName =
  | 'selectors'
  | 'ports'
  | 'mesh'
  | 'slices'
  | 'endpoints'
  | 'addresses'
  | 'pods'
  | 'trafficPolicy'
  | 'loadBalancer'
  | 'clashes'
  | 'externalName'
  | 'headless'
  | 'statefulSet'
  | 'workloads'
  | 'policies'
  | 'routes'
  | 'gateways'
  | 'webhooks'
  | 'manifests';

export interface CatalogueEntry {
  family: FamilyName;
  severity: Severity;
  /** Rules of the Service semantics behind it. */
  rules: readonly string[];
  /** Below `https://kubernetes.io/docs/`, or a whole address. */
  page: string;
}

const service = 'concepts/services-networking/service/';
const ports = `${service}#field-spec-ports`;
const headless = `${service}#headless-services`;
const externalName = `${service}#externalname`;
const selectorless = `${service}#services-without-selectors`;
const slices = 'concepts/services-networking/endpoint-slices/';
const virtualIPs = 'reference/networking/virtual-ips/';
const policy = 'concepts/services-networking/network-policies/';
const ingress = 'concepts/services-networking/ingress/';
const dns = 'concepts/services-networking/dns-pod-service/';
const debug = 'tasks/debug/debug-application/debug-service/';
const gateway = 'https://gateway-api.sigs.k8s.io/reference/spec/';
const webhook = 'reference/access-authn-authz/extensible-admission-controllers/';

function entries<Code extends FindingCode>(
  family: FamilyName,
  rows: Readonly<Record<Code, readonly [Severity, readonly string[], string]>>,
): Record<Code, CatalogueEntry>;
function entries(
  family: FamilyName,
  rows: Readonly<Record<string, readonly [Severity, readonly string[], string]>>,
): Record<string, CatalogueEntry> {
  return Object.fromEntries(
    Object.entries(rows).map(([code, [severity, rules, page]]) => [
      code,
      { family, severity, rules, page },
    ]),
  );
}

export const catalogue: Readonly<Record<FindingCode, CatalogueEntry>> = {
  ...entries('selectors', {
    selectorNearMiss: ['error', ['S8', 'S55'], debug],
    selectorOtherNamespace: ['warning', ['S8'], debug],
    selectorNamespaceUnsaid: ['info', ['S8'], debug],
    selectorMatchesNothing: ['warning', ['S8', 'S55'], debug],
    selectorUnjudged: ['info', ['S8'], service],
    selectorScaledToZero: ['info', ['S8', 'S55'], debug],
    podsMissing: ['warning', ['S8', 'S55'], debug],
    selectorForeignWorkload: ['warning', ['S8', 'S23'], service],
    selectorSeveralWorkloads: ['info', ['S8'], service],
  }),
  ...entries('ports', {
    targetPortUnresolved: ['error', ['S23', 'S24'], ports],
    targetPortProtocol: ['error', ['S5', 'S23', 'S24'], ports],
    targetPortUnresolvedInSome: ['info', ['S24', 'S25'], ports],
    targetPortDiffers: ['info', ['S25'], ports],
    portProtocolMismatch: ['warning', ['S5'], ports],
    targetPortUndeclared: ['info', ['S23'], ports],
  }),
  ...entries('mesh', {
    meshPortNameUntold: [
      'info',
      ['S6'],
      'https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/',
    ],
    meshAppProtocolUnknown: [
      'info',
      ['S6'],
      'https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/',
    ],
  }),
  ...entries('slices', {
    slicePortNameMismatch: ['error', ['S4', 'S36'], slices],
    slicePortProtocolMismatch: ['error', ['S4', 'S5'], slices],
    slicePortIgnored: ['warning', ['S34'], slices],
    sliceWithoutService: ['warning', ['S29'], slices],
    sliceServiceMissing: ['warning', ['S29'], slices],
    fqdnSlice: ['warning', ['S33'], slices],
    sliceFamilyUnserved: ['warning', ['S12', 'S36'], 'concepts/services-networking/dual-stack/'],
    familyWithoutEndpoints: ['warning', ['S12', 'S20'], 'concepts/services-networking/dual-stack/'],
    duplicateEndpoint: ['warning', ['S36'], `${slices}#duplicate-endpoints`],
    endpointTargetGone: ['warning', ['S16', 'S29'], slices],
    endpointAddressMoved: ['error', ['S20', 'S36'], slices],
    readyPodUnlisted: ['warning', ['S16', 'S18', 'S36'], slices],
    hintsUnusable: ['warning', ['S41'], 'concepts/services-networking/topology-aware-routing/'],
  }),
  ...entries('endpoints', {
    endpointsServiceNearMiss: ['error', ['S31'], selectorless],
    endpointsWithoutService: ['info', ['S31'], selectorless],
    endpointsPortMismatch: ['error', ['S4', 'S31'], selectorless],
    endpointsBesideSelector: ['warning', ['S31'], selectorless],
    endpointsNotMirrored: ['warning', ['S31'], `${slices}#endpointslice-mirroring`],
    endpointsTruncated: ['warning', ['S27'], `${service}#over-capacity-endpoints`],
    noEndpointsWritten: ['warning', ['S8', 'S55'], selectorless],
    noEndpointsGiven: ['info', ['S8'], selectorless],
  }),
  ...entries('addresses', {
    endpointIsClusterIP: ['error', ['S30'], selectorless],
    endpointAddressForbidden: ['error', ['S30'], selectorless],
    endpointWithoutNode: ['warning', ['S35', 'S37'], virtualIPs],
  }),
  ...entries('pods', {
    noReadyPods: ['error', ['S18', 'S39', 'S55'], debug],
    somePodsNotReady: ['warning', ['S18', 'S39'], debug],
    readinessGateFalse: [
      'error',
      ['S18'],
      'concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate',
    ],
    readinessPortUnresolved: [
      'error',
      ['S18', 'S23'],
      'tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    ],
    callsItself: ['info', ['S51'], `${debug}#a-pod-fails-to-reach-itself-via-the-service-ip`],
    onlyTerminating: ['warning', ['S17', 'S38'], `${slices}#conditions`],
  }),
  ...entries('trafficPolicy', {
    localPolicyDropsOnNodes: ['warning', ['S37', 'S55', 'S70'], `${virtualIPs}#traffic-policies`],
    localPolicySkipsNodes: ['info', ['S37', 'S66', 'S70'], `${virtualIPs}#traffic-policies`],
    internalLocalDropsOnNodes: [
      'warning',
      ['S37', 'S55'],
      'concepts/services-networking/service-traffic-policy/',
    ],
    healthCheckDisagrees: ['info', ['S66'], `${virtualIPs}#traffic-policies`],
  }),
  ...entries('loadBalancer', {
    loadBalancerPending: ['warning', ['S14'], `${service}#loadbalancer`],
    loadBalancerClassUnserved: ['warning', ['S14'], `${service}#load-balancer-class`],
    sourceRangesBypassed: ['info', ['S52'], `${service}#loadbalancer`],
    nodePortOutOfRange: ['warning', ['S7'], `${service}#type-nodeport`],
  }),
  ...entries('clashes', {
    nodePortClash: ['error', ['S7'], `${service}#type-nodeport`],
    externalAddressClash: ['error', ['S13'], `${service}#external-ips`],
    clusterIPClash: ['error', ['S1'], 'concepts/services-networking/cluster-ip-allocation/'],
  }),
  ...entries('externalName', {
    externalNameIsIP: ['error', ['S77'], externalName],
    externalNameLoop: ['error', ['S77'], externalName],
    externalNameServiceMissing: ['warning', ['S77', 'S81'], externalName],
    externalNameTLS: ['info', ['S77'], externalName],
    externalNamePortMapped: ['info', ['S77'], externalName],
    externalNameSelector: ['warning', ['S28'], externalName],
  }),
  ...entries('headless', {
    headlessPortDiffers: ['info', ['S9', 'S76'], headless],
    headlessPortUnresolved: ['info', ['S24', 'S76'], headless],
  }),
  ...entries('statefulSet', {
    statefulSetServiceNearMiss: ['error', ['S75'], `${dns}#a-aaaa-records-1`],
    statefulSetServiceMissing: [
      'warning',
      ['S75'],
      'concepts/workloads/controllers/statefulset/#stable-network-id',
    ],
    statefulSetServiceNotGiven: [
      'info',
      ['S75'],
      'concepts/workloads/controllers/statefulset/#stable-network-id',
    ],
    statefulSetServiceSelectsOthers: [
      'warning',
      ['S22', 'S75'],
      'concepts/workloads/controllers/statefulset/#stable-network-id',
    ],
    statefulSetServiceNotHeadless: [
      'info',
      ['S74', 'S75'],
      'concepts/workloads/controllers/statefulset/#limitations',
    ],
  }),
  ...entries('workloads', {
    workloadSelectorMisses: ['error', ['S8'], 'concepts/overview/working-with-objects/labels/'],
  }),
  ...entries('policies', {
    policyServicePort: ['error', ['S91'], policy],
    policyAllowsNobody: ['info', ['S82', 'S85'], policy],
    policyForgetsDNS: ['warning', ['S93'], policy],
    policySelectorNearMiss: ['warning', ['S82'], policy],
    policySelectsNothing: ['info', ['S82'], policy],
    policyPeerSelectsNothing: ['info', ['S86'], policy],
    policyExceptOutside: ['error', ['S87'], policy],
    policyEndPortInvalid: ['error', ['S88'], `${policy}#targeting-a-range-of-ports`],
  }),
  ...entries('routes', {
    routeServiceMissing: ['error', ['S94', 'S95'], ingress],
    routeServiceNotGiven: ['info', ['S94'], ingress],
    routePortMissing: ['error', ['S94'], ingress],
    routeToExternalName: ['info', ['S95'], ingress],
    ingressClassMissing: ['warning', ['S94'], `${ingress}#ingress-class`],
    ingressWithoutClass: ['warning', ['S94'], `${ingress}#default-ingress-class`],
  }),
  ...entries('gateways', {
    gatewayMissing: ['error', ['S94'], gateway],
    gatewayListenerMissing: ['error', ['S94'], gateway],
    gatewayRefusesNamespace: ['error', ['S94'], gateway],
    gatewayHostnameMismatch: ['warning', ['S94'], gateway],
    gatewayClassMissing: ['warning', ['S94'], gateway],
    referenceGrantMissing: ['error', ['S94', 'S95'], gateway],
    routeWeightsZero: ['warning', ['S94'], gateway],
  }),
  ...entries('webhooks', {
    webhookServiceMissing: ['error', ['S81'], webhook],
    webhookPortMissing: ['error', ['S4', 'S62'], webhook],
  }),
  ...entries('manifests', {
    misspeltField: ['error', ['S1'], 'reference/using-api/api-concepts/#field-validation'],
    unknownField: ['warning', ['S1'], 'reference/using-api/api-concepts/#field-validation'],
    invalidField: ['error', ['S1'], 'reference/using-api/api-concepts/'],
    unusableObject: ['error', ['S1'], 'concepts/overview/working-with-objects/'],
    duplicateObject: ['warning', ['S1'], 'concepts/overview/working-with-objects/names/'],
    objectInTwoFiles: ['info', ['S1'], 'concepts/overview/working-with-objects/names/'],
    objectRepeated: ['info', ['S1'], 'concepts/overview/working-with-objects/names/'],
    misspeltKind: ['error', ['S1'], 'concepts/overview/working-with-objects/'],
    wrongAPIVersion: ['error', ['S1'], 'reference/using-api/'],
    retiredAPIVersion: ['info', ['S1'], 'reference/using-api/deprecation-guide/'],
    kustomizePatch: ['info', ['S1'], 'tasks/manage-kubernetes-objects/kustomization/'],
    placeholderValue: ['info', ['S1'], 'concepts/overview/working-with-objects/'],
    templateFile: ['warning', ['S1'], 'https://helm.sh/docs/helm/helm_template/'],
    replicasCut: ['info', ['S1'], 'concepts/workloads/controllers/deployment/'],
    yamlSyntax: ['error', ['S1'], 'concepts/overview/working-with-objects/'],
    duplicateKey: ['error', ['S1'], 'reference/using-api/api-concepts/#field-validation'],
    tooManyAliases: ['error', ['S1'], 'concepts/overview/working-with-objects/'],
    notKubernetes: ['info', ['S1'], 'concepts/overview/working-with-objects/'],
    unreadableFile: ['error', ['S1'], 'concepts/overview/working-with-objects/'],
  }),
};

/** The documentation behind a finding. */
export function pageOf({ page }: CatalogueEntry): string {
  return page.startsWith('https://') ? page : `https://kubernetes.io/docs/${page}`;
}
