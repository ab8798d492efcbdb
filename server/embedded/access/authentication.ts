// Who sends a request: the administrator, the ServiceAccount of a token, or whom they impersonate.
import type { IncomingMessage } from 'node:http';
import type { User } from '../api/apiRequest.ts';
import type { Authorizer } from '../api/authorization.ts';
import { failure, forbidden, unauthorized } from '../api/errors.ts';
import { mastersGroup } from './policyRules.ts';
import { serviceAccountUser, type Tokens } from './tokens.ts';

/** The owner of the API. */
export const administrator: User = {
  username: 'kubernetes-admin',
  groups: [mastersGroup, 'system:authenticated'],
};

/** Whoever brings no credentials to an API that asks for some. */
export const anonymous: User = {
  username: 'system:anonymous',
  groups: ['system:unauthenticated'],
};

export interface Authentication {
  tokens: Tokens;
  authorizer: Authorizer;
  /** Who it is that brings no credentials. */
  nobody: User;
}

/** @throws {ApiError} 401 for a token that is not known, 403 for impersonation that is not allowed. */
export function userOf({ headers }: IncomingMessage, access: Authentication): User {
  const { authorizer } = access;
  const sender = senderOf(headers.authorization, access);
  const as = headers['impersonate-user'];
  const groups = [headers['impersonate-group'] ?? []].flat();
  if (typeof as !== 'string') {
    if (groups.length === 0) return sender;
    throw failure(500, 'InternalError', 'requested [{Group  }] without impersonating a user');
  }
  mayImpersonate(sender, 'users', as, authorizer);
  for (const group of groups) mayImpersonate(sender, 'groups', group, authorizer);
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(as);
  if (groups.length === 0 && account?.[1] !== undefined && account[2] !== undefined) {
    return serviceAccountUser(account[1], account[2]);
  }
  const all = groups.includes('system:authenticated')
    ? groups
    : [...groups, 'system:authenticated'];
  return { username: as, groups: all };
}

function senderOf(authorization: string | undefined, { tokens, nobody }: Authentication): User {
  if (authorization === undefined) return nobody;
  const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
  const user = token === undefined ? undefined : tokens.userOf(token);
  if (user === undefined) throw unauthorized();
  return user;
}

function mayImpersonate(
  user: User,
  resource: 'users' | 'groups',
  name: string,
  authorizer: Authorizer,
): void {
  if (authorizer.allows({ user, verb: 'impersonate', group: '', resource, name })) return;
  const type = { group: '', plural: resource, kind: resource };
  const why = `User "${user.username}" cannot impersonate resource "${resource}" in API group "" at the cluster scope`;
  throw forbidden(type, name, why);
}
