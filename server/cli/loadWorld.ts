import { applyChange } from '@portolan/shared/state/applyChange.ts';
import { ClusterState } from '@portolan/shared/state/clusterState.ts';
import type { Source } from '../cluster/source.ts';
import { problemText } from './chooseSource.ts';
import { CommandError, type Terminal } from './terminal.ts';

/** Milliseconds a cluster may take to be listed without saying what keeps it. */
const patience = 60_000;

/**
 * Everything a source holds, once. Objects that were skipped are named on stderr.
 * @throws {CommandError} when the cluster refuses, or does not answer in time.
 */
export async function loadWorld(source: Source, terminal: Terminal): Promise<ClusterState> {
  const state = new ClusterState();
  const timer = { stop: () => undefined as void };
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (text: string) => reject(new CommandError(text));
      const timeout = setTimeout(
        () => fail(`${source.info.name} was not listed in ${patience / 1000} s`),
        patience,
      );
      timer.stop = () => clearTimeout(timeout);
      source.start({
        change: (changes) => changes.forEach((change) => applyChange(state, change)),
        status: ({ state: now, problem }) => {
          if (now === 'live') resolve();
          else if (problem && (now === 'failed' || now === 'stale')) fail(problemText(problem));
        },
        problem: ({ kind, key, message }) => {
          if (message !== '') terminal.err(`${kind} ${key}: ${message}`);
        },
      });
    });
    return state;
  } finally {
    timer.stop();
    await source.stop();
  }
}
