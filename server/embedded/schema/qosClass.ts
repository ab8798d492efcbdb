import { type JsonObject } from './fill.ts';
import { at, fieldOf, listAt } from './read.ts';

const counted = ['cpu', 'memory'];

/** How safe a Pod is from eviction: `Guaranteed`, `Burstable` or `BestEffort`, by what it asks for. */
export function qosClass(pod: JsonObject): string {
  const containers = ['containers', 'initContainers'].flatMap((list) => listAt(pod, 'spec', list));
  if (!containers.some(asksAnything)) return 'BestEffort';
  return containers.every(isGuaranteed) ? 'Guaranteed' : 'Burstable';
}

function asksAnything(container: unknown): boolean {
  const amounts = ['limits', 'requests'].map((kind) => at(container, 'resources', kind));
  return amounts.some((amount) => counted.some((name) => fieldOf(amount, name) !== undefined));
}

/** Limits for all that counts, and requests no lower. */
function isGuaranteed(container: unknown): boolean {
  return counted.every((name) => {
    const limit = at(container, 'resources', 'limits', name);
    const request = at(container, 'resources', 'requests', name) ?? limit;
    return limit !== undefined && limit === request;
  });
}
