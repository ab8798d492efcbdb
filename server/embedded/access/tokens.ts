// Tokens of ServiceAccounts: given by the `token` subresource, known again when they come back.
// They live as long as this API; none is ever written anywhere.
import type { User } from '../api/apiRequest.ts';
import { serviceAccountName } from './policyRules.ts';

interface Issued {
  user: User;
  /** Milliseconds since the epoch. */
  expires: number;
}

export interface IssuedToken {
  token: string;
  /** Milliseconds since the epoch. */
  expires: number;
}

export interface TokenOptions {
  /** Wall clock, milliseconds since the epoch. */
  clock: () => number;
  /** Unguessable text, new at each call. */
  secret: () => string;
}

/** A ServiceAccount as a user, in the groups the API server puts it in. */
export function serviceAccountUser(namespace: string, name: string): User {
  return {
    username: serviceAccountName(namespace, name),
    groups: [
      'system:serviceaccounts',
      `system:serviceaccounts:${namespace}`,
      'system:authenticated',
    ],
  };
}

export class Tokens {
  private readonly issued = new Map<string, Issued>();
  private readonly options: TokenOptions;

  constructor(options: TokenOptions) {
    this.options = options;
  }

  issue(namespace: string, name: string, seconds: number): IssuedToken {
    const token = this.options.secret();
    const expires = this.options.clock() + seconds * 1000;
    this.issued.set(token, { user: serviceAccountUser(namespace, name), expires });
    return { token, expires };
  }

  /** A token by which anybody is this user for as long as the API lives. */
  issueFor(user: User): string {
    const token = this.options.secret();
    this.issued.set(token, { user, expires: Infinity });
    return token;
  }

  /** Undefined for one that was never given, has expired, or whose account is gone. */
  userOf(token: string): User | undefined {
    const known = this.issued.get(token);
    return known !== undefined && known.expires > this.options.clock() ? known.user : undefined;
  }

  /** The account was deleted. */
  revoke(namespace: string, name: string): void {
    const username = serviceAccountName(namespace, name);
    for (const [token, { user }] of this.issued) {
      if (user.username === username) this.issued.delete(token);
    }
  }
}
