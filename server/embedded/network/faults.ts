// What no manifest shows: faults of the data plane, injected by annotations under `portolan.dev/`.

import type { NetworkNode, NetworkPod } from './clusterView.ts';

function list({ annotations }: NetworkNode, name: string): string[] {
  return (annotations.get(`portolan.dev/${name}`) ?? '').split(/[\s,]+/).filter(Boolean);
}

/** `drop-node-port`: a number, several, or `*` for the whole NodePort range. */
export function dropsNodePort(node: NetworkNode, port: number): boolean {
  const dropped = list(node, 'drop-node-port');
  const isInRange = port >= 30_000 && port <= 32_767;
  return dropped.includes(String(port)) || (isInRange && dropped.includes('*'));
}

/** `cut-off`: the nodes, or `*` for all, with which it exchanges no packets of the Pod network. */
export function isCutOff(from: NetworkNode, to: NetworkNode | undefined): boolean {
  if (to === undefined || from.model.metadata.name === to.model.metadata.name) return false;
  return namesInCut(from, to) || namesInCut(to, from);
}

function namesInCut(node: NetworkNode, other: NetworkNode): boolean {
  const cut = list(node, 'cut-off');
  return cut.includes('*') || cut.includes(other.model.metadata.name);
}

/** `policies: off`: nobody enforces NetworkPolicies for the Pods of this node. */
export function enforcesPolicies(node: NetworkNode | undefined): boolean {
  return node?.annotations.get('portolan.dev/policies') !== 'off';
}

/** `hairpin: off`: what a Pod sends to itself by way of a Service never comes back to it. */
export function hairpins({ annotations }: NetworkNode): boolean {
  return annotations.get('portolan.dev/hairpin') !== 'off';
}

/**
 * `mtu: wrong`: packets as large as the network says they may be are lost between this node and
 * others. A connection comes about, and no answer comes through it.
 */
export function losesLargePackets(from: NetworkNode, to: NetworkNode | undefined): boolean {
  if (to === undefined || from.model.metadata.name === to.model.metadata.name) return false;
  return [from, to].some(({ annotations }) => annotations.get('portolan.dev/mtu') === 'wrong');
}

/** `intercept: true`: a proxy in the Pod accepts every connection it makes, whatever comes of it. */
export function intercepts({ annotations }: NetworkPod): boolean {
  return annotations.get('portolan.dev/intercept') === 'true';
}
