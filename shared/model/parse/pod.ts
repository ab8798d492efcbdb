import type { Pod, PodCondition } from '../pod.ts';
import { parseContainer, parseContainerState } from './container.ts';
import type { Fields } from './fields.ts';
import { parseMetadata } from './metadata.ts';

const phases = ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'] as const;

export function parsePod(object: Fields): Pod {
  const spec = object.child('spec');
  const status = object.child('status');
  const { interner } = object;
  const pod: Pod = {
    kind: 'Pod',
    metadata: parseMetadata(object, 'namespaced'),
    hostNetwork: spec.boolean('hostNetwork') ?? false,
    dnsPolicy: spec.sharedString('dnsPolicy') ?? 'ClusterFirst',
    containers: interner.value(spec.children('containers').map(parseContainer)),
    initContainers: interner.value(spec.children('initContainers').map(parseContainer)),
    readinessGates: interner.value(
      spec.children('readinessGates').map((gate) => gate.string('conditionType') ?? ''),
    ),
    claims: interner.value(parseClaims(spec)),
    // A file without status is a Pod not started yet.
    phase:
      phases.find((phase) => phase === status.nonEmpty('phase')) ??
      (status.nonEmpty('phase') === undefined ? 'Pending' : 'Unknown'),
    podIPs: parsePodIPs(status),
    conditions: interner.value(status.children('conditions').map(parseCondition)),
    containerStates: interner.value(status.children('containerStatuses').map(parseContainerState)),
  };
  readOptional(spec, status, pod);
  return pod;
}

function readOptional(spec: Fields, status: Fields, pod: Pod): void {
  const nodeName = spec.sharedString('nodeName');
  if (nodeName !== undefined && nodeName !== '') pod.nodeName = nodeName;
  const hostname = spec.nonEmpty('hostname');
  if (hostname !== undefined) pod.hostname = hostname;
  const subdomain = spec.sharedString('subdomain');
  if (subdomain !== undefined && subdomain !== '') pod.subdomain = subdomain;
  const dnsConfig = spec.optionalChild('dnsConfig');
  if (dnsConfig !== undefined) pod.dnsConfig = spec.interner.value(parseDNSConfig(dnsConfig));
  const hostIP = status.ip('hostIP');
  if (hostIP !== undefined) pod.hostIP = spec.interner.text(hostIP);
  const reason = status.nonEmpty('reason');
  if (reason !== undefined) pod.reason = reason;
  const message = status.nonEmpty('message');
  if (message !== undefined) pod.message = message;
}

/** `podIP` alone is how a file or an old kubelet gives it. */
function parsePodIPs(status: Fields): readonly string[] {
  const ips = status.children('podIPs').map((each) => each.ip('ip'));
  // No array grown by pushes: each keeps room for sixteen more.
  const [first, second] = ips.filter((ip) => ip !== undefined);
  if (first !== undefined) return second === undefined ? [first] : [first, second];
  const only = status.ip('podIP');
  return only === undefined ? noAddresses : [only];
}

const noAddresses: readonly string[] = [];

function parseDNSConfig(fields: Fields): NonNullable<Pod['dnsConfig']> {
  const config: NonNullable<Pod['dnsConfig']> = {
    searches: fields.strings('searches'),
    nameservers: fields.strings('nameservers'),
  };
  const option = fields.children('options').find((each) => each.string('name') === 'ndots');
  const ndots = Number(option?.nonEmpty('value') ?? Number.NaN);
  if (Number.isInteger(ndots) && ndots >= 0) config.ndots = ndots;
  return config;
}

/** A StatefulSet's claims are volumes of the Pod like any other. */
function parseClaims(spec: Fields): string[] {
  const claims: string[] = [];
  for (const volume of spec.children('volumes')) {
    const name = volume.optionalChild('persistentVolumeClaim')?.nonEmpty('claimName');
    if (name !== undefined) claims.push(name);
  }
  return claims;
}

export function parseCondition(fields: Fields): PodCondition {
  const status = fields.string('status');
  const condition: PodCondition = {
    type: fields.string('type') ?? '',
    status: status === 'True' || status === 'False' ? status : 'Unknown',
  };
  const reason = fields.nonEmpty('reason');
  if (reason !== undefined) condition.reason = reason;
  const message = fields.nonEmpty('message');
  if (message !== undefined) condition.message = message;
  return condition;
}
