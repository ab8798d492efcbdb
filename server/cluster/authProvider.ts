import type https from 'node:https';
import { ApiError } from './apiError.ts';
import { clientNodeConfig, type ChosenContext } from './kubeconfig.ts';

export interface ProviderToken {
  token: string;
  /** Milliseconds since the epoch; absent when the token does not say. */
  expires?: number;
}

/** The name of the context's provider; empty when it has none. */
export function providerName({ user: { user } }: ChosenContext): string {
  const provider: unknown = user.authProvider;
  const name = provider instanceof Object && 'name' in provider ? provider.name : undefined;
  return typeof name === 'string' ? name : '';
}

/**
 * A token of OIDC and the cloud providers of old kubeconfigs, by client-node.
 * @throws {ApiError} `authProvider`.
 */
export async function askAuthProvider(context: ChosenContext): Promise<ProviderToken> {
  const provider = providerName(context);
  const options: https.RequestOptions = {};
  try {
    await clientNodeConfig(context).applyToHTTPSOptions(options);
  } catch (error) {
    // The message may quote tokens.
    throw new ApiError({ code: 'authProvider', params: { provider } }, {}, error);
  }
  const token = bearerOf(options.headers);
  // Without a token the server would take us for anonymous: say what is wrong instead.
  if (token === undefined) throw new ApiError({ code: 'authProvider', params: { provider } });
  const expires = expiryOf(token);
  return { token, ...(expires === undefined ? {} : { expires }) };
}

function bearerOf(headers: https.RequestOptions['headers']): string | undefined {
  const value =
    headers instanceof Object && 'Authorization' in headers ? headers.Authorization : '';
  return typeof value === 'string' && value.startsWith('Bearer ') ? value.slice(7) : undefined;
}

/** Milliseconds since the epoch at which a JWT expires; undefined when it is none. */
function expiryOf(token: string): number | undefined {
  try {
    const [, payload = ''] = token.split('.');
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const seconds = claims instanceof Object && 'exp' in claims ? claims.exp : undefined;
    return typeof seconds === 'number' ? seconds * 1000 : undefined;
  } catch {
    return undefined;
  }
}
