// Decisions that send nothing on.
import { objectKey } from '../model/metadata.ts';
import { scaledToZero } from '../state/scaledToZero.ts';
import type { World } from '../state/world.ts';
import type { TraceHop, Verdict } from '../wire/trace.ts';
import { hostPort } from './addresses.ts';
import type { EndpointChoice } from './endpointChoice.ts';
import type { Decision } from './packet.ts';
import { reason, type Reason } from './reason.ts';
import { portSubject, type ServicePortView } from './servicePortView.ts';

export function slicesReadable(world: World, view: ServicePortView): boolean {
  return world.readable('EndpointSlice', view.service.metadata.namespace);
}

export function unreadableDecision(view: ServicePortView): Decision {
  return refusal(view, 'unknown', [], reason('slicesUnreadable'));
}

/**
 * That endpoints of this port are there and none usable, that the Service has endpoints and none of
 * them serves this port (S4, S24), or that it has none, as nothing is to run where there is no replica.
 */
export function noEndpointsReason(
  world: World,
  { service, port }: ServicePortView,
  choice: EndpointChoice,
): Reason {
  const count = choice.everyone.length;
  if (count > 0) return reason('noUsableEndpoints', { count });
  const slices = world.slicesOf(objectKey(service.metadata));
  if (!slices.some(({ endpoints }) => endpoints.length > 0)) {
    const workload = scaledToZero(world, service);
    if (workload === undefined) return reason('noEndpoints');
    const { kind, metadata } = workload;
    return reason('scaledToZero', { workload: `${kind}/${metadata.name}` });
  }
  return reason('portWithoutEndpoints', {
    port: port.name === '' ? String(port.port) : port.name,
    targetPort: port.targetPort,
  });
}

/** More would bury the verdict; the reason says how many there are. */
const shownEndpoints = 10;

/** Ends at the Service, and says of its endpoints why none serves. */
export function refusal(
  view: ServicePortView,
  verdict: Verdict,
  rules: string[],
  why: Reason,
  choice?: EndpointChoice,
): Decision {
  const left = (choice?.everyone ?? [])
    .slice(0, shownEndpoints)
    .map(({ endpoint, reason: leftOut, rules: by }): TraceHop => ({
      kind: 'endpoint',
      subject: hostPort(endpoint.address, endpoint.port),
      rules: [...by],
      reason: leftOut,
    }));
  return {
    verdict,
    rules: [...rules, ...left.flatMap((hop) => hop.rules)],
    hops: [{ kind: 'service', subject: portSubject(view), verdict, rules, reason: why }, ...left],
    backends: [],
    assumptions: [],
  };
}
