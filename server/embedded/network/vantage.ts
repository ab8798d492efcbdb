// Where a client stands.

import { OUTSIDE_ADDRESS } from './addresses.ts';
import type { ClusterView, NetworkNode, NetworkPod } from './clusterView.ts';

export type Standing =
  | { at: 'outside'; address: string }
  | { at: 'node'; node: NetworkNode; address: string }
  | {
      at: 'pod';
      namespace: string;
      node: NetworkNode;
      address: string;
      /** Absent for a hypothetical Pod. */
      pod?: NetworkPod;
    };

/** The address of a client Pod that does not exist: the last of the first node's range. */
function hypotheticalAddress(node: NetworkNode): string {
  const [network = '10.244.0.0'] = (node.model.podCIDRs[0] ?? '').split('/');
  return network.replace(/\.\d+$/, '.254');
}

/**
 * `pod:NS/NAME`, `node:NAME`, `outside` or `server`, which is a machine outside. A Pod that does
 * not exist stands on the first node. Undefined for anything else, and for unknown nodes.
 */
export function standingOf(view: ClusterView, vantage: string): Standing | undefined {
  if (vantage === 'outside' || vantage === 'server' || vantage === 'browser') {
    return { at: 'outside', address: OUTSIDE_ADDRESS };
  }
  const colon = vantage.indexOf(':');
  const rest = vantage.slice(colon + 1);
  if (vantage.startsWith('node:')) return nodeStanding(view.node(rest));
  if (!vantage.startsWith('pod:') || !/^[^/]+\/[^/]+$/.test(rest)) return undefined;
  const pod = view.pods.get(rest);
  const [namespace = ''] = rest.split('/');
  return pod === undefined ? hypothetical(view, namespace) : podStanding(view, pod);
}

function nodeStanding(node: NetworkNode | undefined): Standing | undefined {
  const address = node?.model.internalIPs[0];
  return node === undefined || address === undefined ? undefined : { at: 'node', node, address };
}

function hypothetical(view: ClusterView, namespace: string): Standing | undefined {
  const [node] = view.nodeList();
  return node && { at: 'pod', namespace, node, address: hypotheticalAddress(node) };
}

/** A Pod that has no address yet can dial nobody. */
function podStanding(view: ClusterView, pod: NetworkPod): Standing | undefined {
  const node = view.node(pod.model.nodeName);
  const [address] = pod.model.podIPs;
  if (node === undefined || address === undefined) return undefined;
  return { at: 'pod', namespace: pod.model.metadata.namespace, node, address, pod };
}

/** Pods on the host network stand on their node (S68). */
export function onHostNetwork(standing: Standing): boolean {
  return (
    standing.at === 'node' || (standing.at === 'pod' && standing.pod?.model.hostNetwork === true)
  );
}

/** Every vantage there is, for a client to choose from. */
export function vantagesOf(view: ClusterView): string[] {
  const nodes = view.nodeList().map(({ model }) => `node:${model.metadata.name}`);
  const pods = [...view.pods.keys()].toSorted().map((key) => `pod:${key}`);
  return ['outside', 'server', ...nodes, ...pods];
}
