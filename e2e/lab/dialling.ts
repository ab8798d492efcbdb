// Dials what the conditions say, many at once.
import type { Dial, Seen } from './agent/agents.ts';
import type { Condition } from './conditions/condition.ts';
import type { Lab } from './lab.ts';

/** Milliseconds: within one machine whoever answers at all has answered by then. */
const patience = 2000;

/** What each condition's client saw, each time. */
export async function dialAll(lab: Lab, conditions: readonly Condition[]): Promise<Seen[][]> {
  return Promise.all(conditions.map(async (condition) => dialOften(lab, condition)));
}

async function dialOften(lab: Lab, condition: Condition): Promise<Seen[]> {
  const { from, to, speak = 'http', times = 1, atOnce = 8 } = condition;
  const target: Dial = { ...endOf(to), speak, patience };
  const seen: Seen[] = [];
  while (seen.length < times) {
    const count = Math.min(atOnce, times - seen.length);
    seen.push(...(await Promise.all(Array.from({ length: count }, () => lab.dial(from, target)))));
  }
  return seen;
}

/** `IP:PORT`, `[IP]:PORT` or `NAME:PORT`. */
function endOf(to: string): { host: string; port: number } {
  const end = to.lastIndexOf(':');
  return { host: to.slice(0, end).replace(/^\[(.*)\]$/, '$1'), port: Number(to.slice(end + 1)) };
}
