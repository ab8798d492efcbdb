// API core and controllers under a clock that tests turn: no port, no network.

import { serviceAdmissions } from '../admission/service.ts';
import { createEmbeddedApi } from '../api/api.ts';
import type { Store } from '../api/store.ts';
import { startControllers } from '../controllers/startControllers.ts';
import { textAt } from '../controllers/reading.ts';
import type { KubeObject } from '../objects.ts';
import { requiredFields, workloadDefaults } from '../schema/defaults.ts';
import { FakeClock } from './fakeClock.ts';

export interface SimulatedCluster {
  store: Store;
  clock: FakeClock;
  pods: (namespace?: string) => readonly KubeObject[];
  /** The Pod's phase and `ready` or `unready`, by name. */
  states: (namespace?: string) => Record<string, string>;
  /** Throws when a controller complained of anything. */
  stop: () => void;
}

/** Random numbers that are always the same. */
export function seededRandom(seed = 1): () => number {
  let state = seed;
  return () => {
    // Park and Miller's generator: full period, no bit tricks.
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export function simulatedCluster(): SimulatedCluster {
  const clock = new FakeClock();
  const random = seededRandom();
  const complaints: string[] = [];
  const { store } = createEmbeddedApi({
    admissions: [workloadDefaults, requiredFields, ...serviceAdmissions()],
    clock: () => clock.now(),
    random,
    onListenerError: (error) => complaints.push(String(error)),
  });
  const stopControllers = startControllers({
    store,
    clock,
    random,
    log: (message) => complaints.push(message),
  });
  const pods = (namespace = 'default') => store.list({ plural: 'pods', group: '', namespace });
  return {
    store,
    clock,
    stop() {
      stopControllers();
      if (complaints.length > 0) throw new Error(complaints.join('\n'));
    },
    pods,
    states: (namespace) => Object.fromEntries(pods(namespace).map(stateOf)),
  };
}

function stateOf(pod: KubeObject): [string, string] {
  const status = pod['status'];
  const conditions =
    typeof status === 'object' && status !== null && 'conditions' in status
      ? status.conditions
      : [];
  const ready =
    Array.isArray(conditions) &&
    conditions.some(
      (entry) => textAt(entry, 'type') === 'Ready' && textAt(entry, 'status') === 'True',
    );
  const phase = pod.metadata.deletionTimestamp ? 'Terminating' : textAt(pod, 'status', 'phase');
  return [pod.metadata.name, `${phase} ${ready ? 'ready' : 'unready'}`];
}
