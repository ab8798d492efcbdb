import { createHash } from 'node:crypto';
import type { TlsMaterial } from './connect.ts';
import { readCredentialFile } from './credentialFile.ts';
import type { ChosenContext } from './kubeconfig.ts';
import { isSet } from './kubeconfigFiles.ts';

/** A client certificate that a plugin gave: it comes before the kubeconfig's own. */
export interface IssuedCertificate {
  cert?: Buffer;
  key?: Buffer;
}

/**
 * What a TLS connection of the context needs, its files read anew.
 * @throws {ApiError} `credentialFile`.
 */
export async function readTlsMaterial(
  { cluster, user: { user } }: ChosenContext,
  issued: IssuedCertificate,
): Promise<TlsMaterial> {
  const ca = await pem(cluster.caFile, cluster.caData);
  const cert = issued.cert ?? (await pem(user.certFile, user.certData));
  const key = issued.key ?? (await pem(user.keyFile, user.keyData));
  return {
    insecure: cluster.skipTLSVerify,
    ...(cluster.tlsServerName === undefined ? {} : { serverName: cluster.tlsServerName }),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

/** Differs whenever connections made with the one may not be used with the other. */
export function fingerprintOf({ ca, cert, key, serverName, insecure }: TlsMaterial): string {
  const hash = createHash('sha256');
  for (const part of [ca, cert, key]) hash.update(part ?? '').update('\0');
  return `${hash.digest('hex')} ${serverName} ${insecure}`;
}

async function pem(
  file: string | undefined,
  data: string | undefined,
): Promise<Buffer | undefined> {
  if (isSet(data) && data !== '') return Buffer.from(data, 'base64');
  return isSet(file) ? await readCredentialFile(file) : undefined;
}
