import type { Change } from '@portolan/shared/model/object.ts';
import type { Door } from '@portolan/shared/model/parse/object.ts';
import { AbortScope } from './abortScope.ts';
import { admit } from './admission.ts';
import type { ApiClient } from './apiClient.ts';
import { ApiError, connectionError } from './apiError.ts';
import { Backoff } from './backoff.ts';
import { sleep, type Clock } from './clock.ts';
import { getJson } from './discovery.ts';
import type { Standing } from './kindWatcher.ts';
import { apiVersionOf, objectPath, proxyConfigMap } from './resources.ts';
import type { SourceProblem } from './source.ts';

/** Milliseconds. How kube-proxy runs hardly ever changes. */
const pollEvery = 60_000;
const deniedEvery = 300_000;

export interface ProxyConfigPollerOptions {
  api: ApiClient;
  clock: Clock;
  random: () => number;
  door: Door;
  changes: (changes: readonly Change[]) => void;
  standing: (standing: Standing) => void;
  problem: (problem: SourceProblem) => void;
}

/**
 * Keeps the kube-proxy ConfigMap by asking for it by name now and then: a role that grants `get` on
 * that one name grants neither list nor watch.
 */
export async function pollProxyConfig(
  options: ProxyConfigPollerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { clock, standing } = options;
  const backoff = new Backoff(options.random);
  standing({ state: 'syncing' });
  let told = '';
  while (!signal.aborted) {
    let wait = pollEvery;
    const scope = new AbortScope(signal);
    try {
      const found = await read(options, scope.signal);
      if (found.told !== told) found.tell();
      told = found.told;
      standing({ state: 'live' });
    } catch (error) {
      if (signal.aborted) return;
      const { problem, refusal, status } = connectionError(error, '');
      if (status === 403) {
        if (told !== 'denied') deny(options);
        told = 'denied';
        standing({ state: 'denied', problem });
      } else if (told === '') standing({ state: 'syncing', problem });
      // What was read once still holds: the reflectors tell when the cluster is out of reach.
      wait = status === 403 ? deniedEvery : backoff.next(clock.now(), refusal.retryAfter);
    } finally {
      scope.release();
    }
    await sleep(clock, wait, signal);
  }
}

async function read(
  { api, door, changes, problem }: ProxyConfigPollerOptions,
  signal: AbortSignal,
) {
  const { resource, namespace, name } = proxyConfigMap;
  const raw = await getIfThere(api, objectPath(resource, namespace, name), signal);
  const readable: Change = { type: 'access', kind: 'ConfigMap', access: { state: 'readable' } };
  if (raw === undefined) {
    const tell = () => {
      changes([readable, { type: 'replace', kind: 'ConfigMap', objects: [] }]);
    };
    return { told: 'absent', tell };
  }
  const admitted = admit(door, 'ConfigMap', apiVersionOf(resource), raw);
  const objects = 'object' in admitted ? [admitted.object] : [];
  const tell = () => {
    changes([readable, { type: 'replace', kind: 'ConfigMap', objects }]);
    if ('refused' in admitted) problem(admitted.refused);
  };
  const version = objects[0]?.metadata;
  return { told: `${version?.uid} ${version?.resourceVersion}`, tell };
}

async function getIfThere(api: ApiClient, path: string, signal: AbortSignal): Promise<unknown> {
  try {
    return await getJson(api, path, signal);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

function deny({ changes }: ProxyConfigPollerOptions): void {
  changes([
    { type: 'access', kind: 'ConfigMap', access: { state: 'denied', verb: 'get' } },
    { type: 'replace', kind: 'ConfigMap', objects: [] },
  ]);
}
