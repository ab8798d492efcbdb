// EndpointSlices that do not join their Service, or do not tell the truth (S29–S36).

import type { Endpoint, EndpointSlice } from '../model/endpointSlice.ts';
import { isHeadless } from '../model/service.ts';
import { hostPort } from '../paths/addresses.ts';
import { hasForeignProxy, isProxiedSlice } from '../paths/proxiedServices.ts';
import { servedFamilies } from '../paths/serviceFamilies.ts';
import { endpointPorts, isCandidate, isPodReady } from '../simulate/podEndpoint.ts';
import { managedByLabel, mirroringController } from '../simulate/sliceMetadata.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import { found, isPartial, isSimulated, listed, type Scene } from './finding.ts';
import { meantName } from './likeness.ts';
import { targetFindings } from './sliceTargets.ts';

export function sliceFindings(scene: Scene): Finding[] {
  const { service } = scene;
  if (service.type === 'ExternalName' || hasForeignProxy(service.metadata.labels)) return [];
  const written = scene.slices.filter((slice) => !isMirrored(slice));
  return [
    ...written.flatMap((slice) =>
      [
        portFindings(scene, slice),
        ignoredPorts(slice),
        familyFindings(scene, slice),
        targetFindings(scene, slice),
      ].flat(),
    ),
    ...familiesWithout(scene),
    ...duplicates(scene),
    ...unlistedPods(scene),
    ...unusableHints(scene),
  ];
}

/** Mirrored slices are judged as the Endpoints they were made from. */
function isMirrored({ metadata }: EndpointSlice): boolean {
  return metadata.labels.get(managedByLabel) === mirroringController;
}

/** S4: a Service port that no slice serves, while a slice has a port that is none of the Service's. */
function portFindings({ service, slices }: Scene, slice: EndpointSlice): Finding[] {
  if (isHeadless(service)) return [];
  const all = slices.flatMap(({ ports }) => ports);
  const unserved = service.ports.filter(
    ({ name, protocol }) => !all.some((port) => port.name === name && port.protocol === protocol),
  );
  const [first] = unserved;
  if (first === undefined) return [];
  return slice.ports.flatMap((port, index): Finding[] => {
    const { name, protocol } = port;
    if (name === undefined || !port.port) return [];
    if (service.ports.some((each) => each.name === name && each.protocol === protocol)) return [];
    const sameName = unserved.find((each) => each.name === name);
    const params = { name: name === '' ? '""' : name, protocol };
    if (sameName !== undefined) {
      return [
        found('slicePortProtocolMismatch', slice, {
          path: `ports[${index}].protocol`,
          params: { ...params, wanted: sameName.protocol, service: service.metadata.name },
          fix: { code: 'setProtocol' },
        }),
      ];
    }
    const names = unserved.map((each) => (each.name === '' ? '""' : each.name)).join(', ');
    return [
      found('slicePortNameMismatch', slice, {
        path: `ports[${index}].name`,
        params: { ...params, names, service: service.metadata.name },
        fix: { code: 'renameSlicePort' },
      }),
    ];
  });
}

/** S34. A headless Service's ports are only for SRV. */
function ignoredPorts(slice: EndpointSlice): Finding[] {
  if (!isProxiedSlice(slice.metadata.labels)) return [];
  return slice.ports.flatMap(({ name, port }, index) =>
    name !== undefined && port
      ? []
      : found('slicePortIgnored', slice, {
          path: `ports[${index}]`,
          params: { field: name === undefined ? 'name' : 'port' },
        }),
  );
}

function familyFindings({ service }: Scene, slice: EndpointSlice): Finding[] {
  const { addressType, endpoints } = slice;
  if (isHeadless(service) || endpoints.length === 0) return [];
  if (addressType === 'FQDN') return [found('fqdnSlice', slice, { path: 'addressType' })];
  const served = servedFamilies(service);
  if (served.length === 0 || served.includes(addressType)) return [];
  const params = {
    family: addressType,
    families: served.join(', '),
    service: service.metadata.name,
  };
  return [found('sliceFamilyUnserved', slice, { path: 'addressType', params })];
}

/** S12: clients of a family the Service has an address in, but no endpoint. */
function familiesWithout({ service, slices }: Scene): Finding[] {
  const filled = slices.filter(({ endpoints }) => endpoints.length > 0);
  if (isHeadless(service) || filled.length === 0) return [];
  const served = servedFamilies(service);
  if (served.length < 2) return [];
  const missing = served.filter(
    (family) => !filled.some(({ addressType }) => addressType === family),
  );
  return missing.map((family) =>
    found('familyWithoutEndpoints', service, { path: 'spec.ipFamilies', params: { family } }),
  );
}

/** The same ip:port in two slices with different conditions: which one counts is chance. */
function duplicates({ slices }: Scene): Finding[] {
  const seen = new Map<string, { slice: string; state: string }>();
  return slices.flatMap((slice) => {
    const repeated = slice.endpoints.flatMap((endpoint, index) =>
      slice.ports.flatMap((port) => {
        const address = hostPort(endpoint.addresses[0] ?? '', port.port ?? 0);
        const key = `${address}/${port.protocol}/${port.name ?? ''}`;
        const state = stateOf(endpoint);
        const before = seen.get(key);
        if (before === undefined) seen.set(key, { slice: slice.metadata.name, state });
        const isOther = before && before.slice !== slice.metadata.name && before.state !== state;
        return isOther ? { index, address, other: before.slice } : [];
      }),
    );
    const [first] = repeated;
    if (first === undefined) return [];
    const params = {
      addresses: listed(repeated.map(({ address }) => address)),
      others: listed([...new Set(repeated.map(({ other }) => other))]),
    };
    return [
      found('duplicateEndpoint', slice, { path: `endpoints[${first.index}].addresses`, params }),
    ];
  });
}

function stateOf({
  ready = true,
  serving = true,
  terminating = false,
  nodeName,
}: Endpoint): string {
  return `${ready} ${serving} ${terminating} ${nodeName ?? ''}`;
}

/** Pods the controller should have listed; those made up for files appear in made-up slices only. */
function unlistedPods({ world, service, namespace, pods, slices }: Scene): Finding[] {
  if (!world.readable('EndpointSlice', namespace)) return [];
  const listedIPs = new Set(
    slices.flatMap(({ endpoints }) => endpoints.flatMap(({ addresses }) => addresses)),
  );
  const unlisted = pods.filter(
    (pod) =>
      isCandidate(pod) &&
      isPodReady(pod) &&
      !isSimulated(pod) &&
      !pod.metadata.simulated?.includes('status.podIPs') &&
      pod.metadata.deletionTimestamp === undefined &&
      (service.ports.length === 0 || endpointPorts(pod, service).length > 0) &&
      world.node(pod.nodeName ?? '') !== undefined &&
      !pod.podIPs.some((ip) => listedIPs.has(ip)),
  );
  if (unlisted.length === 0) return [];
  const names = listed(unlisted.map(({ metadata }) => metadata.name));
  return [found('readyPodUnlisted', service, { params: { pods: names, count: unlisted.length } })];
}

/** S41: hints on some ready endpoints and not on others count for nobody. */
function unusableHints({ service, slices }: Scene): Finding[] {
  const ready = slices.flatMap(({ endpoints }) => endpoints.filter((each) => each.ready ?? true));
  const without = ready.filter(
    ({ zoneHints = [], nodeHints = [] }) => zoneHints.length + nodeHints.length === 0,
  );
  if (without.length === 0 || without.length === ready.length) return [];
  const addresses = listed(without.flatMap((each) => each.addresses.slice(0, 1)).toSorted());
  const params = { addresses, count: without.length, total: ready.length };
  return [found('hintsUnusable', service, { params })];
}

/** Slices that no Service takes up. */
export function strayedSlices(world: World): Finding[] {
  const partial = isPartial(world);
  return [...world.slices()].flatMap((slice) => {
    const { namespace } = slice.metadata;
    if (slice.serviceName === '') {
      const path = 'metadata.labels[kubernetes.io/service-name]';
      return [found('sliceWithoutService', slice, { path, fix: { code: 'labelSlice' } })];
    }
    if (!world.readable('Service', namespace)) return [];
    if (world.service(`${namespace}/${slice.serviceName}`) !== undefined) return [];
    const names = [...world.services(namespace)].map(({ metadata }) => metadata.name);
    const meant = meantName(slice.serviceName, names);
    if (partial && meant === undefined) return [];
    const params = { service: slice.serviceName, meant: meant ?? '–' };
    const path = 'metadata.labels[kubernetes.io/service-name]';
    return [found('sliceServiceMissing', slice, { path, params, fix: { code: 'labelSlice' } })];
  });
}
