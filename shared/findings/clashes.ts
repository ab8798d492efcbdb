// Two Services that claim the same address or port (S1, S7, S13).

import { objectKey } from '../model/metadata.ts';
import { isHeadless, type Service } from '../model/service.ts';
import { hostPort } from '../paths/addresses.ts';
import type { Finding } from '../wire/finding.ts';
import { found, selectorText, type Scene } from './finding.ts';

export function clashFindings(scene: Scene): Finding[] {
  return [...nodePorts(scene), ...clusterIPs(scene), ...externalAddresses(scene)];
}

/** The Service of the later name is told: the former may have been there first. */
function isEarlier(other: Service, { key }: Scene): boolean {
  return objectKey(other.metadata) < key;
}

function nodePorts(scene: Scene): Finding[] {
  const { world, service } = scene;
  return service.ports.flatMap(({ nodePort, protocol }, index) => {
    if (nodePort === undefined) return [];
    const other = world
      .servicesAtNodePort(nodePort)
      .find(
        (each) =>
          isEarlier(each, scene) &&
          each.ports.some((port) => port.nodePort === nodePort && port.protocol === protocol),
      );
    if (other === undefined) return [];
    const params = { nodePort, protocol, other: objectKey(other.metadata) };
    return [found('nodePortClash', service, { path: `spec.ports[${index}].nodePort`, params })];
  });
}

function clusterIPs(scene: Scene): Finding[] {
  const { world, service } = scene;
  if (isHeadless(service)) return [];
  return service.clusterIPs.flatMap((address, index) => {
    const other = world
      .servicesAtAddress(address)
      .find((each) => isEarlier(each, scene) && each.clusterIPs.includes(address));
    if (other === undefined) return [];
    const params = { address, other: objectKey(other.metadata) };
    const path = index === 0 ? 'spec.clusterIP' : `spec.clusterIPs[${index}]`;
    return [found('clusterIPClash', service, { path, params })];
  });
}

function externalAddresses(scene: Scene): Finding[] {
  const { world, service } = scene;
  return claimsOf(service).flatMap(({ address, path }) => {
    const others = world.servicesAtAddress(address).filter((each) => isEarlier(each, scene));
    for (const other of others) {
      if (!claimsOf(other).some((claim) => claim.address === address)) continue;
      if (sameBackends(service, other)) continue;
      const port = service.ports.find((own) =>
        other.ports.some((each) => each.port === own.port && each.protocol === own.protocol),
      );
      if (port === undefined) continue;
      const params = {
        address: hostPort(address, port.port),
        protocol: port.protocol,
        other: objectKey(other.metadata),
      };
      return [found('externalAddressClash', service, { path, params })];
    }
    return [];
  });
}

function claimsOf(service: Service): { address: string; path: string }[] {
  return [
    ...service.externalIPs.map((address, index) => ({
      address,
      path: `spec.externalIPs[${index}]`,
    })),
    ...service.loadBalancerIngress.flatMap(({ ip }, index) =>
      ip === undefined ? [] : [{ address: ip, path: `status.loadBalancer.ingress[${index}].ip` }],
    ),
  ];
}

function sameBackends(service: Service, other: Service): boolean {
  if (service.metadata.namespace !== other.metadata.namespace) return false;
  if (!service.selector || !other.selector) return false;
  return sortedText(service.selector) === sortedText(other.selector);
}

function sortedText(selector: ReadonlyMap<string, string>): string {
  return selectorText(new Map([...selector].toSorted(([a], [b]) => (a < b ? -1 : 1))));
}
