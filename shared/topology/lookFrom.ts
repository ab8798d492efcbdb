// A view from one vantage point of the writer's choice, be it one the view itself does not have.
import { reason, type Reason } from '../paths/reason.ts';
import { parseVantage } from '../paths/vantage.ts';
import type { World } from '../state/world.ts';
import type { ServiceView, Vantage } from '../wire/view.ts';
import { expectationsOf, type ViewOptions } from './serviceView.ts';

/**
 * What clients there will meet. A Pod that is not in the cluster is a hypothetical client; a node
 * that is not, and anything that is no vantage point, is an error with the words of a trace.
 */
export function lookFrom(
  world: World,
  view: ServiceView,
  vantage: string,
  options: ViewOptions,
): ServiceView | { error: Reason } {
  const parsed = parseVantage(vantage);
  if ('error' in parsed) return parsed;
  // A bare address means nothing without the node that sees its packets.
  if (parsed.kind === 'address') return { error: reason('badVantage', { text: vantage }) };
  if (parsed.kind === 'node' && !world.node(parsed.node))
    return { error: reason('noSuchNode', { node: parsed.node }) };
  const isMissing = parsed.kind === 'pod' && !world.pod(parsed.pod);
  const one: Vantage = {
    id: vantage,
    kind: parsed.kind,
    ...(isMissing && { hypothetical: true }),
  };
  const seen = { ...view, vantages: [one] };
  return { ...seen, expectations: expectationsOf(world, seen, options) };
}
