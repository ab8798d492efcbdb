// Shell lines for people who do not believe a page. What comes from the cluster is quoted.
import { targetText, type Target } from '../topology/targets.ts';
import type { ServiceView } from '../wire/view.ts';
import type { Seen } from './evidence.ts';

/** A word that no shell takes for anything but itself. */
export function quoted(text: string): string {
  return /^[\w.:/@%+=,[\]-]+$/.test(text) && !text.startsWith('-') && !/[[\]]/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}

function kubectl(namespace: string, ...words: readonly string[]): string {
  return ['kubectl', '-n', quoted(namespace), ...words].join(' ');
}

export function slicesCommand({ namespace, name }: ServiceView): string {
  const label = quoted(`kubernetes.io/service-name=${name}`);
  return kubectl(namespace, 'get', 'endpointslices', '-l', label, '-o', 'wide');
}

/** For clients that are not there: it has curl, nc, dig and nslookup. */
const clientImage = 'nicolaka/netshoot';

/** How a client on the Pod network, on a node or outside would dial it. */
export function dialCommand(
  view: ServiceView,
  { from, target }: Pick<Seen, 'from' | 'target'>,
): string {
  const dial = dialLine(target);
  const [, namespace, name] = /^pod:([^/]+)\/([^/]+)/.exec(from) ?? [];
  if (namespace === undefined || name === undefined) return dial;
  const isThere = view.vantages.every(
    ({ id, hypothetical }) => id !== from || hypothetical !== true,
  );
  if (isThere) return kubectl(namespace, 'exec', quoted(name), '--', dial);
  const run = ['run', 'client', '--rm', '-i', '--restart=Never', `--image=${clientImage}`];
  return kubectl(namespace, ...run, '--', dial);
}

function dialLine(target: Target): string {
  const { address, port, test } = target;
  if (port === undefined || test === 'name') return `nslookup ${quoted(address)}`;
  if (test === 'http' || test === 'https') {
    const insecure = test === 'https' ? '-k ' : '';
    return `curl -m 3 ${insecure}${quoted(`${test}://${targetText(target)}/`)}`;
  }
  if (test === 'dns')
    return `dig +time=3 +tries=1 @${quoted(address)} -p ${port} kubernetes.default.svc.cluster.local`;
  if (test === 'udp') return `nc -u -z -w 3 ${quoted(address)} ${port}`;
  return `nc -z -w 3 ${quoted(address)} ${port}`;
}

/** `pod` is `namespace/name`. */
export function podCommand(
  pod: string,
  verb: 'exec' | 'port-forward' | 'logs',
  ...rest: readonly string[]
): string {
  const [namespace = '', name = ''] = pod.split('/');
  return kubectl(namespace, verb, quoted(name), ...rest);
}

export function policyCommand(namespaced: string): string {
  const [namespace = '', name = ''] = namespaced.split('/');
  return kubectl(namespace, 'describe', 'networkpolicy', quoted(name));
}

export function systemPodsCommand(app: 'kube-dns' | 'kube-proxy'): string {
  return `kubectl -n kube-system get pods -l k8s-app=${app} -o wide`;
}

export function systemLogsCommand(app: 'kube-dns' | 'kube-proxy'): string {
  return `kubectl -n kube-system logs -l k8s-app=${app} --tail=50`;
}

export function serviceCommand(
  { namespace, name }: ServiceView,
  ...rest: readonly string[]
): string {
  return kubectl(namespace, 'get', 'service', quoted(name), ...rest);
}
