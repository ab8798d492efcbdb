// What the list shows, in which order. Pure.
import type { ServiceSummary } from '@portolan/shared/wire/view.ts';
import { matches, parseFilter } from '../../url/filter.ts';
import type { ListPlace, Sort } from '../../url/location.ts';

export function listServices(
  services: ReadonlyMap<string, ServiceSummary>,
  { namespace, filter, sort, reversed }: Omit<ListPlace, 'page'>,
): readonly ServiceSummary[] {
  const wanted = parseFilter(filter ?? '');
  const shown = [...services.values()].filter(
    (service) =>
      (namespace === undefined || service.namespace === namespace) && matches(service, wanted),
  );
  const sorted = shown.toSorted(orders[sort ?? 'namespace']);
  return reversed ? sorted.toReversed() : sorted;
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
  namespace: byKey,
  name: (a, b) => compare(a.name, b.name) || byKey(a, b),
  type: (a, b) => compare(typeOf(a), typeOf(b)) || byKey(a, b),
  findings: (a, b) => compare(findingsOf(b), findingsOf(a)) || byKey(a, b),
  health: (a, b) => healthOrder.indexOf(a.health) - healthOrder.indexOf(b.health) || byKey(a, b),
  ready: (a, b) => readiness(a) - readiness(b) || byKey(a, b),
  age: (a, b) => compare(b.created ?? '', a.created ?? '') || byKey(a, b),
};

function byKey(a: ServiceSummary, b: ServiceSummary): number {
  return compare(a.namespace, b.namespace) || compare(a.name, b.name);
}

function typeOf({ type, headless }: ServiceSummary): string {
  return headless ? `${type} headless` : type;
}

/** Errors weigh more than any number of warnings. */
function findingsOf({ findings }: ServiceSummary): string {
  const counts = findings ? [findings.error, findings.warning, findings.info] : [];
  return counts.map((count) => String(count).padStart(6, '0')).join(' ');
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
