// The embedded cluster: a Kubernetes API, the controllers behind it and the network of its Pods.

import { writeKubeconfig } from './api/kubeconfig.ts';
import { createEmbeddedApi, type EmbeddedApi } from './api/api.ts';
import { listenEmbeddedApi } from './api/listen.ts';
import type { Store } from './api/store.ts';
import { serviceAdmissions } from './admission/service.ts';
import { type Clock, wallClock } from './controllers/clock.ts';
import { startControllers } from './controllers/startControllers.ts';
import { type LoopbackNetwork, startNetwork } from './network/network.ts';
import {
  loadManifests,
  type ManifestFile,
  type ManifestProblem,
} from './scenarios/loadManifests.ts';
import { bundledScenarios } from './scenarios/scenarios.ts';
import { requiredFields, workloadDefaults } from './schema/defaults.ts';

export interface EmbeddedClusterOptions {
  /** 0 takes a free port. */
  apiPort: number;
  /** Loopback when absent. */
  host?: string;
  /** The bundled scenarios when absent; an empty list is an empty cluster. */
  manifests?: readonly ManifestFile[];
  /** Where to write a kubeconfig for the API; none is written when absent. */
  kubeconfigPath?: string;
  clock?: Clock;
  /** Numbers in [0, 1), for generated names and endpoint choice. */
  random?: () => number;
  log: (message: string) => void;
}

export interface EmbeddedCluster {
  /** The API's URL, e.g. `http://127.0.0.1:41234`. */
  url: string;
  kubeconfigPath?: string;
  api: EmbeddedApi;
  store: Store;
  network: LoopbackNetwork;
  /** What of the manifests could not be loaded. */
  problems: readonly ManifestProblem[];
  /** Frees every port; done within a second. */
  close(): Promise<void>;
}

/** Rejects with the socket's error when the API's port is taken. */
export async function startEmbeddedCluster(
  options: EmbeddedClusterOptions,
): Promise<EmbeddedCluster> {
  const { apiPort, host, log } = options;
  const clock = options.clock ?? wallClock;
  const random = options.random ?? Math.random;
  const api = createEmbeddedApi({
    admissions: [workloadDefaults, requiredFields, ...serviceAdmissions()],
    clock: () => clock.now(),
    random,
    onListenerError: (error) => log(`embedded cluster: ${String(error)}`),
  });
  const { store } = api;
  const network = await startNetwork({ store, clock, random, log });
  api.mount(network.route);
  const stopControllers = startControllers({ store, clock, random, log });
  const problems = loadManifests(store, options.manifests ?? bundledScenarios);
  const stop = async () => {
    stopControllers();
    await network.close();
  };
  const listening = await listenEmbeddedApi(api, { port: apiPort, ...(host && { host }) }).catch(
    async (error: unknown) => {
      await stop();
      throw error;
    },
  );
  const { kubeconfigPath } = options;
  if (kubeconfigPath !== undefined) await writeKubeconfig(kubeconfigPath, listening.url);
  return {
    url: listening.url,
    ...(kubeconfigPath !== undefined && { kubeconfigPath }),
    api,
    store,
    network,
    problems,
    close: async () => {
      await Promise.all([stop(), listening.close()]);
    },
  };
}
