// The nodes of the file world: those the files give, or three made-up ones.

import { addressRange, drawAddress } from './addressRange.ts';
import { rawAt, rawFields, rawLabels, rawList, rawText } from './rawFields.ts';
import type { RawObject } from './rawObject.ts';
import { compareRaw, completed, type WorldObject } from './worldObject.ts';

/** Pods that no node's own range covers take their address from here. */
export const podCIDR = '10.244.0.0/16';
const nodeRange = addressRange('172.18.0.0/18');
/** 172.18.0.1 is the gateway; the made-up nodes follow. */
const reservedNodeAddresses = 15;
/** Among what was made up of a Node that files give: they may leave out the rest of its cluster. */
export const clusterAround = 'cluster';
const zoneLabel = 'topology.kubernetes.io/zone';
const hostnameLabel = 'kubernetes.io/hostname';

const madeNodes = [
  { name: 'node-a', ip: '172.18.0.2', zone: 'zone-1', podCIDR: '10.244.0.0/18' },
  { name: 'node-b', ip: '172.18.0.3', zone: 'zone-1', podCIDR: '10.244.64.0/18' },
  { name: 'node-c', ip: '172.18.0.4', zone: 'zone-2', podCIDR: '10.244.128.0/18' },
] as const;

/** Where Pods may be placed, and everything that is a node. */
export interface WorldNodes {
  nodes: readonly WorldObject[];
  /** Nodes that Pods without one are spread over. */
  schedulable: readonly RawObject[];
}

/** `named`: nodes that Pods say they are on, with the address they say it has, if they do. */
export function worldNodes(
  givenNodes: readonly RawObject[],
  named: ReadonlyMap<string, string | undefined>,
): WorldNodes {
  if (givenNodes.length === 0) return impliedNodes(named);
  const nodes = withAddresses(givenNodes.toSorted(compareRaw).map(ofFiles)).map(withReadiness);
  const fit = nodes.map(({ raw }) => raw).filter(isSchedulable);
  return { nodes, schedulable: fit.length > 0 ? fit : nodes.map(({ raw }) => raw) };
}

function ofFiles(raw: RawObject): WorldObject {
  return { raw, simulated: [clusterAround] };
}

/** Files without Nodes are no cluster without nodes: three are made up, and any that Pods name. */
function impliedNodes(named: ReadonlyMap<string, string | undefined>): WorldNodes {
  const made = madeNodes.map(({ name, ip, zone, podCIDR: range }) =>
    madeNode(name, ip, { [zoneLabel]: zone }, { podCIDR: range, podCIDRs: [range] }),
  );
  const known = new Set<string>(madeNodes.map(({ name }) => name));
  const others = [...named]
    .filter(([name]) => !known.has(name))
    .map(([name, ip]) => madeNode(name, ip, {}, {}))
    .toSorted((a, b) => compareRaw(a.raw, b.raw));
  return {
    nodes: [...made, ...withAddresses(others)],
    schedulable: made.map(({ raw }) => raw),
  };
}

function madeNode(
  name: string,
  ip: string | undefined,
  labels: Record<string, string>,
  spec: Record<string, unknown>,
): WorldObject {
  const raw: RawObject = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { [hostnameLabel]: name, ...labels } },
    spec,
    status: {
      addresses: ip === undefined ? [] : addressesOf(name, ip),
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
  return { raw, simulated: ['metadata.name', 'spec', 'status'] };
}

function addressesOf(name: string, ip: string) {
  return [
    { type: 'InternalIP', address: ip },
    { type: 'Hostname', address: name },
  ];
}

/** Nodes without an internal address get one; those that have one keep it. */
function withAddresses(nodes: readonly WorldObject[]): WorldObject[] {
  const taken = new Set(nodes.flatMap(({ raw }) => internalIPs(raw)));
  return nodes.map((node) => {
    const { name } = node.raw.metadata;
    if (internalIPs(node.raw).length > 0) return node;
    const isFree = (ip: string) => !taken.has(ip);
    const ip = drawAddress(`node ${name}`, nodeRange, isFree, reservedNodeAddresses);
    if (ip === undefined) return node;
    taken.add(ip);
    const status = rawFields(node.raw['status']);
    const addresses = [...rawList(status['addresses']), ...addressesOf(name, ip)];
    return completed(node, 'status', { ...status, addresses }, ['status.addresses']);
  });
}

/** A Node without conditions is one whose status the file does not tell: it is ready. */
function withReadiness(node: WorldObject): WorldObject {
  const status = rawFields(node.raw['status']);
  if (rawList(status['conditions']).length > 0) return node;
  const conditions = [{ type: 'Ready', status: 'True' }];
  return completed(node, 'status', { ...status, conditions }, ['status.conditions']);
}

export function internalIPs(node: RawObject): string[] {
  return rawList(rawAt(node, 'status', 'addresses'))
    .filter((each) => rawAt(each, 'type') === 'InternalIP')
    .map((each) => rawText(rawAt(each, 'address')));
}

function isSchedulable(node: RawObject): boolean {
  if (rawAt(node, 'spec', 'unschedulable') === true) return false;
  const ready = rawList(rawAt(node, 'status', 'conditions')).find(
    (each) => rawAt(each, 'type') === 'Ready',
  );
  return ready === undefined || rawAt(ready, 'status') === 'True';
}

/** The nodes a Pod's nodeSelector allows; all of them when it allows none. */
export function placesFor(pod: RawObject, nodes: readonly RawObject[]): readonly RawObject[] {
  const selector = Object.entries(rawLabels(rawAt(pod, 'spec', 'nodeSelector')));
  const allowed = nodes.filter(({ metadata }) => {
    const labels = new Map(Object.entries(rawLabels(metadata.labels)));
    return selector.every(([key, value]) => labels.get(key) === value);
  });
  return allowed.length > 0 ? allowed : nodes;
}

/** Where a node's Pods get their addresses. */
export function podCIDRsOf(node: RawObject | undefined): readonly string[] {
  const spec = rawFields(node?.['spec']);
  const all = rawList(spec['podCIDRs']).filter((each) => typeof each === 'string');
  const only = rawText(spec['podCIDR']);
  return all.length > 0 || only === '' ? all : [only];
}
