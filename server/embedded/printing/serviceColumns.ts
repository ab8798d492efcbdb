import type { KubeObject } from '../objects.ts';
import { ageColumn, type ColumnsByKind, nameColumn, textColumn, wide } from './column.ts';
import { formatLabels } from './labels.ts';
import { loadBalancerAddresses } from './loadBalancer.ts';
import { at, listAt, numberAt, textAt, textsAt } from '../schema/read.ts';
import { shortList } from './shortList.ts';

export const serviceColumns: ColumnsByKind = {
  Service: [
    nameColumn,
    textColumn('Type', (service) => textAt(service, 'spec', 'type')),
    textColumn(
      'Cluster-IP',
      (service) =>
        textsAt(service, 'spec', 'clusterIPs')[0] ??
        (textAt(service, 'spec', 'clusterIP') || '<none>'),
    ),
    textColumn('External-IP', externalAddresses),
    textColumn('Port(s)', servicePorts),
    ageColumn,
    wide(textColumn('Selector', (service) => formatLabels(at(service, 'spec', 'selector')))),
  ],
  Endpoints: [
    nameColumn,
    textColumn('Endpoints', (endpoints) => shortList(subsetAddresses(endpoints), '<none>')),
    ageColumn,
  ],
  EndpointSlice: [
    nameColumn,
    textColumn('AddressType', (slice) => textAt(slice, 'addressType')),
    textColumn('Ports', (slice) => shortList(listAt(slice, 'ports').map(slicePort), '<unset>')),
    textColumn('Endpoints', (slice) =>
      shortList(
        listAt(slice, 'endpoints').flatMap((endpoint) => textsAt(endpoint, 'addresses')),
        '<unset>',
      ),
    ),
    ageColumn,
  ],
};

function externalAddresses(service: KubeObject): string {
  const external = textsAt(service, 'spec', 'externalIPs');
  switch (textAt(service, 'spec', 'type')) {
    case 'ExternalName':
      return textAt(service, 'spec', 'externalName');
    case 'LoadBalancer':
      return [...loadBalancerAddresses(service), ...external].join(',') || '<pending>';
    default:
      return external.join(',') || '<none>';
  }
}

function servicePorts(service: KubeObject): string {
  const ports = listAt(service, 'spec', 'ports').map((port) => {
    const nodePort = numberAt(port, 'nodePort');
    const number = `${numberAt(port, 'port')}${nodePort > 0 ? `:${nodePort}` : ''}`;
    return `${number}/${textAt(port, 'protocol') || 'TCP'}`;
  });
  return ports.join(',') || '<none>';
}

/** Every ready address with every port of its subset; without ports, the addresses alone. */
function subsetAddresses(endpoints: KubeObject): readonly string[] {
  return listAt(endpoints, 'subsets').flatMap((subset) => {
    const addresses = listAt(subset, 'addresses').map((address) => textAt(address, 'ip'));
    const ports = listAt(subset, 'ports');
    if (ports.length === 0) return addresses;
    return ports.flatMap((port) =>
      addresses.map((address) => hostPort(address, numberAt(port, 'port'))),
    );
  });
}

function hostPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** A slice's port by number, else by name; `*` stands for all ports. */
function slicePort(port: unknown): string {
  const number = at(port, 'port');
  if (typeof number === 'number') return String(number);
  const name = at(port, 'name');
  return typeof name === 'string' ? name : '*';
}
