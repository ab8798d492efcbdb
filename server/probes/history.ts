// The last results of every path, for its sparkline and its flaps.
import type { PathHistory, ProbeResult } from '@portolan/shared/wire/probe.ts';

/** Results kept of each path. */
const kept = 100;
/** Services remembered; the one tested longest ago is forgotten first. */
const servicesKept = 200;

type Point = PathHistory['points'][number];

interface Path {
  from: string;
  entryPoint: string;
  points: Point[];
}

export class History {
  #services = new Map<string, Map<string, Path>>();

  record(service: string, result: ProbeResult): void {
    const paths = this.#services.get(service) ?? new Map<string, Path>();
    this.#services.delete(service);
    this.#services.set(service, paths);
    const [oldest] = this.#services.keys();
    if (this.#services.size > servicesKept && oldest !== undefined) this.#services.delete(oldest);
    const { from, entryPoint, at, outcome, agree, ms } = result;
    const key = `${from} ${entryPoint}`;
    const path = paths.get(key) ?? { from, entryPoint, points: [] };
    path.points.push({ at, outcome, agree, ...(ms !== undefined && { ms }) });
    if (path.points.length > kept) path.points.shift();
    paths.set(key, path);
  }

  /** Oldest first. */
  of(service: string): PathHistory[] {
    const paths = [...(this.#services.get(service)?.values() ?? [])];
    return paths.map(({ from, entryPoint, points }) => ({
      from,
      entryPoint,
      flaps: flapsOf(points),
      points: [...points],
    }));
  }

  /** Forgets paths to what the Service no longer has: endpoints come and go with their addresses. */
  keepTargets(service: string, targets: ReadonlySet<string>): void {
    const paths = this.#services.get(service);
    for (const [key, { entryPoint }] of paths ?? []) {
      if (!targets.has(entryPoint)) paths?.delete(key);
    }
  }

  /** Of another object of the same name nothing is known (F12). */
  forget(service: string): void {
    this.#services.delete(service);
  }
}

/** How often the outcome changed: an answer is an answer, and what could not be tested is no change. */
function flapsOf(points: readonly Point[]): number {
  const outcomes = points
    .map(({ outcome }) => (outcome === 'http' ? 'open' : outcome))
    .filter((outcome) => outcome !== 'unusable');
  return outcomes.filter((outcome, at) => at > 0 && outcome !== outcomes[at - 1]).length;
}
