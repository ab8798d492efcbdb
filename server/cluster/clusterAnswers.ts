import { ApiError, connectionError, type Problem } from './apiError.ts';
import { HttpApiClient } from './apiClient.ts';
import type { Clock } from './clock.ts';
import { getJson } from './discovery.ts';
import { chooseContext, type ChosenContext, type KubeconfigOptions } from './kubeconfig.ts';
import { KubeconfigCredentials } from './kubeconfigCredentials.ts';

/**
 * What came of asking the current cluster: it `answers`; there is `none` (no kubeconfig); `nothing`
 * listens where it should; or there is `trouble` that the user must hear of (401, 403, TLS, …).
 */
export type ClusterAnswer =
  | { answer: 'answers'; context: ChosenContext }
  | { answer: 'none' }
  | { answer: 'nothing'; context: ChosenContext; problem: Problem }
  | { answer: 'trouble'; context?: ChosenContext; problem: Problem };

/** Only these say that nobody is there; all else is somebody's refusal. */
const nobody: ReadonlySet<Problem['code']> = new Set(['refused', 'timeout', 'dns', 'unreachable']);

/**
 * Whether the current context's API server answers within `within` milliseconds. Asks for its
 * version, which needs no role, and for one Service, which tells anonymous users apart (F22). The
 * cluster we run in is taken to answer.
 */
export async function currentClusterAnswers(
  options: KubeconfigOptions,
  clock: Clock,
  within = 3_000,
): Promise<ClusterAnswer> {
  let context: ChosenContext | undefined;
  try {
    context = chooseContext(options);
  } catch (error) {
    return { answer: 'trouble', problem: problemOf(error, '') };
  }
  if (context === undefined) return { answer: 'none' };
  // The Pod's own cluster is there, or will be: nothing else is meant, and the page tells of trouble.
  if (context.inCluster) return { answer: 'answers', context };
  const problem = await ask(context, options, clock, within);
  if (problem === undefined) return { answer: 'answers', context };
  return { answer: nobody.has(problem.code) ? 'nothing' : 'trouble', context, problem };
}

async function ask(
  context: ChosenContext,
  { env }: KubeconfigOptions,
  clock: Clock,
  within: number,
): Promise<Problem | undefined> {
  const credentials = new KubeconfigCredentials(context, clock, env);
  const api = new HttpApiClient(context.server, credentials, clock, context.proxy);
  const deadline = new AbortController();
  const cancel = clock.after(within, () => {
    deadline.abort();
  });
  try {
    await getJson(api, '/version', deadline.signal);
    await getJson(api, '/api/v1/services', deadline.signal, { limit: '1' });
    return undefined;
  } catch (error) {
    const server = context.server.origin;
    if (deadline.signal.aborted)
      return { code: 'timeout', params: { server, seconds: within / 1000 } };
    // A user who may not list all Services may still read single namespaces.
    const named = error instanceof ApiError && error.problem.code === 'forbidden';
    const path = named ? error.problem.params['path'] : '';
    return path === '/api/v1/services' ? undefined : problemOf(error, server);
  } finally {
    cancel();
    api.close();
  }
}

function problemOf(error: unknown, server: string): Problem {
  return connectionError(error, server).problem;
}
