import type { KubeObject } from '../objects.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { nodeStatus } from './nodeObjects.ts';
import { keyOf, listAt, splitKey, textAt } from './reading.ts';

/** Nodes that somebody adds get what their kubelet and the node IPAM would give them. */
export function nodeController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: 'node-controller',
    *keysOf({ type, resource, object }) {
      if (resource.kind === 'Node' && type === 'ADDED') yield keyOf(object);
    },
    reconcile(key) {
      const { name } = splitKey(key);
      const node = store.get({ plural: 'nodes', group: '', name });
      if (node !== undefined) complete(context, node);
      return undefined;
    },
  };
}

function complete(context: ControllerContext, node: KubeObject): void {
  const { store } = context;
  const ref = { plural: 'nodes', group: '', name: node.metadata.name };
  const nodes = store.list({ plural: 'nodes', group: '' });
  if (textAt(node, 'spec', 'podCIDR') === undefined) {
    const podCIDR = firstFree(nodes.map(podRangeOf), (index) => `10.244.${index}.0/24`);
    store.modify(ref, (current) => ({
      ...current,
      spec: { ...Object(current['spec']), podCIDR, podCIDRs: [podCIDR] },
    }));
  }
  if (listAt(node, 'status', 'addresses').length > 0) return;
  const address = firstFree(nodes.map(addressOf), (index) => `172.18.0.${index + 2}`);
  const status = nodeStatus({ name: node.metadata.name, address }, context.clock.now());
  store.modify(ref, (current) => ({ ...current, status }), 'status');
}

function podRangeOf(node: KubeObject): string | undefined {
  return textAt(node, 'spec', 'podCIDR');
}

function addressOf(node: KubeObject): string | undefined {
  return textAt(listAt(node, 'status', 'addresses')[0], 'address');
}

function firstFree(
  taken: readonly (string | undefined)[],
  candidate: (index: number) => string,
): string {
  const used = new Set(taken);
  let index = 0;
  while (used.has(candidate(index))) index += 1;
  return candidate(index);
}
