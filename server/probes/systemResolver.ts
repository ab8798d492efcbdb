// Names as this machine resolves them: its hosts file, then each resolver over its search list. Done
// by hand rather than by the system's own call, so that it is known who answered and to which name.
import { readFileSync } from 'node:fs';
import { Resolver, getServers } from 'node:dns';
import { isIP } from 'node:net';
import { queriesFor } from '@portolan/shared/dns/searchList.ts';
import { type Asked, DialError, type Dialer, errnoOf } from './dialer.ts';

/** What `resolv.conf` and the hosts file say. */
export interface ResolverConfig {
  /** `IP` or `IP:PORT`, in the order asked. */
  servers: readonly string[];
  searches: readonly string[];
  ndots: number;
  /** By name, lower case. */
  hosts: ReadonlyMap<string, readonly string[]>;
}

type Resolved = Awaited<ReturnType<Dialer['resolve']>>;

export interface NameResolver {
  resolve(name: string, onAsked: (asked: Asked) => void, signal: AbortSignal): Promise<Resolved>;
}

/** What the hosts file answers by. */
const hostsFile = 'hosts';

/** Milliseconds a resolver is waited for before the next one is asked: all must fit into one probe. */
const patience = 1200;

/** As this machine is set up now: a laptop changes networks, so it is read each time. */
export function systemResolver(): NameResolver {
  const { searches, ndots } = parseResolvConf(textOf('/etc/resolv.conf'));
  const hosts = parseHosts(textOf('/etc/hosts'));
  return createResolver({ servers: getServers(), searches, ndots, hosts });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // systems that have no such file have no search list there
  }
}

/** `search` (or `domain`) and `ndots`; the last of each counts, as in the C library. */
export function parseResolvConf(text: string): Pick<ResolverConfig, 'searches' | 'ndots'> {
  let searches: string[] = [];
  let ndots = 1;
  for (const line of text.split('\n')) {
    const [keyword, ...words] = line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/);
    if (keyword === 'search' || keyword === 'domain') searches = words;
    const option = words.find((word) => word.startsWith('ndots:'));
    if (keyword === 'options' && option) ndots = Number(option.slice('ndots:'.length)) || 0;
  }
  return { searches: searches.filter((suffix) => suffix !== '.' && suffix !== ''), ndots };
}

export function parseHosts(text: string): ResolverConfig['hosts'] {
  const hosts = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (isIP(address) === 0) continue;
    for (const name of names) {
      const key = name.toLowerCase();
      hosts.set(key, [...(hosts.get(key) ?? []), address]);
    }
  }
  return hosts;
}

export function createResolver(config: ResolverConfig): NameResolver {
  return {
    async resolve(name, onAsked, signal) {
      const listed = config.hosts.get(name.replace(/\.$/, '').toLowerCase());
      if (listed) {
        onAsked({ name, answer: 'addresses' });
        return { addresses: [...listed], answered: name, server: hostsFile };
      }
      return resolveByServers(config, name, onAsked, signal);
    },
  };
}

/** As the C library goes on: after no such name or a failure to the next name of the search list. */
async function resolveByServers(
  config: ResolverConfig,
  name: string,
  onAsked: (asked: Asked) => void,
  signal: AbortSignal,
): Promise<Resolved> {
  let errno = 'ENOTFOUND';
  for (const query of queriesFor({ server: 'host', namespace: '', ...config }, name)) {
    const answer = await askInTurn(config.servers, query, signal);
    if (signal.aborted) throw new DialError('ETIMEOUT');
    if ('addresses' in answer) {
      onAsked({ name: query, answer: 'addresses' });
      return { ...answer, answered: query };
    }
    onAsked({ name: query, answer: answer.errno });
    // That one resolver failed says more than that another name does not exist.
    if (answer.errno !== 'ENOTFOUND') errno = answer.errno;
  }
  throw new DialError(errno);
}

type Answer = { addresses: string[]; server: string } | { errno: string };

/** The first that answers, be it that there is no such name; the next only where one fails. */
async function askInTurn(
  servers: readonly string[],
  name: string,
  signal: AbortSignal,
): Promise<Answer> {
  let failure: Answer = { errno: 'ETIMEOUT' };
  for (const server of servers) {
    const answer = await ask(server, name, signal);
    if ('addresses' in answer || answer.errno === 'ENOTFOUND' || answer.errno === 'ENODATA') {
      return answer;
    }
    failure = answer;
    if (signal.aborted) break;
  }
  return failure;
}

/** A and AAAA of one full name. */
async function ask(server: string, name: string, signal: AbortSignal): Promise<Answer> {
  const resolver = new Resolver({ timeout: patience, tries: 1 });
  resolver.setServers([server]);
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const [v4, v6] = await Promise.allSettled([
      lookUp((done) => resolver.resolve4(name, done)),
      lookUp((done) => resolver.resolve6(name, done)),
    ]);
    const addresses = [v4, v6].flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    if (addresses.length > 0) return { addresses, server };
    const errnos = [v4, v6].flatMap((each) =>
      each.status === 'rejected' ? [errnoOf(each.reason)] : [],
    );
    // A name with the other family alone, or without any address, exists: ENODATA.
    return { errno: errnos.find((errno) => errno !== 'ENODATA') ?? 'ENODATA' };
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

function lookUp(
  start: (done: (error: Error | null, addresses: string[]) => void) => void,
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    start((error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
}
