// The kubeconfig by which kubectl, or another Portolan, finds the embedded API.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { stringify } from 'yaml';

const NAME = 'portolan';

/** What a client of an API over TLS must know. */
export interface ApiAccess {
  /** PEM. */
  certificateAuthority: string;
  /** The administrator's. */
  token: string;
}

/** `server` is the API's URL. */
export function kubeconfigFor(server: string, access?: ApiAccess): string {
  const trust = access
    ? {
        'certificate-authority-data': Buffer.from(access.certificateAuthority).toString('base64'),
      }
    : { 'insecure-skip-tls-verify': true };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': NAME,
    clusters: [{ name: NAME, cluster: { server, ...trust } }],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME, namespace: 'default' } }],
    users: [{ name: NAME, user: access ? { token: access.token } : {} }],
  });
}

/** Writes it readable by its owner alone, as kubectl does. */
export async function writeKubeconfig(
  file: string,
  server: string,
  access?: ApiAccess,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, kubeconfigFor(server, access), { mode: 0o600 });
}
