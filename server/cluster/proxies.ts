import net from 'node:net';
import { ApiError } from './apiError.ts';

/**
 * The proxy through which to dial a server, as kubectl chooses it (F24): the kubeconfig's
 * `proxy-url`, else HTTPS_PROXY (or HTTP_PROXY for http), unless NO_PROXY names the host.
 * @throws {ApiError} `proxy` for a URL that is none, or a kind of proxy that is not supported.
 */
export function proxyFor(
  server: URL,
  configured: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): URL | undefined {
  if (configured !== undefined && configured !== '') return proxyUrl(configured);
  const name = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const fromEnv = env[name] || env[name.toLowerCase()];
  if (
    fromEnv === undefined ||
    fromEnv === '' ||
    excluded(server, env['NO_PROXY'] || env['no_proxy'])
  ) {
    return undefined;
  }
  return proxyUrl(fromEnv.includes('://') ? fromEnv : `http://${fromEnv}`);
}

function proxyUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  const detail = url === undefined ? 'not a URL' : `unsupported ${url.protocol}//`;
  throw new ApiError({ code: 'proxy', params: { proxy: url?.host ?? '', detail } });
}

/** Go's rules (httpproxy): loopback never goes through an environment's proxy. */
function excluded(server: URL, noProxy: string | undefined): boolean {
  const host = server.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return true;
  const port = server.port || (server.protocol === 'https:' ? '443' : '80');
  return (noProxy ?? '')
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && matches(entry, host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inRange(entry, host);
  const [, name = entry, entryPort] = /^(.*[^:]):(\d+)$/.exec(entry) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  const bare = name.replace(/^\[(.*)\]$/, '$1');
  if (net.isIP(bare) !== 0) return bare === host;
  // `example.com` means its subdomains too, `.example.com` only these.
  const suffix = bare.startsWith('*.') ? bare.slice(1) : bare;
  if (suffix.startsWith('.')) return host.endsWith(suffix);
  return host === suffix || host.endsWith(`.${suffix}`);
}

function inRange(range: string, host: string): boolean {
  const family = net.isIP(host);
  const [network = '', bits = ''] = range.split('/');
  if (family === 0 || net.isIP(network) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const list = new net.BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, Number(bits), type);
  return list.check(host, type);
}
