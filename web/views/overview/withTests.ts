// What tests have shown, in the list. Pure.
import type { ServiceSummary } from '@portolan/shared/wire/view.ts';
import type { LastTests } from '../../live/cache.ts';

/** Health as the objects tell it, unless tests that this page has seen say otherwise. */
export function withTests(
  services: ReadonlyMap<string, ServiceSummary>,
  tests: ReadonlyMap<string, LastTests>,
): ReadonlyMap<string, ServiceSummary> {
  const odd = [...tests].flatMap(([key, { odd: count }]) => {
    const service = services.get(key);
    return service?.health === 'healthy' && count > 0 ? [degraded(service, count)] : [];
  });
  if (odd.length === 0) return services;
  return new Map([...services, ...odd.map((service) => [service.key, service] as const)]);
}

function degraded(service: ServiceSummary, count: number): ServiceSummary {
  return { ...service, health: 'degraded', reason: { code: 'testsDisagree', params: { count } } };
}
