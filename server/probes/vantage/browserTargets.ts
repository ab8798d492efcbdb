// What the reader's browser may be asked to dial for one Service. Its frame's policy names exactly
// these addresses, so what is not here cannot be reached from it, whatever the page asks for.
import { isIP } from 'node:net';
import { hostPort } from '@portolan/shared/paths/addresses.ts';
import { type Target, targetText, targetsOf } from '@portolan/shared/topology/targets.ts';
import type { BrowserTarget } from '@portolan/shared/wire/browser.ts';
import type { EntryPoint } from '@portolan/shared/wire/topology.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { mayDial } from '../safety.ts';

/** Ways in from outside the cluster's network; the others are not a browser's to judge. */
const outerKinds: ReadonlySet<EntryPoint['kind']> = new Set([
  'nodePort',
  'loadBalancer',
  'externalIP',
  'ingress',
  'gateway',
]);

/**
 * The entry points that lead in from outside. Addresses of the embedded cluster are simulated: there
 * only the loopback addresses are dialled at which it really listens.
 */
export function browserTargets(view: ServiceView, isEmbedded: boolean): BrowserTarget[] {
  const entries = new Map(view.entryPoints.map((entry) => [entry.id, entry]));
  return targetsOf(view).flatMap((target) => {
    const entry = entries.get(target.id);
    if (!entry || !outerKinds.has(entry.kind)) return [];
    return [{ id: target.id, to: targetText(target), ...urlOf(target, entry, isEmbedded) }];
  });
}

function urlOf(
  { address, port, test }: Target,
  { dial }: EntryPoint,
  isEmbedded: boolean,
): Pick<BrowserTarget, 'url' | 'code'> {
  // A browser speaks nothing but HTTP, and those bytes go only where HTTP is spoken.
  if ((test !== 'http' && test !== 'https') || port === undefined) return { code: 'notHttp' };
  if (isEmbedded) return dial ? { url: `${test}://${dial}/` } : { code: 'onlySimulated' };
  // The browser resolves a name by itself: its address could be neither checked nor pinned (F44).
  if (isIP(address) === 0) return { code: 'onlyAName' };
  if (!mayDial(address)) return { code: 'neverDialled' };
  // A Content-Security-Policy has no words for IPv6 addresses (CSP 3 §2.3.1).
  if (isIP(address) === 6) return { code: 'noIPv6' };
  return { url: `${test}://${hostPort(address, port)}/` };
}
