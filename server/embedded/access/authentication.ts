// Who sends a request: the administrator, the ServiceAccount of a token, or whom they impersonate.
import type { IncomingMessage } from 'node:http';
import type { User } from '../api/apiRequest.ts';
import type { Authorizer } from '../api/authorization.ts';
import { failure, forbidden, unauthorized } from '../api/errors.ts';
import { mastersGroup } from './policyRules.ts';
import { serviceAccountUser, type Tokens } from './tokens.ts';

/** Whoever brings no credentials: the API is on loopback, and its owner's. */
const administrator: User = {
  username: 'kubernetes-admin',
  groups: [mastersGroup, 'system:authenticated'],
};

/** @throws {ApiError} 401 for a token that is not known, 403 for impersonation that is not allowed. */
export function userOf({ headers }: IncomingMessage, tokens: Tokens, authorizer: Authorizer): User {
  const sender = senderOf(headers.authorization, tokens);
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

function senderOf(authorization: string | undefined, tokens: Tokens): User {
  if (authorization === undefined) return administrator;
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
