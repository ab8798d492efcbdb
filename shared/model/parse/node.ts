import type { Node } from '../cluster.ts';
import { canonicalIP } from './address.ts';
import type { Fields } from './fields.ts';
import { parseMetadata } from './metadata.ts';

const zoneLabel = 'topology.kubernetes.io/zone';
const dialAnnotation = 'portolan.dev/dial-address';

export function parseNode(object: Fields): Node {
  const spec = object.child('spec');
  const status = object.child('status');
  const addresses = status.children('addresses');
  const metadata = parseMetadata(object, 'cluster');
  const node: Node = {
    kind: 'Node',
    metadata,
    internalIPs: addressesOf(addresses, 'InternalIP'),
    externalIPs: addressesOf(addresses, 'ExternalIP'),
    podCIDRs: parsePodCIDRs(spec),
    ready: parseReady(status),
    unschedulable: spec.boolean('unschedulable') ?? false,
  };
  const hostname = addresses
    .find((each) => each.string('type') === 'Hostname')
    ?.nonEmpty('address');
  if (hostname !== undefined) node.hostname = hostname;
  const zone = metadata.labels.get(zoneLabel);
  if (zone !== undefined && zone !== '') node.zone = zone;
  const dialAddress = metadata.annotations.get(dialAnnotation);
  if (dialAddress !== undefined && dialAddress !== '') node.dialAddress = dialAddress;
  return node;
}

/** The API server stores any text as an address; what is none is left out, as kube-proxy does. */
function addressesOf(addresses: readonly Fields[], type: string): readonly string[] {
  return addresses
    .filter((each) => each.string('type') === type)
    .map((each) => canonicalIP(each.string('address') ?? ''))
    .filter((ip) => ip !== undefined);
}

function parsePodCIDRs(spec: Fields): readonly string[] {
  const all = spec.strings('podCIDRs');
  if (all.length > 0) return all;
  const only = spec.nonEmpty('podCIDR');
  return only === undefined ? [] : [only];
}

function parseReady(status: Fields): Node['ready'] {
  const ready = status
    .children('conditions')
    .find((each) => each.string('type') === 'Ready')
    ?.string('status');
  return ready === 'True' || ready === 'False' ? ready : 'Unknown';
}
