// The embedded cluster: a Kubernetes API, the controllers behind it and the network of its Pods.

import { createEmbeddedApi, type EmbeddedApi } from './api/api.ts';
import type { ApiAccess } from './api/kubeconfig.ts';
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
import { serveApi } from './servedApi.ts';
import { connectionRefused } from './streams/portForward.ts';

export interface EmbeddedClusterOptions {
  /** 0 takes a free port. */
  apiPort: number;
  /** Loopback when absent. */
  host?: string;
  /** The bundled scenarios when absent; an empty list is an empty cluster. */
  manifests?: readonly ManifestFile[];
  /** The API speaks TLS, and asks for a token. */
  tls?: boolean;
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
  /** What a client needs to be the administrator, where the API speaks TLS. */
  access?: ApiAccess;
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
    dialPodPort: async (pod, port) => {
      const { namespace = '', name } = pod.metadata;
      const socket = await network.dialInside(`${namespace}/${name}`, port);
      if (socket) return socket;
      throw connectionRefused(pod, port);
    },
    needsToken: options.tls === true,
    clock: () => clock.now(),
    random,
    onListenerError: (error) => log(`embedded cluster: ${String(error)}`),
  });
  const { store } = api;
  const network = await startNetwork({ store, clock, random, log });
  api.mount(network.route);
  const stopControllers = startControllers({ store, clock, random, log });
  const problems = loadManifests(store, options.manifests ?? bundledScenarios, log);
  const stop = async () => {
    stopControllers();
    await network.close();
  };
  const { kubeconfigPath, tls } = options;
  const listening = await serveApi(api, {
    port: apiPort,
    ...(host && { host }),
    ...(tls && { tls }),
    ...(kubeconfigPath !== undefined && { kubeconfigPath }),
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url: listening.url,
    ...(kubeconfigPath !== undefined && { kubeconfigPath }),
    ...(listening.access && { access: listening.access }),
    api,
    store,
    network,
    problems,
    close: async () => {
      await Promise.all([stop(), listening.close()]);
    },
  };
}
