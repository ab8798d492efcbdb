import type { TlsMaterial } from './connect.ts';

export interface CurrentCredentials {
  /** Lower-case names. */
  headers: ReadonlyMap<string, string>;
  tls: TlsMaterial;
  /** Changes whenever `tls` does: connections opened before must not be used again (F21). */
  tlsVersion: number;
}

/** How one context proves who it is. */
export interface Credentials {
  /** @throws {ApiError} when a plugin, provider or file does not give them. */
  current(signal: AbortSignal): Promise<CurrentCredentials>;
  /** The server refused them (401): forget what was kept. False when there is nothing to renew. */
  renew(): boolean;
}

/** For API servers that ask for none: the embedded cluster on loopback. */
export function noCredentials(): Credentials {
  const credentials = {
    headers: new Map<string, string>(),
    tls: { insecure: false },
    tlsVersion: 0,
  };
  return { current: () => Promise.resolve(credentials), renew: () => false };
}
