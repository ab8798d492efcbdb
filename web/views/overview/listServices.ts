// What the list shows, in which order. Pure.
import type { ServiceSummary } from '@portolan/shared/wire/view.ts';
import { matches, parseFilter } from '../../url/filter.ts';
import type { ListPlace, Sort } from '../../url/location.ts';

export function listServices(
  services: ReadonlyMap<string, ServiceSummary>,
  { namespace, filter, sort }: Pick<ListPlace, 'namespace' | 'filter' | 'sort'>,
): readonly ServiceSummary[] {
  const wanted = parseFilter(filter ?? '');
  const shown = [...services.values()].filter(
    (service) =>
      (namespace === undefined || service.namespace === namespace) && matches(service, wanted),
  );
  return shown.toSorted(orders[sort ?? 'name']);
}

const healthOrder: readonly ServiceSummary['health'][] = [
  'down',
  'degraded',
  'unknown',
  'idle',
  'external',
  'healthy',
];

const orders: Record<Sort, (a: ServiceSummary, b: ServiceSummary) => number> = {
  name: byKey,
  health: (a, b) => healthOrder.indexOf(a.health) - healthOrder.indexOf(b.health) || byKey(a, b),
  ready: (a, b) => readiness(a) - readiness(b) || byKey(a, b),
  age: (a, b) => compare(b.created ?? '', a.created ?? '') || byKey(a, b),
};

function byKey(a: ServiceSummary, b: ServiceSummary): number {
  return compare(a.namespace, b.namespace) || compare(a.name, b.name);
}

/** Plain code unit order: ten thousand names, and names are ASCII (RFC 1035). */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Least ready first; unknown and without endpoints last. */
function readiness({ ready, total }: ServiceSummary): number {
  return ready === undefined || !total ? 2 : ready / total;
}
