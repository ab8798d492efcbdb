// What cluster DNS answers to one full name, without any search list (S72–S78, S81).
import { objectKey, type ObjectKey } from '../model/metadata.ts';
import { isHeadless, type Service } from '../model/service.ts';
import { canonicalIP, familyOf } from '../paths/addresses.ts';
import { reason, type Reason } from '../paths/reason.ts';
import { podOf } from '../paths/serviceEndpoints.ts';
import type { World } from '../state/world.ts';

export type DnsAnswer =
  /** An address of a Service with virtual IPs (S72). */
  | { kind: 'clusterIP'; address: string; service: ObjectKey }
  /** An endpoint's own address (S73, S74). */
  | { kind: 'endpoint'; address: string; service: ObjectKey; pod?: ObjectKey }
  /** A name that the world outside resolves. */
  | { kind: 'outside'; name: string };

/** The answer of a server to one name. */
export interface NameAnswer {
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

/** Top-level domains the world really has: any of two letters, and those in common use. */
const worldly =
  /^([a-z]{2}|com|org|net|edu|gov|mil|int|info|biz|arpa|dev|app|cloud|page|xyz|online|site|tech|ai)$/;

/**
 * Whether a name asked for outside the zone was plainly meant for the cluster: it ends in `svc`, which
 * is no top-level domain, it is a Service's, or it is like `SERVICE.NAMESPACE` with one of them known.
 */
export function isClusterName(world: World, name: string, clusterDomain: string): boolean {
  const labels = name.split('.');
  const [namespace = '', service = ''] = labels.toReversed();
  return (
    inZone(name, clusterDomain) !== undefined ||
    namespace === 'svc' ||
    world.service(`${namespace}/${service}`) !== undefined ||
    (labels.length === 2 && !worldly.test(namespace) && isHalfKnown(world, service, namespace))
  );
}

function isHalfKnown(world: World, service: string, namespace: string): boolean {
  return (
    world.namespace(namespace) !== undefined ||
    !isEmpty(world.services(namespace)) ||
    hasServiceNamed(world, service)
  );
}

function isEmpty(items: Iterable<unknown>): boolean {
  return items[Symbol.iterator]().next().done === true;
}

function hasServiceNamed(world: World, name: string): boolean {
  for (const service of world.services()) if (service.metadata.name === name) return true;
  return false;
}

/** The labels before the cluster domain; undefined when the name is not under it. */
export function inZone(name: string, clusterDomain: string): string[] | undefined {
  const suffix = `.${clusterDomain.toLowerCase()}`;
  const lower = name.toLowerCase();
  return lower.endsWith(suffix) ? lower.slice(0, -suffix.length).split('.') : undefined;
}

export function noSuchName(name: string): NameAnswer {
  return nxdomain(name, ['S80', 'S81'], reason('noSuchName', { name }));
}

/** A name in full; `passed` are the names that led to it (S77). */
export function ask(
  world: World,
  name: string,
  clusterDomain: string,
  passed: string[],
): NameAnswer {
  const labels = inZone(name, clusterDomain);
  if (labels === undefined) {
    return !name.includes('.') || isClusterName(world, name, clusterDomain)
      ? noSuchName(name)
      : outside(name, passed);
  }
  if (labels.at(-1) === 'pod') return nxdomain(name, ['S78'], reason('podRecordsOff', { name }));
  if (labels.at(-1) !== 'svc') return nxdomain(name, ['S81'], reason('noSuchName', { name }));
  if (labels.length < 3) return namespaceName(world, name, labels.at(-2));
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

/** A namespace's own name holds the names below it, and no address. */
function namespaceName(world: World, name: string, namespace: string | undefined): NameAnswer {
  const exists = namespace === undefined || world.namespace(namespace) !== undefined;
  const why = reason('noSuchName', { name });
  return { ...nxdomain(name, ['S81'], why), outcome: exists ? 'noRecords' : 'nxdomain' };
}

function missing(world: World, name: string, namespace: string, service: string): NameAnswer {
  const mayExist = world.namespace(namespace) !== undefined || !world.readable('Namespace');
  if (mayExist && !world.readable('Service', namespace)) {
    const why = reason('servicesUnreadable');
    return { outcome: 'unknown', name, answers: [], cnames: [], rules: [], reason: why };
  }
  return nxdomain(name, ['S80', 'S81'], reason('noSuchService', { service }));
}

function clusterIPs(service: Service, name: string, cnames: string[]): NameAnswer {
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
): NameAnswer {
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
export function hostLabel(hostname: string | undefined, address: string): string {
  if (hostname !== undefined && hostname !== '') return hostname.toLowerCase();
  return address.replaceAll(/[.:]/g, '-');
}

function externalName(
  world: World,
  service: Service,
  name: string,
  clusterDomain: string,
  passed: string[],
): NameAnswer {
  const target = (service.externalName ?? '').replace(/\.$/, '').toLowerCase();
  if (target === '') return nxdomain(name, ['S77'], reason('externalNameUnset'));
  if (familyOf(target) !== undefined) {
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

export function outside(name: string, cnames: string[]): NameAnswer {
  return {
    outcome: 'answered',
    name,
    answers: [{ kind: 'outside', name }],
    cnames,
    rules: cnames.length > 0 ? ['S77'] : [],
    reason: reason('namesOutside', { name }),
  };
}

export function nxdomain(name: string, rules: string[], why: Reason): NameAnswer {
  return { outcome: 'nxdomain', name, answers: [], cnames: [], rules, reason: why };
}
