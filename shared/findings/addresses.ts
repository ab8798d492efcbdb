// Addresses that somebody wrote as endpoints (S30, S35).

import ipaddr from 'ipaddr.js';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import { isHeadless } from '../model/service.ts';
import { servicePortView } from '../paths/servicePortView.ts';
import { managedByLabel, mirroringController } from '../simulate/sliceMetadata.ts';
import type { Finding } from '../wire/finding.ts';
import { found, listed, type Scene, type Subject } from './finding.ts';

interface Written {
  address: string;
  subject: Subject;
  path: string;
}

export function addressFindings(scene: Scene): Finding[] {
  const written = writtenAddresses(scene);
  return [...written.flatMap((each) => addressFinding(scene, each)), ...withoutNode(scene)];
}

function addressFinding({ world, key }: Scene, { address, subject, path }: Written): Finding[] {
  const range = forbiddenRange(address);
  if (range !== undefined) {
    return [found('endpointAddressForbidden', subject, { path, params: { address, range } })];
  }
  const service = world
    .servicesAtAddress(address)
    .find(({ clusterIPs }) => clusterIPs.includes(address));
  if (service === undefined) return [];
  const { namespace, name } = service.metadata;
  const other = `${namespace}/${name}`;
  const params = { address, service: other === key ? key : other };
  return [found('endpointIsClusterIP', subject, { path, params, fix: { code: 'usePodAddress' } })];
}

/** Those of the Endpoints where the slices are their mirror, else those of the slices. */
function writtenAddresses({ world, key, slices }: Scene): Written[] {
  const endpoints = world.endpoints(key);
  const fromEndpoints =
    endpoints && slices.some(isMirrored)
      ? endpoints.subsets.flatMap(({ addresses }, subset) =>
          addresses.map(({ ip }, index) => ({
            address: ip,
            subject: endpoints,
            path: `subsets[${subset}].addresses[${index}].ip`,
          })),
        )
      : [];
  const fromSlices = slices
    .filter((slice) => !isMirrored(slice) && slice.addressType !== 'FQDN')
    .flatMap((slice) =>
      slice.endpoints.flatMap(({ addresses, targetRef }, index) =>
        targetRef?.kind === 'Pod'
          ? []
          : addresses.slice(0, 1).map((address) => ({
              address,
              subject: slice,
              path: `endpoints[${index}].addresses[0]`,
            })),
      ),
    );
  return [...fromEndpoints, ...fromSlices];
}

function isMirrored({ metadata }: EndpointSlice): boolean {
  return metadata.labels.get(managedByLabel) === mirroringController;
}

/** S30; cloud metadata services live in the link-local range. */
function forbiddenRange(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return undefined;
  const range = ipaddr.process(address).range();
  return range === 'loopback' || range === 'linkLocal' || range === 'unspecified'
    ? range
    : undefined;
}

/** S35: an endpoint on no node is local nowhere. */
function withoutNode(scene: Scene): Finding[] {
  const { service, slices, world, key } = scene;
  const policies = localPolicies(scene);
  if (policies.length === 0 || isHeadless(service)) return [];
  const stray = slices.flatMap(({ endpoints }) =>
    endpoints.filter(({ nodeName, ready = true }) => ready && nodeName === undefined),
  );
  if (stray.length === 0) return [];
  const addresses = listed(stray.flatMap((each) => each.addresses.slice(0, 1)).toSorted());
  const subject = slices.some(isMirrored) ? (world.endpoints(key) ?? service) : service;
  const params = { addresses, policy: policies.join(', ') };
  return [found('endpointWithoutNode', subject, { params, fix: { code: 'setNodeName' } })];
}

/** The policies that ask for endpoints on the client's own node (S37). */
function localPolicies({ service }: Scene): string[] {
  const views = service.ports.flatMap((port) =>
    (['IPv4', 'IPv6'] as const).flatMap((family) => servicePortView(service, port, family) ?? []),
  );
  return [
    ...(views.some((view) => view.internalLocal) ? ['internalTrafficPolicy'] : []),
    ...(views.some((view) => view.externalLocal && view.usesLocal)
      ? ['externalTrafficPolicy']
      : []),
  ];
}
