// What of a world of files nobody has written, so that a cluster may have it otherwise.
import type { ModelObject } from '../model/object.ts';
import type { World } from '../state/world.ts';
import { reason, type Reason } from './reason.ts';

/** Nodes, and addresses and NodePorts, that Portolan made up; none in a cluster. */
export function madeUp(world: World): Reason[] {
  const nodes = world.nodes();
  // Of a Node from a file what is around it is made up; those of a cluster say nothing.
  if (nodes[0]?.metadata.simulated === undefined) return [];
  const assumed = nodes.filter(({ metadata }) => metadata.simulated?.includes('metadata.name'));
  const names = assumed.map(({ metadata }) => metadata.name).join(', ');
  return [
    ...(assumed.length > 0 ? [reason('nodesAssumed', { nodes: names })] : []),
    ...(isAnyCompleted(world.services()) || isAnyCompleted(world.pods())
      ? [reason('addressesAssumed')]
      : []),
  ];
}

function isAnyCompleted(objects: Iterable<ModelObject>): boolean {
  for (const { metadata } of objects) if (metadata.simulated !== undefined) return true;
  return false;
}
