import { ApiCalls } from './apiCalls.ts';
import { HttpApiClient } from './apiClient.ts';
import type { Clock } from './clock.ts';
import { ClusterSource } from './clusterSource.ts';
import { lastingToken, noCredentials } from './credentials.ts';
import type { ChosenContext } from './kubeconfig.ts';
import { KubeconfigCredentials } from './kubeconfigCredentials.ts';

export interface OpenOptions {
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  env: Readonly<Record<string, string | undefined>>;
  /** Named by flag: where all namespaces may not be listed, only these are looked into. */
  namespaces?: readonly string[];
}

/** The source of one context's cluster. */
export function openCluster(context: ChosenContext, options: OpenOptions): ClusterSource {
  const { clock, random, env, namespaces } = options;
  const credentials = new KubeconfigCredentials(context, clock, env);
  return new ClusterSource({
    info: { kind: 'cluster', name: context.name, server: context.server.href },
    api: new HttpApiClient(context.server, credentials, clock, context.proxy),
    calls: new ApiCalls(context.server, credentials, context.proxy),
    clock,
    random,
    ...(namespaces === undefined ? {} : { namespaces }),
    ownNamespaces: [context.namespace ?? 'default'],
  });
}

/** Calls of one context's cluster that outlive its source. */
export function openCalls(
  context: ChosenContext,
  { clock, env }: Pick<OpenOptions, 'clock' | 'env'>,
): { calls: ApiCalls; close(): void } {
  const credentials = new KubeconfigCredentials(context, clock, env);
  return {
    calls: new ApiCalls(context.server, credentials, context.proxy),
    close: () => credentials.close(),
  };
}

export interface EmbeddedOptions extends Pick<OpenOptions, 'clock' | 'random'> {
  /** What the embedded API asks for where it speaks TLS; the certificate authority is PEM. */
  access?: { token: string; certificateAuthority: string };
}

/** The embedded cluster, dialled on loopback like any other; without TLS it asks for no credentials. */
export function openEmbedded(
  server: URL,
  { clock, random, access }: EmbeddedOptions,
): ClusterSource {
  const credentials = access
    ? lastingToken(access.token, access.certificateAuthority)
    : noCredentials();
  return new ClusterSource({
    info: { kind: 'embedded', name: 'embedded', server: server.href },
    api: new HttpApiClient(server, credentials, clock),
    calls: new ApiCalls(server, credentials),
    clock,
    random,
  });
}
