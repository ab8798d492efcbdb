import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { ApiError, type ProblemCode } from './apiError.ts';
import {
  defaultKubeconfig,
  readKubeconfigs,
  type Cluster,
  type FileUser,
  type MergedConfig,
} from './kubeconfigFiles.ts';
import { proxyFor } from './proxies.ts';

export interface KubeconfigOptions {
  /** `--kubeconfig`: only this file. */
  file?: string;
  /** `--context`. */
  context?: string;
  /** Run credential plugins even from a file outside the default paths (F59). */
  allowExec?: boolean;
  env: Readonly<Record<string, string | undefined>>;
  home?: string;
  /** Where a Pod finds its service account; tests put it elsewhere. */
  serviceAccount?: string;
}

/** Everything that must be known to dial one context's API server. */
export interface ChosenContext {
  name: string;
  server: URL;
  cluster: Cluster;
  user: FileUser;
  /** The context's namespace, or the service account's own. */
  namespace: string | undefined;
  proxy: URL | undefined;
  /** May commands named by this configuration be run? */
  execAllowed: boolean;
  /** It is the service account of the Pod we run in. */
  inCluster?: boolean;
}

/** Where a Pod finds its service account. */
export const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The context that was asked for, from `--kubeconfig`, KUBECONFIG, `~/.kube/config` or the service
 * account of the Pod we run in, in this order; undefined when there is none of these.
 * @throws {ApiError} a kubeconfig problem, naming the file.
 */
export function chooseContext(options: KubeconfigOptions): ChosenContext | undefined {
  const home = options.home ?? homedir();
  const listed = (options.env['KUBECONFIG'] ?? '')
    .split(path.delimiter)
    .filter((each) => each !== '');
  if (options.file !== undefined) {
    const file = path.resolve(options.file);
    const trusted = options.allowExec === true || file === defaultKubeconfig(home);
    return choose(readKubeconfigs([file], false), options, trusted);
  }
  const files = listed.length > 0 ? listed : [defaultKubeconfig(home)];
  const merged = readKubeconfigs(
    files.map((file) => path.resolve(file)),
    true,
  );
  if (merged.files.length > 0) return choose(merged, options, true);
  return inCluster(options);
}

/** Every context and the current one, for a reader to pick from. */
export function listContexts(options: KubeconfigOptions): { names: string[]; current?: string } {
  const listed = (options.env['KUBECONFIG'] ?? '')
    .split(path.delimiter)
    .filter((each) => each !== '');
  const standard = listed.length > 0 ? listed : [defaultKubeconfig(options.home)];
  const files = options.file === undefined ? standard : [options.file];
  const { contexts, currentContext } = readKubeconfigs(files, true);
  return {
    names: [...contexts.keys()],
    ...(currentContext === undefined ? {} : { current: currentContext }),
  };
}

function choose(
  merged: MergedConfig,
  { context: wanted, env }: KubeconfigOptions,
  execAllowed: boolean,
): ChosenContext | undefined {
  const file = merged.files.join(path.delimiter);
  const name = wanted ?? merged.currentContext;
  if (name === undefined) {
    // An empty file, such as `kubectl config` leaves behind, is no kubeconfig at all.
    if (merged.contexts.size === 0 && merged.clusters.size === 0) return undefined;
    throw configError('noContext', { file });
  }
  const context = merged.contexts.get(name);
  if (context === undefined) throw configError('contextMissing', { file, context: name });
  const cluster = merged.clusters.get(context.cluster);
  if (cluster === undefined) {
    throw configError('clusterMissing', { file, context: name, cluster: context.cluster });
  }
  // client-node's type says string, its parser undefined: a context may do without a user.
  const userName: string | undefined = context.user;
  const user = userName === undefined ? anonymousUser(file) : merged.users.get(userName);
  if (user === undefined)
    throw configError('userMissing', { file, context: name, user: context.user });
  const server = serverOf(cluster, file);
  return {
    name,
    server,
    cluster,
    user,
    namespace: context.namespace,
    proxy: proxyFor(server, cluster.proxyUrl, env),
    execAllowed,
  };
}

function anonymousUser(file: string): FileUser {
  return { user: { name: '' }, extras: {}, file };
}

/** The service account of the Pod we run in, if we do. */
function inCluster({ env, serviceAccount = serviceAccountFolder }: KubeconfigOptions) {
  const host = env['KUBERNETES_SERVICE_HOST'];
  const port = env['KUBERNETES_SERVICE_PORT'];
  const tokenFile = path.join(serviceAccount, 'token');
  if (host === undefined || port === undefined || !existsSync(tokenFile)) return undefined;
  const bracketed = host.includes(':') ? `[${host}]` : host;
  const cluster: Cluster = {
    name: 'in-cluster',
    server: `https://${bracketed}:${port}`,
    caFile: path.join(serviceAccount, 'ca.crt'),
    skipTLSVerify: false,
  };
  const namespaceFile = path.join(serviceAccount, 'namespace');
  return {
    name: 'in-cluster',
    server: new URL(cluster.server),
    cluster,
    user: { user: { name: 'service-account' }, extras: { tokenFile }, file: tokenFile },
    namespace: existsSync(namespaceFile) ? readFileSync(namespaceFile, 'utf8').trim() : undefined,
    proxy: undefined,
    execAllowed: false,
    inCluster: true,
  };
}

function serverOf(cluster: Cluster, file: string): URL {
  const url = URL.canParse(cluster.server) ? new URL(cluster.server) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw configError('kubeconfigInvalid', { file, message: `server of cluster ${cluster.name}` });
  }
  // Tokens would cross the network in the clear.
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw configError('plainHttp', { server: url.origin });
  }
  return url;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function configError(code: ProblemCode, params: Record<string, string>): ApiError {
  return new ApiError({ code, params });
}

/** client-node's view of one context, for the providers it knows (OIDC, cloud tokens). */
export function clientNodeConfig({ cluster, user }: ChosenContext): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser(cluster, user.user);
  return config;
}
