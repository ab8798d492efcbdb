// Which Pods can be stood in: those whose containers may be entered, where that is switched on.
import { isAllowed } from '../../cluster/accessReview.ts';
import { podExec } from '../../cluster/podExec.ts';
import { podVantage } from './podVantage.ts';
import { type Vantage, unavailableVantage } from './vantage.ts';
import type { ClusterVantagesOptions } from './vantages.ts';

type Options = Pick<ClusterVantagesOptions, 'tools' | 'limits' | 'now'>;

/** The vantage of `pod:NS/NAME[/CONTAINER]`; the same one for the same id, which remembers what it found. */
export function podVantages({ tools, limits, now }: Options): (id: string) => Vantage {
  const known = new Map<string, Vantage>();
  return (id) => {
    if (!tools?.mayExec) return unavailableVantage(id, 'execOff', {});
    const found = known.get(id);
    if (found) return found;
    const [namespace = '', pod = '', container] = id.slice('pod:'.length).split('/');
    const { calls } = tools;
    const run = podExec(calls);
    const ask = { resource: 'pods', subresource: 'exec', namespace };
    const vantage = podVantage({
      id,
      limits,
      now,
      run: (command, signal) =>
        run({ namespace, pod, command, ...(container !== undefined && { container }) }, signal),
      // API servers since 1.35 want both verbs of a WebSocket.
      isAllowed: async (signal) =>
        (await isAllowed(calls, { verb: 'create', ...ask }, signal)) &&
        isAllowed(calls, { verb: 'get', ...ask }, signal),
    });
    known.set(id, vantage);
    return vantage;
  };
}
