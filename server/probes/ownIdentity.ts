import { readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import path from 'node:path';
import type { OwnIdentity } from '@portolan/shared/topology/ownPlace.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * As what a cluster knows this process; as nothing where it does not run in a cluster: the private
 * addresses of a laptop may well be those of a node elsewhere.
 */
export function ownIdentity(env: Environment, serviceAccount: string): OwnIdentity {
  if (!env['KUBERNETES_SERVICE_HOST']) return {};
  const ownPod = podName(env, serviceAccount);
  const ownAddresses = Object.values(networkInterfaces()).flatMap((found) =>
    (found ?? []).flatMap(({ address, internal }) => (internal ? [] : [address])),
  );
  return { ownAddresses, ...(ownPod !== undefined && { ownPod }) };
}

/**
 * As the manifest tells by the downward API; else from the mount of the service account and the
 * host name, which is the Pod's own unless it is on the host network.
 */
function podName(env: Environment, serviceAccount: string): string | undefined {
  const namespace = env['POD_NAMESPACE'] ?? mountedNamespace(serviceAccount);
  if (!namespace) return undefined;
  return `${namespace}/${env['POD_NAME'] ?? hostname()}`;
}

function mountedNamespace(serviceAccount: string): string | undefined {
  try {
    return readFileSync(path.join(serviceAccount, 'namespace'), 'utf8').trim();
  } catch {
    return undefined;
  }
}
