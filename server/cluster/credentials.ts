import type { TlsMaterial } from './connect.ts';

export interface CurrentCredentials {
  /** Lower-case names; several values become several headers. */
  headers: ReadonlyMap<string, string | string[]>;
  tls: TlsMaterial;
  /** Changes whenever `tls` does: connections opened before must not be used again (F21). */
  tlsVersion: number;
  /** Which issue of the credentials these are, for `renew`. */
  issue: number;
}

/** How one context proves who it is. */
export interface Credentials {
  /** @throws {ApiError} when a plugin, provider or file does not give them. */
  current(signal: AbortSignal): Promise<CurrentCredentials>;
  /**
   * The server refused this issue (401): it will not be used again. False when asking for another
   * would bring nothing new.
   */
  renew(issue: number): boolean;
  /** Ends what is still running for them. */
  close(): void;
}

/** For API servers that ask for none: the embedded cluster on loopback. */
export function noCredentials(): Credentials {
  return fixedCredentials(new Map(), { insecure: false });
}

/** A token that lasts as long as its server. The certificate authority is PEM. */
export function lastingToken(token: string, certificateAuthority: string): Credentials {
  const headers = new Map([['authorization', `Bearer ${token}`]]);
  return fixedCredentials(headers, { insecure: false, ca: Buffer.from(certificateAuthority) });
}

function fixedCredentials(headers: ReadonlyMap<string, string>, tls: TlsMaterial): Credentials {
  const credentials = { headers, tls, tlsVersion: 0, issue: 0 };
  return { current: () => Promise.resolve(credentials), renew: () => false, close: () => {} };
}
