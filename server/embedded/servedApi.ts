// The embedded API on its port, with what its clients need to find and trust it.

import type { EmbeddedApi } from './api/api.ts';
import { type ApiAccess, writeKubeconfig } from './api/kubeconfig.ts';
import { listenEmbeddedApi } from './api/listen.ts';

export interface ServingOptions {
  /** 0 takes a free one. */
  port: number;
  /** Loopback when absent. */
  host?: string;
  /** With a certificate and a token for the administrator, made anew. */
  tls?: boolean;
  /** Where to write a kubeconfig; none is written when absent. */
  kubeconfigPath?: string;
}

export interface ServedApi {
  /** e.g. `http://127.0.0.1:41234`. */
  url: string;
  /** What a client needs to be the administrator, where the API speaks TLS. */
  access?: ApiAccess;
  close: () => Promise<void>;
}

/** Rejects with the socket's error, e.g. EADDRINUSE. */
export async function serveApi(
  api: EmbeddedApi,
  { port, host, tls, kubeconfigPath }: ServingOptions,
): Promise<ServedApi> {
  const certificate = tls ? await makeCertificate() : undefined;
  const { url, close } = await listenEmbeddedApi(api, {
    port,
    ...(host !== undefined && { host }),
    ...(certificate && { certificate }),
  });
  const access = certificate && {
    certificateAuthority: certificate.cert,
    token: api.adminToken(),
  };
  if (kubeconfigPath !== undefined) await writeKubeconfig(kubeconfigPath, url, access);
  return { url, close, ...(access && { access }) };
}

/** Loaded only where it is used: most embedded clusters do without TLS. Clients go by the wall clock. */
async function makeCertificate() {
  const { selfSignedCertificate } = await import('./access/certificate.ts');
  return selfSignedCertificate(Date.now());
}
