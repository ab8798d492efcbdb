// The filter of the list: free words, and `ns:`, `type:`, `health:`, `finding:` tokens.
import type { ServiceSummary } from '@portolan/shared/wire/view.ts';

export interface Filter {
  /** Each must occur in the Service's name, namespace, address or ports. */
  readonly words: readonly string[];
  /** Any of each kind is enough; kinds add up. */
  readonly namespaces: readonly string[];
  readonly types: readonly string[];
  readonly healths: readonly string[];
  readonly findings: readonly string[];
  /** Tokens that look like those above and are not: they can only be words that match nothing. */
  readonly unknown: readonly string[];
}

/** What a token may ask for, and the values it knows; none where any will do. */
export const filterTokens = {
  ns: [],
  type: ['clusterip', 'nodeport', 'loadbalancer', 'externalname', 'headless'],
  health: ['bad', 'healthy', 'degraded', 'down', 'idle', 'external', 'unknown'],
  finding: ['any', 'none', 'error', 'warning', 'info'],
} as const;

/** `health:bad` is everything that wants attention. */
const bad: ReadonlySet<string> = new Set(['degraded', 'down']);

export function parseFilter(text: string): Filter {
  const words: string[] = [];
  const namespaces: string[] = [];
  const types: string[] = [];
  const healths: string[] = [];
  const findings: string[] = [];
  const unknown: string[] = [];
  for (const token of text.toLowerCase().split(/\s+/).filter(Boolean)) {
    const value = token.slice(token.indexOf(':') + 1);
    if (/^(ns|namespace):/.test(token)) namespaces.push(value);
    else if (token.startsWith('type:')) types.push(value);
    else if (token.startsWith('health:')) healths.push(value);
    else if (/^findings?:/.test(token)) findings.push(value);
    else words.push(token);
    if (isUnknown(token)) unknown.push(token);
  }
  return { words, namespaces, types, healths, findings, unknown };
}

/** An address of IPv6 is no token, nor is a port with its node port. */
function isUnknown(token: string): boolean {
  const [, name, value = ''] = /^([a-z]+):(.*)$/.exec(token) ?? [];
  if (name === undefined || /^[0-9a-f]{1,4}$/.test(name)) return false;
  if (name === 'namespace' || name === 'ns') return false;
  const known = new Map<string, readonly string[]>(Object.entries(filterTokens));
  const values = known.get(name === 'findings' ? 'finding' : name);
  return !values?.some((each) => each.startsWith(value));
}

export function matches(service: ServiceSummary, filter: Filter): boolean {
  return (
    anyOf(filter.namespaces, (value) => service.namespace.toLowerCase().startsWith(value)) &&
    anyOf(filter.types, (value) => typeOf(service).some((type) => type.startsWith(value))) &&
    anyOf(filter.healths, (value) => hasHealth(service, value)) &&
    anyOf(filter.findings, (value) => hasFinding(service, value)) &&
    filter.words.every((word) => searchText(service).includes(word))
  );
}

/** A token with nothing behind its colon, as while typing, asks for nothing. */
function anyOf(values: readonly string[], test: (value: string) => boolean): boolean {
  const asked = values.filter(Boolean);
  return asked.length === 0 || asked.some(test);
}

function typeOf(service: ServiceSummary): string[] {
  return service.headless ? ['headless', 'clusterip'] : [service.type.toLowerCase()];
}

function hasHealth(service: ServiceSummary, value: string): boolean {
  return value === 'bad' ? bad.has(service.health) : service.health.startsWith(value);
}

function hasFinding({ findings }: ServiceSummary, value: string): boolean {
  if ('none'.startsWith(value)) return findings === undefined;
  if (!findings) return false;
  const present = [
    findings.error && 'error',
    findings.warning && 'warning',
    findings.info && 'info',
  ];
  return 'any'.startsWith(value) || present.some((each) => each && each.startsWith(value));
}

const texts = new WeakMap<ServiceSummary, string>();

/** Kept while the summary lives: ten thousand are searched at every key press. */
function searchText(service: ServiceSummary): string {
  const known = texts.get(service);
  if (known !== undefined) return known;
  const ports = service.ports.map(
    (port) => `${port.name ?? ''} ${port.port} ${port.nodePort ?? ''}`,
  );
  const address = `${service.clusterIP ?? ''} ${service.externalName ?? ''}`;
  const text =
    `${service.key} ${typeOf(service).join(' ')} ${address} ${ports.join(' ')}`.toLowerCase();
  texts.set(service, text);
  return text;
}
