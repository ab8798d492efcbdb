import type { NetworkPolicy, PolicyPeer, PolicyPort, PolicyRule } from '../networkPolicy.ts';
import type { Fields } from './fields.ts';
import { parseLabelSelector } from './labelSelector.ts';
import { parseMetadata } from './metadata.ts';
import { parseProtocol } from './protocol.ts';

export function parseNetworkPolicy(object: Fields): NetworkPolicy {
  const spec = object.child('spec');
  const egress = spec.children('egress').map((rule) => parseRule(rule, 'to'));
  return {
    kind: 'NetworkPolicy',
    metadata: parseMetadata(object, 'namespaced'),
    podSelector: parseLabelSelector(spec.child('podSelector')),
    policyTypes: parseTypes(spec, egress.length > 0),
    ingress: spec.children('ingress').map((rule) => parseRule(rule, 'from')),
    egress,
  };
}

/** S83: Ingress always, Egress when there are egress rules. */
function parseTypes(spec: Fields, hasEgress: boolean): NetworkPolicy['policyTypes'] {
  const written = spec.eachOneOf('policyTypes', ['Ingress', 'Egress'] as const);
  if (written.length > 0) return written;
  return hasEgress ? ['Ingress', 'Egress'] : ['Ingress'];
}

function parseRule(fields: Fields, peers: 'from' | 'to'): PolicyRule {
  return {
    peers: fields.children(peers).map(parsePeer),
    ports: fields.children('ports').map(parsePort),
  };
}

function parsePeer(fields: Fields): PolicyPeer {
  const peer: PolicyPeer = {};
  const podSelector = fields.optionalChild('podSelector');
  if (podSelector !== undefined) peer.podSelector = parseLabelSelector(podSelector);
  const namespaceSelector = fields.optionalChild('namespaceSelector');
  if (namespaceSelector !== undefined)
    peer.namespaceSelector = parseLabelSelector(namespaceSelector);
  const ipBlock = fields.optionalChild('ipBlock');
  if (ipBlock !== undefined)
    peer.ipBlock = { cidr: ipBlock.required('cidr'), except: ipBlock.strings('except') };
  return peer;
}

/** S88. */
function parsePort(fields: Fields): PolicyPort {
  const port: PolicyPort = { protocol: parseProtocol(fields) };
  const number = fields.realPortOrName('port');
  if (number !== undefined) port.port = number;
  const endPort = fields.optionalPort('endPort');
  if (endPort !== undefined) port.endPort = endPort;
  return port;
}
