import type { Node } from '../model/cluster.ts';
import type { NodePlace } from './topologyMode.ts';

export function placeOf(node: Node): NodePlace {
  return { name: node.metadata.name, ...(node.zone === undefined ? {} : { zone: node.zone }) };
}
