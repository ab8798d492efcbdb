import { isSet, type FileUser } from './kubeconfigFiles.ts';

/** What every request of the user carries: who it is, by token or password, and whom it acts as. */
export function requestHeaders(
  fileUser: FileUser,
  token: string | undefined,
): Map<string, string | string[]> {
  const headers = impersonation(fileUser);
  const { user } = fileUser;
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  else if (isSet(user.username)) {
    const pair = Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64');
    headers.set('authorization', `Basic ${pair}`);
  }
  return headers;
}

/** Who to act as (`kubectl --as`), as written in the kubeconfig. */
function impersonation({ user, extras }: FileUser): Map<string, string | string[]> {
  const headers = new Map<string, string | string[]>();
  if (isSet(user.impersonateUser)) headers.set('impersonate-user', user.impersonateUser);
  if (extras['as-uid'] !== undefined) headers.set('impersonate-uid', extras['as-uid']);
  if (extras['as-groups'] !== undefined) headers.set('impersonate-group', extras['as-groups']);
  for (const [key, values] of Object.entries(extras['as-user-extra'] ?? {})) {
    headers.set(`impersonate-extra-${encodeURIComponent(key.toLowerCase())}`, values);
  }
  return headers;
}
