// What a name resolves to, for a resolver (S68, S72–S81).
import { objectKey, type ObjectKey } from '../model/metadata.ts';
import { isHeadless, type Service } from '../model/service.ts';
import { canonicalIP, familyOf } from '../paths/addresses.ts';
import { reason, type Reason } from '../paths/reason.ts';
import { podOf } from '../paths/serviceEndpoints.ts';
import type { World } from '../state/world.ts';
import { queriesFor, type Resolver } from './searchList.ts';

export type DnsAnswer =
  /** An address of a Service with virtual IPs (S72). */
  | { kind: 'clusterIP'; address: string; service: ObjectKey }
  /** An endpoint's own address (S73, S74). */
  | { kind: 'endpoint'; address: string; service: ObjectKey; pod?: ObjectKey }
  /** A name that the world outside resolves. */
  | { kind: 'outside'; name: string };

export interface DnsResult {
  /** `noRecords`: the name exists, without an address (yet). */
  outcome: 'answered' | 'noRecords' | 'nxdomain' | 'servfail' | 'unknown';
  /** The full name that decided. */
  name: string;
  answers: DnsAnswer[];
  /** Names passed through on the way (S77). */
  cnames: string[];
  rules: string[];
  reason: Reason;
}

/** Resolves as the client's resolver would, search list and all. */
export function resolveName(
  world: World,
  resolver: Resolver,
  name: string,
  clusterDomain: string,
): DnsResult {
  if (resolver.server === 'host') return resolveOnHost(world, name, clusterDomain);
  const failed: DnsResult[] = [];
  for (const query of queriesFor(resolver, name)) {
    const result = ask(world, query, clusterDomain, []);
    const isLost = result.answers[0]?.kind === 'outside' && failed.some(isOfKnownService);
    if (result.outcome !== 'nxdomain' && !isLost) {
      return query === name ? result : { ...result, rules: [...new Set(['S80', ...result.rules])] };
    }
    if (result.outcome === 'nxdomain') failed.push(result);
  }
  // Else the first name asked for says it best: the client's own namespace comes first.
  return failed.find(isOfKnownService) ?? failed[0] ?? noSuchName(name);
}

/** The name failed at a Service that is there, so it was meant for the cluster, not for the world. */
function isOfKnownService({ reason: { code } }: DnsResult): boolean {
  return code !== 'noSuchName' && code !== 'noSuchService';
}

function noSuchName(name: string): DnsResult {
  return nxdomain(name, ['S80', 'S81'], reason('noSuchName', { name }));
}

/** The node's resolver does not know the cluster's names (S68). */
function resolveOnHost(world: World, name: string, clusterDomain: string): DnsResult {
  const plain = name.replace(/\.$/, '');
  if (!plain.includes('.') || isClusterName(world, plain, clusterDomain)) {
    return nxdomain(plain, ['S68'], reason('clusterNameOnHost', { name: plain }));
  }
  return outside(plain, []);
}

/**
 * Whether a name asked for outside the zone was plainly meant for the cluster: the world's DNS has no
 * top-level domain called `svc`, or like one of our namespaces, and `SERVICE.TYPO` is no host.
 */
function isClusterName(world: World, name: string, clusterDomain: string): boolean {
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  return (
    inZone(name, clusterDomain) !== undefined ||
    last === 'svc' ||
    world.namespace(last) !== undefined ||
    !isEmpty(world.services(last)) ||
    (labels.length === 2 && hasServiceNamed(world, labels[0]))
  );
}

function isEmpty(items: Iterable<unknown>): boolean {
  return items[Symbol.iterator]().next().done === true;
}

function hasServiceNamed(world: World, name: string | undefined): boolean {
  for (const service of world.services()) if (service.metadata.name === name) return true;
  return false;
}

/** The labels before the cluster domain; undefined when the name is not under it. */
function inZone(name: string, clusterDomain: string): string[] | undefined {
  const suffix = `.${clusterDomain.toLowerCase()}`;
  const lower = name.toLowerCase();
  return lower.endsWith(suffix) ? lower.slice(0, -suffix.length).split('.') : undefined;
}

function ask(world: World, name: string, clusterDomain: string, passed: string[]): DnsResult {
  const labels = inZone(name, clusterDomain);
  if (labels === undefined) {
    return !name.includes('.') || isClusterName(world, name, clusterDomain)
      ? noSuchName(name)
      : outside(name, passed);
  }
  if (labels.at(-1) === 'pod') return nxdomain(name, ['S78'], reason('podRecordsOff', { name }));
  if (labels.at(-1) !== 'svc' || labels.length < 3) {
    return nxdomain(name, ['S81'], reason('noSuchName', { name }));
  }
  const [namespace = '', serviceName = '', ...host] = labels.slice(0, -1).toReversed();
  const key = `${namespace}/${serviceName}`;
  const service = world.service(key);
  if (service === undefined) return missing(world, name, namespace, key);
  if (host.length > 1) return nxdomain(name, ['S81'], reason('noSuchName', { name }));
  if (service.type === 'ExternalName')
    return externalName(world, service, name, clusterDomain, passed);
  if (host[0] !== undefined || isHeadless(service))
    return endpointNames(world, service, name, host[0], passed);
  return clusterIPs(service, name, passed);
}

function missing(world: World, name: string, namespace: string, service: string): DnsResult {
  const mayExist = world.namespace(namespace) !== undefined || !world.readable('Namespace');
  if (mayExist && !world.readable('Service', namespace)) {
    const why = reason('servicesUnreadable');
    return { outcome: 'unknown', name, answers: [], cnames: [], rules: [], reason: why };
  }
  return nxdomain(name, ['S80', 'S81'], reason('noSuchService', { service }));
}

function clusterIPs(service: Service, name: string, cnames: string[]): DnsResult {
  const key = objectKey(service.metadata);
  const answers = service.clusterIPs.map((address): DnsAnswer => {
    return { kind: 'clusterIP', address: canonicalIP(address), service: key };
  });
  if (answers.length === 0) {
    return {
      outcome: 'noRecords',
      name,
      answers,
      cnames,
      rules: ['S72'],
      reason: reason('noClusterIP'),
    };
  }
  const why = reason('namesClusterIP', { address: service.clusterIPs.join(', ') });
  return { outcome: 'answered', name, answers, cnames, rules: ['S72'], reason: why };
}

/** S73, S74: ready endpoints, all their addresses; with a host label only those that carry it. */
function endpointNames(
  world: World,
  service: Service,
  name: string,
  host: string | undefined,
  cnames: string[],
): DnsResult {
  const key = objectKey(service.metadata);
  if (!world.readable('EndpointSlice', service.metadata.namespace)) {
    const why = reason('slicesUnreadable');
    return { outcome: 'unknown', name, answers: [], cnames, rules: [], reason: why };
  }
  const answers = new Map<string, DnsAnswer>();
  for (const slice of world.slicesOf(key)) {
    if (slice.addressType === 'FQDN') continue;
    for (const endpoint of slice.endpoints) {
      if (!(endpoint.ready ?? true)) continue;
      for (const address of endpoint.addresses) {
        if (host !== undefined && hostLabel(endpoint.hostname, address) !== host) continue;
        const pod = podOf(world, service.metadata.namespace, endpoint, address);
        answers.set(address, {
          kind: 'endpoint',
          address,
          service: key,
          ...(pod === undefined ? {} : { pod }),
        });
      }
    }
  }
  const rules = host === undefined ? ['S73'] : ['S74', 'S75'];
  if (answers.size === 0) {
    const why = host === undefined ? 'noReadyEndpointToName' : 'noSuchEndpointName';
    return nxdomain(name, rules, reason(why, { name }));
  }
  const why = reason('namesEndpoints', { count: answers.size });
  return { outcome: 'answered', name, answers: [...answers.values()], cnames, rules, reason: why };
}

/** CoreDNS writes the address with dashes where no hostname is published (S74). */
function hostLabel(hostname: string | undefined, address: string): string {
  if (hostname !== undefined && hostname !== '') return hostname.toLowerCase();
  return address.replaceAll(/[.:]/g, '-');
}

function externalName(
  world: World,
  service: Service,
  name: string,
  clusterDomain: string,
  passed: string[],
): DnsResult {
  const target = (service.externalName ?? '').replace(/\.$/, '').toLowerCase();
  if (target === '' || familyOf(target) !== undefined) {
    return nxdomain(name, ['S77'], reason('externalNameIsAddress', { target }));
  }
  const cnames = [...passed, target];
  if (passed.includes(target)) {
    const why = reason('nameLoop', { name: target });
    return { outcome: 'servfail', name, answers: [], cnames, rules: ['S77'], reason: why };
  }
  const result = ask(world, target, clusterDomain, cnames);
  return { ...result, rules: [...new Set(['S77', ...result.rules])] };
}

function outside(name: string, cnames: string[]): DnsResult {
  return {
    outcome: 'answered',
    name,
    answers: [{ kind: 'outside', name }],
    cnames,
    rules: cnames.length > 0 ? ['S77'] : [],
    reason: reason('namesOutside', { name }),
  };
}

function nxdomain(name: string, rules: string[], why: Reason): DnsResult {
  return { outcome: 'nxdomain', name, answers: [], cnames: [], rules, reason: why };
}
