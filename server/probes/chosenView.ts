import type { Reason } from '@portolan/shared/paths/reason.ts';
import type { World } from '@portolan/shared/state/world.ts';
import { lookFrom } from '@portolan/shared/topology/lookFrom.ts';
import type { ViewOptions } from '@portolan/shared/topology/serviceView.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';

/** The view from these vantage points instead of the usual ones, or why one of them is none. */
export function chosenView(
  world: World,
  view: ServiceView,
  from: readonly string[],
  options: ViewOptions,
): ServiceView | { error: Reason } {
  const looks: ServiceView[] = [];
  for (const id of new Set(from)) {
    const look = lookFrom(world, view, id, { ...options, asksEndpoints: true });
    if ('error' in look) return look;
    looks.push(look);
  }
  return {
    ...view,
    vantages: looks.flatMap(({ vantages }) => vantages),
    expectations: looks.flatMap(({ expectations }) => expectations),
  };
}
