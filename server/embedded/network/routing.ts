// The nodes' tables over the cluster as it is: all that decides where a connection goes, no sockets.

import type { Clock } from '../controllers/clock.ts';
import { BackendChoice } from './affinity.ts';
import type { ClusterView, NetworkNode } from './clusterView.ts';
import { NodeTable } from './nodeTable.ts';
import { permits } from './policies.ts';
import type { Routing } from './route.ts';

export interface LiveRouting extends Routing {
  /** Every node that is not stale takes over the cluster as it is now. */
  program(): void;
}

/** `random` gives numbers in [0, 1), for the choice among backends. */
export function createRouting(view: ClusterView, clock: Clock, random: () => number): LiveRouting {
  const choice = new BackendChoice(clock, random);
  const tables = new Map<string, NodeTable>();
  const table = (node: NetworkNode): NodeTable => {
    const { name } = node.model.metadata;
    const found = tables.get(name) ?? new NodeTable();
    tables.set(name, found);
    return found;
  };
  return {
    view,
    table,
    random,
    choose: (node, ...rest) => choice.choose(node.model.metadata.name, ...rest),
    permits: (connection) => permits(view, connection),
    program() {
      const slices = view.slicesByService();
      for (const node of view.nodes.values()) {
        table(node).program(node, view.services, (service) => slices.get(service) ?? []);
      }
    },
  };
}
