// The API asks for no credentials, so no web page may reach it through its reader's browser.

import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

import { type ApiError, failure } from './errors.ts';

/** A name in Host other than this may be an attacker's, rebound to loopback; an address cannot be. */
function isOwnHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || isIP(name) !== 0;
}

/** Why a request is refused before it is read; undefined for kubectl and its like. */
export function browserFault({ headers }: IncomingMessage): ApiError | undefined {
  if (headers.host !== undefined && !isOwnHost(headers.host)) {
    return failure(421, 'BadRequest', `this API is not served as ${headers.host}`);
  }
  // Clients of Kubernetes send neither; every cross-site request of a browser sends one.
  const site = headers['sec-fetch-site'];
  if (headers.origin === undefined && (site === undefined || site === 'none')) return undefined;
  return failure(403, 'Forbidden', 'web pages may not use this API');
}
