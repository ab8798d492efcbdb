// All that the network's tables may do with one connection, with the chance of each.

import { type Destination, route, type Routing } from '../network/route.ts';
import type { Standing } from '../network/vantage.ts';

/** Divisible by 1, 2 and 3: a draw among so many nodes comes out evenly. */
const DRAWS = 6;

export interface Arrival {
  /** `IP:PORT` that was dialled in the end, or what became of the connection instead. */
  end: string;
  kind: 'backend' | 'open' | 'refused' | 'silent';
  /** The source address that a policy in front of the backend sees. */
  source: string;
  /** 0–1. */
  probability: number;
}

/**
 * Every way the choices among nodes and backends can go. An app that refuses, though the tables sent
 * the connection to it, counts as reached: what listens in a Pod is no matter of the tables (S23, S97).
 */
export function everyOutcome(routing: Routing, from: Standing, to: Destination): Arrival[] {
  return explore((draw) => {
    let end: string | undefined;
    let source = from.address;
    const outcome = route(
      {
        ...routing,
        random: () => (draw(DRAWS) + 0.5) / DRAWS,
        choose: (_node, _rule, backends) => {
          const backend = backends[draw(backends.length)];
          if (backend === undefined) throw new Error('nothing to choose from');
          end = `${backend.address}:${backend.port}`;
          return backend;
        },
        permits: (connection) => {
          ({ source } = connection);
          return routing.permits(connection);
        },
      },
      from,
      to,
    );
    const reached: Ended = { kind: 'backend', end: end ?? `${to.address}:${to.port}`, source };
    const { kind } = outcome;
    if (kind === 'silent') return { kind, end: kind, source };
    if (kind === 'pod' || kind === 'external' || end !== undefined) return reached;
    return kind === 'refused' ? { kind, end: kind, source } : { kind: 'open', end: 'open', source };
  });
}

type Draw = (options: number) => number;
type Ended = Omit<Arrival, 'probability'>;

function explore(run: (draw: Draw) => Ended): Arrival[] {
  const found: Arrival[] = [];
  const scripts: number[][] = [[]];
  for (let script = scripts.pop(); script !== undefined; script = scripts.pop()) {
    const planned = script;
    const taken: number[] = [];
    let probability = 1;
    const ended = run((options) => {
      probability /= options;
      const next = planned[taken.length];
      if (next === undefined) {
        for (let other = 1; other < options; other += 1) scripts.push([...taken, other]);
      }
      taken.push(next ?? 0);
      return next ?? 0;
    });
    found.push({ ...ended, probability });
  }
  return found;
}
