// The kubeconfig by which kubectl, or another Portolan, finds the embedded API.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { stringify } from 'yaml';

const NAME = 'portolan';

/** `server` is the API's URL. */
export function kubeconfigFor(server: string): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': NAME,
    clusters: [{ name: NAME, cluster: { server, 'insecure-skip-tls-verify': true } }],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME, namespace: 'default' } }],
    users: [{ name: NAME, user: {} }],
  });
}

/** Writes it readable by its owner alone, as kubectl does. */
export async function writeKubeconfig(file: string, server: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, kubeconfigFor(server), { mode: 0o600 });
}
