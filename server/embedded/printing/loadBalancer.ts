import type { KubeObject } from '../objects.ts';
import { listAt, textAt } from '../schema/read.ts';

/** The addresses or names in `status.loadBalancer.ingress`, each once and in order. */
export function loadBalancerAddresses(object: KubeObject): readonly string[] {
  const found = listAt(object, 'status', 'loadBalancer', 'ingress')
    .map((ingress) => textAt(ingress, 'ip') || textAt(ingress, 'hostname'))
    .filter((address) => address !== '');
  return [...new Set(found)].toSorted();
}
