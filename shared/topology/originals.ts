// Which names and addresses a cluster, or views of it, hold: what a redaction must know beforehand,
// so that one Service's picture and its namespace's call everything the same.
import { canonicalIP, familyOf } from '../paths/addresses.ts';
import type { World } from '../state/world.ts';
import type { ServiceView } from '../wire/view.ts';
import type { Originals } from './redaction.ts';

class Collection implements Originals {
  readonly names = new Set<string>();
  readonly addresses = new Set<string>();

  name(...names: readonly (string | undefined)[]): void {
    for (const name of names) if (name !== undefined && name !== '') this.names.add(name);
  }

  /** Whatever is no address says nothing here: names of hosts go label by label. */
  address(...addresses: readonly (string | undefined)[]): void {
    for (const each of addresses) {
      if (each !== undefined && familyOf(each)) this.addresses.add(canonicalIP(each));
    }
  }

  object({ metadata }: { metadata: { namespace: string; name: string } }): void {
    this.name(metadata.namespace, metadata.name);
  }
}

/** Grows with the whole cluster; asked once a picture, and only for a redacted one. */
export function originalsOfWorld(world: World): Originals {
  const found = new Collection();
  for (const service of world.services()) {
    found.object(service);
    found.name(...(service.selector?.values() ?? []));
    found.address(...service.clusterIPs, ...service.externalIPs);
    found.address(...service.loadBalancerIngress.map(({ ip }) => ip));
  }
  for (const pod of world.pods()) {
    found.object(pod);
    found.address(...pod.podIPs, pod.hostIP);
  }
  for (const node of world.nodes()) {
    found.name(node.metadata.name, node.zone);
    found.address(...node.internalIPs, ...node.externalIPs);
  }
  for (const slice of world.slices()) {
    found.object(slice);
    for (const { addresses } of slice.endpoints) found.address(...addresses);
  }
  const rest = [world.workloads(), world.ingresses(), world.gateways(), world.routes()];
  for (const objects of rest) for (const object of objects) found.object(object);
  return found;
}

export function originalsOfViews(views: readonly ServiceView[]): Originals {
  const found = new Collection();
  for (const view of views) {
    found.name(view.namespace, view.name, ...Object.values(view.selector ?? {}));
    found.address(...view.clusterIPs);
    found.name(...view.workloads.map(({ name }) => name));
    for (const { name, address, zone } of view.nodes) {
      found.name(name, zone);
      found.address(address);
    }
    for (const { address, node, route, class: served, listener } of view.entryPoints) {
      found.address(address);
      found.name(node, route?.namespace, route?.name, served, listener);
    }
    for (const { address, pod, node, zone, slices } of view.endpoints) {
      found.address(address);
      found.name(...(pod?.split('/') ?? []), node, zone, ...slices);
    }
    for (const { namespace, name, ip, node, zone, claims } of view.pods) {
      found.name(namespace, name, node, zone, ...(claims ?? []).map((claim) => claim.name));
      found.address(ip);
    }
    for (const { object } of view.findings) found.name(object.namespace, object.name);
  }
  return found;
}

export function originalsTogether(...all: readonly Originals[]): Originals {
  const together = new Collection();
  for (const { names, addresses } of all) {
    together.name(...names);
    together.address(...addresses);
  }
  return together;
}
