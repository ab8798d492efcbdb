// Decisions that send nothing on.
import type { World } from '../state/world.ts';
import type { Verdict } from '../wire/trace.ts';
import type { Decision } from './packet.ts';
import { reason, type Reason } from './reason.ts';
import { portSubject, type ServicePortView } from './servicePortView.ts';

export function slicesReadable(world: World, view: ServicePortView): boolean {
  return world.readable('EndpointSlice', view.service.metadata.namespace);
}

export function unreadableDecision(view: ServicePortView): Decision {
  return refusal(view, 'unknown', [], reason('slicesUnreadable'));
}

/** How many endpoints there are and none of them usable, or that there are none. */
export function noEndpointsReason(count: number): Reason {
  return count === 0 ? reason('noEndpoints') : reason('noUsableEndpoints', { count });
}

export function refusal(
  view: ServicePortView,
  verdict: Verdict,
  rules: string[],
  why: Reason,
): Decision {
  return {
    verdict,
    rules,
    hops: [{ kind: 'service', subject: portSubject(view), verdict, rules, reason: why }],
    backends: [],
    assumptions: [],
  };
}
