// A view without the names and addresses of its cluster. Field by field: one that is not listed here
// does not get through. Ports, kinds, states, verdicts, rules and shares stay.
import type { Finding } from '../wire/finding.ts';
import type {
  EntryPoint,
  TopologyEndpoint,
  TopologyPort,
  Unknown,
  WorkloadRef,
} from '../wire/topology.ts';
import type { PodView, ServiceView } from '../wire/view.ts';
import { redactCoded } from './redactCoded.ts';
import { redactExpectation, redactTarget, redactVantage } from './redactTrace.ts';
import type { Redaction } from './redaction.ts';

export function redactView(view: ServiceView, by: Redaction): ServiceView {
  const { externalName, externalTrafficPolicy, internalTrafficPolicy, state } = view;
  return {
    namespace: by.name(view.namespace),
    name: by.name(view.name),
    type: view.type,
    clusterIPs: view.clusterIPs.map((ip) => (ip === 'None' ? ip : by.address(ip))),
    ...(view.headless !== undefined && { headless: view.headless }),
    ...(view.selector && { selector: redactLabels(view.selector, by) }),
    workloads: view.workloads.map((workload) => redactWorkload(workload, by)),
    ports: view.ports.map((port) => redactPort(port, by)),
    entryPoints: view.entryPoints.map((entry) => redactEntry(entry, by)),
    endpoints: view.endpoints.map((endpoint) => redactEndpoint(endpoint, by)),
    findings: view.findings.map((finding) => redactFinding(finding, by)),
    ...(externalName !== undefined && { externalName: by.host(externalName) }),
    ...(externalTrafficPolicy !== undefined && { externalTrafficPolicy }),
    ...(internalTrafficPolicy !== undefined && { internalTrafficPolicy }),
    ...(state && { state }),
    pods: view.pods.map((pod) => redactPod(pod, by)),
    nodes: view.nodes.map(({ name, address, zone, ready }) => ({
      name: by.name(name),
      ...(address !== undefined && { address: by.address(address) }),
      ...(zone !== undefined && { zone: by.name(zone) }),
      ready,
    })),
    // Where Portolan itself runs is nobody's business.
    vantages: view.vantages.map(({ id, kind, hypothetical }) => ({
      id: redactVantage(id, by),
      kind,
      ...(hypothetical !== undefined && { hypothetical }),
    })),
    expectations: view.expectations.map((each) => redactExpectation(each, by)),
  };
}

export function redactUnknown({ kind, namespace, verb }: Unknown, by: Redaction): Unknown {
  return { kind, ...(namespace !== undefined && { namespace: by.name(namespace) }), verb };
}

function redactLabels(labels: Readonly<Record<string, string>>, by: Redaction) {
  return Object.fromEntries(
    Object.entries(labels).map(([key, value]) => [by.text(key), by.name(value)]),
  );
}

function redactWorkload({ kind, name }: WorkloadRef, by: Redaction): WorkloadRef {
  return { kind, name: by.name(name) };
}

function redactPort(port: TopologyPort, by: Redaction): TopologyPort {
  const { name, targetPort, nodePort, appProtocol } = port;
  return {
    ...(name !== undefined && { name: by.text(name) }),
    port: port.port,
    protocol: port.protocol,
    targetPort: typeof targetPort === 'string' ? by.text(targetPort) : targetPort,
    ...(nodePort !== undefined && { nodePort }),
    ...(appProtocol !== undefined && { appProtocol: by.text(appProtocol) }),
  };
}

function redactEntry(entry: EntryPoint, by: Redaction): EntryPoint {
  const { port, protocol, node, portName, host, path, gateway, listener, route, invalid } = entry;
  return {
    id: redactTarget(entry.id, by),
    kind: entry.kind,
    address: by.host(entry.address),
    ...(port !== undefined && { port }),
    ...(protocol && { protocol }),
    ...(node !== undefined && { node: by.name(node) }),
    ...(portName !== undefined && { portName: by.text(portName) }),
    ...(entry.simulated !== undefined && { simulated: entry.simulated }),
    ...(host !== undefined && { host: by.host(host) }),
    ...(path !== undefined && { path: by.text(path) }),
    ...(entry.tls !== undefined && { tls: entry.tls }),
    ...(entry.class !== undefined && { class: by.name(entry.class) }),
    ...(gateway !== undefined && { gateway: keyOf(gateway, by) }),
    ...(listener !== undefined && { listener: by.name(listener) }),
    ...(entry.share !== undefined && { share: entry.share }),
    ...(route && {
      route: { kind: route.kind, namespace: by.name(route.namespace), name: by.name(route.name) },
    }),
    ...(invalid && { invalid: redactCoded(invalid, by) }),
  };
}

function redactEndpoint(endpoint: TopologyEndpoint, by: Redaction): TopologyEndpoint {
  const { port, portName, protocol, ready, serving, terminating, pod, node, zone, reason } =
    endpoint;
  return {
    address: by.host(endpoint.address),
    ...(port !== undefined && { port }),
    ...(portName !== undefined && { portName: by.text(portName) }),
    protocol,
    ready,
    serving,
    terminating,
    ...(pod !== undefined && { pod: keyOf(pod, by) }),
    ...(node !== undefined && { node: by.name(node) }),
    ...(zone !== undefined && { zone: by.name(zone) }),
    slices: endpoint.slices.map((slice) => by.name(slice)),
    ...(reason && { reason: redactCoded(reason, by) }),
  };
}

function redactPod(pod: PodView, by: Redaction): PodView {
  const { ip, node, zone, workload, phase, reason, ordinal, stableName, claims } = pod;
  return {
    namespace: by.name(pod.namespace),
    name: by.name(pod.name),
    // A uid would find the very object again.
    uid: '',
    ...(ip !== undefined && { ip: by.address(ip) }),
    ...(node !== undefined && { node: by.name(node) }),
    ...(zone !== undefined && { zone: by.name(zone) }),
    ...(workload && { workload: redactWorkload(workload, by) }),
    phase,
    readyContainers: pod.readyContainers,
    containers: pod.containers,
    restarts: pod.restarts,
    ready: pod.ready,
    terminating: pod.terminating,
    ...(reason && { reason: redactCoded(reason, by) }),
    ...(ordinal !== undefined && { ordinal }),
    ...(stableName !== undefined && { stableName: by.host(stableName) }),
    ...(claims && { claims: claims.map((claim) => redactClaim(claim, by)) }),
  };
}

function redactClaim(
  { name, phase, capacity }: NonNullable<PodView['claims']>[number],
  by: Redaction,
): NonNullable<PodView['claims']>[number] {
  return {
    name: by.name(name),
    ...(phase !== undefined && { phase }),
    ...(capacity !== undefined && { capacity }),
  };
}

/** The field path and the patch may hold labels, the source the name of a file: they go. */
function redactFinding(
  { code, severity, object, type, params, fix }: Finding,
  by: Redaction,
): Finding {
  const { kind, namespace, name } = object;
  return {
    code,
    severity,
    object: {
      kind,
      ...(namespace !== undefined && { namespace: by.name(namespace) }),
      name: by.name(name),
    },
    ...(type !== undefined && { type }),
    params: redactCoded({ code, params }, by).params,
    ...(fix && { fix: { code: fix.code } }),
  };
}

/** `namespace/name`. */
function keyOf(key: string, by: Redaction): string {
  return key
    .split('/')
    .map((part) => by.name(part))
    .join('/');
}
