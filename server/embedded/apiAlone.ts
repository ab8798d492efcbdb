// The embedded cluster's API without the cluster: for a data plane of somebody's own behind it.

import { serviceAdmissions } from './admission/service.ts';
import { createEmbeddedApi } from './api/api.ts';
import { writeKubeconfig } from './api/kubeconfig.ts';
import { listenEmbeddedApi } from './api/listen.ts';
import {
  loadManifests,
  type ManifestFile,
  type ManifestProblem,
} from './scenarios/loadManifests.ts';
import { requiredFields, workloadDefaults } from './schema/defaults.ts';

/** What a dual-stack kubeadm cluster would take; the simulated network, which has only IPv4, is not there. */
const SECONDARY_SERVICE_RANGE = 'fd00:10:96::/112';

export interface ApiAloneOptions {
  /** 0 takes a free port. */
  apiPort: number;
  manifests?: readonly ManifestFile[];
  /** Where to write a kubeconfig for the API. */
  kubeconfigPath: string;
  log: (message: string) => void;
}

export interface ApiAlone {
  /** The API's URL, e.g. `http://127.0.0.1:41234`. */
  url: string;
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
    clock: Date.now,
    random: Math.random,
    onListenerError: (error) => options.log(`embedded API: ${String(error)}`),
  });
  const problems = loadManifests(api.store, options.manifests ?? []);
  const { url, close } = await listenEmbeddedApi(api, { port: options.apiPort });
  await writeKubeconfig(options.kubeconfigPath, url);
  return { url, problems, close };
}
