// What the network knows of the cluster, kept up to date from the store's events.

import type { Namespace, Node } from '@portolan/shared/model/cluster.ts';
import type { EndpointSlice } from '@portolan/shared/model/endpointSlice.ts';
import { objectKey } from '@portolan/shared/model/metadata.ts';
import type { NetworkPolicy } from '@portolan/shared/model/networkPolicy.ts';
import { parseObject } from '@portolan/shared/model/parse/object.ts';
import type { Pod } from '@portolan/shared/model/pod.ts';
import type { Service } from '@portolan/shared/model/service.ts';

import type { KubeObject, ObjectStore, StoreEvent } from '../objects.ts';

/** A Pod with what its app does on the network, as annotations tell. */
export interface NetworkPod {
  model: Pod;
  annotations: ReadonlyMap<string, string>;
}

export interface NetworkNode {
  model: Node;
  annotations: ReadonlyMap<string, string>;
}

const KINDS = ['Service', 'EndpointSlice', 'Pod', 'Node', 'Namespace', 'NetworkPolicy'] as const;
type Kind = (typeof KINDS)[number];

const PLURALS: Readonly<Record<Kind, string>> = {
  Service: 'services',
  EndpointSlice: 'endpointslices',
  Pod: 'pods',
  Node: 'nodes',
  Namespace: 'namespaces',
  NetworkPolicy: 'networkpolicies',
};

function isKind(kind: string): kind is Kind {
  return KINDS.some((known) => known === kind);
}

export class ClusterView {
  readonly services = new Map<string, Service>();
  readonly slices = new Map<string, EndpointSlice>();
  readonly pods = new Map<string, NetworkPod>();
  readonly nodes = new Map<string, NetworkNode>();
  readonly namespaces = new Map<string, Namespace>();
  readonly policies = new Map<string, NetworkPolicy>();
  private readonly podsByAddress = new Map<string, Map<string, NetworkPod>>();
  private readonly unsubscribe: () => void;

  /** `onChange` is called after each change the network may have to follow. */
  constructor(store: ObjectStore, onChange: (event: StoreEvent) => void) {
    for (const kind of KINDS) {
      for (const object of store.list({ plural: PLURALS[kind] })) this.set(object);
    }
    this.unsubscribe = store.subscribe((event) => {
      if (!isKind(event.resource.kind)) return;
      if (event.type === 'DELETED') this.remove(event.resource.kind, event.object);
      else this.set(event.object);
      onChange(event);
    });
  }

  close(): void {
    this.unsubscribe();
  }

  node(name: string | undefined): NetworkNode | undefined {
    return name === undefined ? undefined : this.nodes.get(name);
  }

  nodeAtAddress(ip: string): NetworkNode | undefined {
    return this.nodeList().find(({ model }) =>
      [...model.internalIPs, ...model.externalIPs].includes(ip),
    );
  }

  /** By name, so that "the first node" is always the same. */
  nodeList(): NetworkNode[] {
    return [...this.nodes.values()].toSorted((left, right) =>
      left.model.metadata.name < right.model.metadata.name ? -1 : 1,
    );
  }

  /** Pods with this address in the Pod network; hostNetwork Pods are at their node's address. */
  podAt(ip: string): NetworkPod | undefined {
    return this.podsAt(ip).find(({ model }) => !model.hostNetwork);
  }

  podsAt(ip: string): NetworkPod[] {
    return [...(this.podsByAddress.get(ip)?.values() ?? [])];
  }

  slicesOf(service: string): EndpointSlice[] {
    return [...this.slices.values()].filter(
      (slice) => `${slice.metadata.namespace}/${slice.serviceName}` === service,
    );
  }

  slicesByService(): ReadonlyMap<string, readonly EndpointSlice[]> {
    const byService = new Map<string, EndpointSlice[]>();
    for (const slice of this.slices.values()) {
      const key = `${slice.metadata.namespace}/${slice.serviceName}`;
      const known = byService.get(key);
      if (known === undefined) byService.set(key, [slice]);
      else known.push(slice);
    }
    return byService;
  }

  private set(object: KubeObject): void {
    const parsed = parseObject(object);
    if (parsed.ok !== true) return;
    const model = parsed.object;
    const key = objectKey(model.metadata);
    const annotations = new Map(Object.entries(object.metadata.annotations ?? {}));
    if (model.kind === 'Service') this.services.set(key, model);
    else if (model.kind === 'EndpointSlice') this.slices.set(key, model);
    else if (model.kind === 'Node') this.nodes.set(key, { model, annotations });
    else if (model.kind === 'Namespace') this.namespaces.set(key, model);
    else if (model.kind === 'NetworkPolicy') this.policies.set(key, model);
    else if (model.kind === 'Pod') {
      this.forgetAddresses(key);
      this.pods.set(key, { model, annotations });
      this.noteAddresses(key);
    }
  }

  private remove(kind: Kind, object: KubeObject): void {
    const { namespace = '', name } = object.metadata;
    const key = objectKey({ namespace, name });
    const tables: Readonly<Record<Kind, Map<string, unknown>>> = {
      Service: this.services,
      EndpointSlice: this.slices,
      Pod: this.pods,
      Node: this.nodes,
      Namespace: this.namespaces,
      NetworkPolicy: this.policies,
    };
    if (kind === 'Pod') this.forgetAddresses(key);
    tables[kind].delete(key);
  }

  private noteAddresses(key: string): void {
    const pod = this.pods.get(key);
    if (pod === undefined || isOver(pod.model)) return;
    for (const ip of pod.model.podIPs) {
      const there = this.podsByAddress.get(ip) ?? new Map<string, NetworkPod>();
      there.set(key, pod);
      this.podsByAddress.set(ip, there);
    }
  }

  private forgetAddresses(key: string): void {
    for (const ip of this.pods.get(key)?.model.podIPs ?? []) {
      const there = this.podsByAddress.get(ip);
      there?.delete(key);
      if (there?.size === 0) this.podsByAddress.delete(ip);
    }
  }
}

/** A finished Pod has left the network, and its address may be another's by now. */
function isOver({ phase }: Pod): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}
