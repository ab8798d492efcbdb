// The embedded cluster's API without the cluster: for a data plane of somebody's own behind it.

import { serviceAdmissions } from './admission/service.ts';
import { createEmbeddedApi } from './api/api.ts';
import type { ApiAccess } from './api/kubeconfig.ts';
import {
  loadManifests,
  type ManifestFile,
  type ManifestProblem,
} from './scenarios/loadManifests.ts';
import { requiredFields, workloadDefaults } from './schema/defaults.ts';
import { serveApi } from './servedApi.ts';
import type { EnterPod } from './streams/exec.ts';

/** What a dual-stack kubeadm cluster would take; the simulated network, which has only IPv4, is not there. */
const SECONDARY_SERVICE_RANGE = 'fd00:10:96::/112';

export interface ApiAloneOptions {
  /** 0 takes a free port. */
  apiPort: number;
  manifests?: readonly ManifestFile[];
  /** The API speaks TLS, and asks for a token. */
  tls?: boolean;
  /** Where to write a kubeconfig for the API. */
  kubeconfigPath: string;
  /** How commands get into Pods; they have no programs when absent. */
  enterPod?: EnterPod;
  log: (message: string) => void;
}

export interface ApiAlone {
  /** The API's URL, e.g. `http://127.0.0.1:41234`. */
  url: string;
  /** What a client needs to be the administrator, where the API speaks TLS. */
  access?: ApiAccess;
  /** What of the manifests could not be loaded. */
  problems: readonly ManifestProblem[];
  close(): Promise<void>;
}

/**
 * Serves what is written, status included, and nothing else: no controllers, no Nodes, no network.
 * Services get both families. Rejects with the socket's error when the API's port is taken.
 */
export async function startApiAlone(options: ApiAloneOptions): Promise<ApiAlone> {
  const api = createEmbeddedApi({
    admissions: [
      workloadDefaults,
      requiredFields,
      ...serviceAdmissions({ secondaryServiceCIDR: SECONDARY_SERVICE_RANGE }),
    ],
    needsToken: options.tls === true,
    ...(options.enterPod && { enterPod: options.enterPod }),
    clock: Date.now,
    random: Math.random,
    onListenerError: (error) => options.log(`embedded API: ${String(error)}`),
  });
  const problems = loadManifests(api.store, options.manifests ?? [], options.log);
  const { apiPort: port, kubeconfigPath, tls } = options;
  const served = await serveApi(api, { port, kubeconfigPath, ...(tls && { tls }) });
  return { ...served, problems };
}
