// The health of a Service in one word: does anything answer behind it, and should anything?
import { type Service, isHeadless } from '../model/service.ts';
import { scaledToZero } from '../state/scaledToZero.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import type { TopologyEndpoint } from '../wire/topology.ts';
import type { Coded } from '../wire/trace.ts';
import type { ServiceSummary } from '../wire/view.ts';
import type { FindingCode } from '../words/findings.ts';
import type { HealthCode } from '../words/health.ts';

export interface Health {
  /** Distinct endpoint addresses that are ready; absent when slices may not be read. */
  ready?: number;
  total?: number;
  health: ServiceSummary['health'];
  reason?: Coded;
}

export function healthOf(
  world: World,
  service: Service,
  endpoints: readonly TopologyEndpoint[],
): Health {
  if (service.type === 'ExternalName') return { health: 'external' };
  if (!world.readable('EndpointSlice', service.metadata.namespace)) {
    return { health: 'unknown', reason: coded('slicesUnknown') };
  }
  const { ready, total } = countAddresses(endpoints);
  const counts = { ready, total };
  if (total === 0) return { ...counts, ...emptyHealth(world, service) };
  if (ready === 0) {
    // Serving and terminating endpoints still get traffic when nothing else is left (S38).
    const draining = endpoints.some(({ serving, terminating }) => serving && terminating);
    return draining
      ? { ...counts, health: 'degraded', reason: coded('onlyTerminating') }
      : { ...counts, health: 'down', reason: coded('noneReady', { total }) };
  }
  const unresolved = unresolvedPort(service, endpoints);
  if (unresolved !== undefined) {
    return { ...counts, health: 'degraded', reason: coded('portUnresolved', { port: unresolved }) };
  }
  if (ready < total)
    return { ...counts, health: 'degraded', reason: coded('someNotReady', counts) };
  if (service.type === 'LoadBalancer' && service.loadBalancerIngress.length === 0) {
    return { ...counts, health: 'degraded', reason: coded('loadBalancerPending') };
  }
  return { ...counts, health: 'healthy' };
}

/** Worth mending, but clients of the Service get there as if nothing were wrong. */
const besides: ReadonlySet<string> = new Set<FindingCode>([
  'policyForgetsDNS',
  'policySelectorNearMiss',
  'hintsUnusable',
  'externalNameSelector',
  'nodePortOutOfRange',
]);

/**
 * What answers behind a Service is not all of its health: with an error or a warning some client
 * does not get there, or soon will not. The reason is then the finding's code. `findings` are the
 * Service's own, worst first.
 */
export function weighed(health: Health, findings: readonly Finding[]): Health {
  if (health.health !== 'healthy' && health.health !== 'external') return health;
  const worst = findings.find(({ code, severity }) => severity !== 'info' && !besides.has(code));
  if (!worst) return health;
  const { code, params } = worst;
  return { ...health, health: 'degraded', reason: { code, params } };
}

function countAddresses(endpoints: readonly TopologyEndpoint[]): { ready: number; total: number } {
  const readyByAddress = new Map<string, boolean>();
  for (const { address, port, ready } of endpoints) {
    const known = readyByAddress.get(address) ?? false;
    // An endpoint without a port (its named targetPort resolved nowhere) gets no traffic (S24).
    readyByAddress.set(address, known || (ready && port !== undefined));
  }
  const ready = [...readyByAddress.values()].filter(Boolean).length;
  return { ready, total: readyByAddress.size };
}

/** Zero endpoints: on purpose (scaled to zero, nothing written yet) or by mistake. */
function emptyHealth(world: World, service: Service): Health {
  if (!service.selector || service.selector.size === 0) {
    return { health: 'idle', reason: coded('noEndpoints') };
  }
  const { namespace } = service.metadata;
  if (!world.readable('Pod', namespace))
    return { health: 'down', reason: coded('noneReady', { total: 0 }) };
  const total = [...world.podsSelected(namespace, service.selector)].length;
  if (total > 0) return { health: 'down', reason: coded('noneReady', { total }) };
  return scaledToZero(world, service) !== undefined
    ? { health: 'idle', reason: coded('scaledToZero') }
    : { health: 'down', reason: coded('noPodMatches') };
}

/** A Service port that no ready endpoint serves though others do (S24). */
function unresolvedPort(
  service: Service,
  endpoints: readonly TopologyEndpoint[],
): string | undefined {
  if (isHeadless(service)) return undefined;
  const served = new Set(
    endpoints
      .filter(({ ready }) => ready)
      .map(({ portName, protocol }) => `${portName ?? ''}/${protocol}`),
  );
  const missing = service.ports.find(({ name, protocol }) => !served.has(`${name}/${protocol}`));
  return missing && (missing.name === '' ? String(missing.port) : missing.name);
}

function coded(code: HealthCode, params: Coded['params'] = {}): Coded {
  return { code, params };
}
