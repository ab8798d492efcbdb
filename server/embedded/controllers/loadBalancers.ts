import type { KubeObject } from '../objects.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { annotationOf, keyOf, listAt, splitKey, textAt, valueAt } from './reading.ts';

/** The last addresses of the nodes' own network, as a cloud would take from its pool. */
const POOL_PREFIX = '172.18.255.';
const POOL_SIZE = 254;
const COMPONENT = 'service-controller';

/**
 * Gives LoadBalancer Services an address, unless a loadBalancerClass leaves them to others (S14) or
 * `portolan.dev/load-balancer: pending` plays a cloud without balancers.
 */
export function loadBalancerController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: COMPONENT,
    *keysOf({ type, resource, object }) {
      if (resource.kind === 'Service' && type !== 'DELETED') yield keyOf(object);
    },
    reconcile(key) {
      const service = store.get({ plural: 'services', group: '', ...splitKey(key) });
      if (service !== undefined) provide(context, service);
      return undefined;
    },
  };
}

function addressesOf(service: KubeObject): readonly string[] {
  return listAt(service, 'status', 'loadBalancer', 'ingress').flatMap(
    (entry) => textAt(entry, 'ip') ?? [],
  );
}

function provide(context: ControllerContext, service: KubeObject): void {
  if (textAt(service, 'spec', 'loadBalancerClass') !== undefined) return;
  const wanted =
    textAt(service, 'spec', 'type') === 'LoadBalancer' &&
    annotationOf(service, 'portolan.dev/load-balancer') !== 'pending';
  const given = addressesOf(service);
  if (!wanted) {
    if (given.some((ip) => ip.startsWith(POOL_PREFIX))) writeIngress(context, service, []);
    return;
  }
  if (listAt(service, 'status', 'loadBalancer', 'ingress').length > 0) return;
  const ip = freeAddress(context, service);
  if (ip === undefined) return;
  writeIngress(context, service, [{ ip, ipMode: 'VIP' }]);
  context.events.record(service, {
    type: 'Normal',
    reason: 'EnsuredLoadBalancer',
    message: 'Ensured load balancer',
    component: COMPONENT,
  });
}

function freeAddress(context: ControllerContext, service: KubeObject): string | undefined {
  const services = context.store.list({ plural: 'services', group: '' });
  const taken = new Set(services.flatMap(addressesOf));
  const asked = textAt(service, 'spec', 'loadBalancerIP');
  if (asked?.startsWith(POOL_PREFIX) && !taken.has(asked)) return asked;
  const pool = Array.from({ length: POOL_SIZE }, (_, index) => `${POOL_PREFIX}${index + 1}`);
  return pool.find((ip) => !taken.has(ip));
}

function writeIngress(
  context: ControllerContext,
  service: KubeObject,
  ingress: readonly unknown[],
): void {
  const { namespace = '', name } = service.metadata;
  const loadBalancer = ingress.length > 0 ? { ingress } : {};
  context.store.modify(
    { plural: 'services', group: '', namespace, name },
    (current) => ({
      ...current,
      status: { ...Object(valueAt(current, 'status')), loadBalancer },
    }),
    'status',
  );
}
