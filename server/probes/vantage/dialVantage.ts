// A vantage point from which a dialer dials: this machine's own sockets, or the embedded network.
import type { Dialer } from '../dialer.ts';
import { probe } from '../probe.ts';
import type { ProbeLimits, Vantage } from './vantage.ts';

/** Always available: whoever has a dialer can stand there. */
export function dialVantage(id: string, dialer: Dialer, limits: ProbeLimits): Vantage {
  return {
    id,
    simulated: dialer.simulated,
    capability: async () => ({ available: true }),
    probe: (target, kind, signal) => probe({ dialer, from: id, target, kind }, limits, signal),
  };
}
