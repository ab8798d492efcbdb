import type { AbortScope } from './abortScope.ts';
import type { ApiClient } from './apiClient.ts';
import { ApiError } from './apiError.ts';
import type { Clock } from './clock.ts';

export interface AccessCheckOptions {
  api: ApiClient;
  clock: Clock;
  /** Of the collection whose watch is running. */
  path: string;
  /** Milliseconds until the next check. */
  checkEvery: () => number;
}

/**
 * Permission is taken away without a word in a running watch, so a list of one asks now and then
 * (F27): a refusal aborts the watch's scope with it. The result calls the checks off.
 */
export function checkAccess(
  { api, clock, path, checkEvery }: AccessCheckOptions,
  scope: AbortScope,
): () => void {
  const { signal } = scope;
  const check = async () => {
    try {
      const { body } = await api.get({ path, query: { limit: '1' }, signal });
      for await (const _ of body) continue;
    } catch (error) {
      if (error instanceof ApiError && (error.status === 403 || error.status === 404)) {
        scope.abort(error);
      }
    }
    if (!signal.aborted) cancel = clock.after(checkEvery(), () => void check());
  };
  let cancel = clock.after(checkEvery(), () => void check());
  return () => {
    cancel();
  };
}
