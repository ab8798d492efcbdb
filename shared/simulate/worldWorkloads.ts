// The Pods, ReplicaSets and claims that the workloads of a file would bring about.

import { hashNumber, hashText } from './hashing.ts';
import { rawAt, rawFields, rawNumber, rawText } from './rawFields.ts';
import type { RawObject } from './rawObject.ts';
import {
  claimsOf,
  firstOrdinal,
  podOf,
  replicasOf,
  replicaSetOf,
  statefulPodOf,
} from './workloads.ts';
import { placesFor } from './worldNodes.ts';
import { completed, controllerKey, worldKey, type WorldObject } from './worldObject.ts';

/** A workload with more Pods than this is cut short: a slip of the pen must not fill the memory. */
export const maxReplicas = 10_000;

const workloadKinds: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Job',
]);

export function isWorkload({ apiVersion, kind }: RawObject): boolean {
  const groups: readonly string[] = ['apps/v1', 'batch/v1', 'v1'];
  return workloadKinds.has(kind) && groups.includes(apiVersion);
}

export interface Unfolded {
  pods: WorldObject[];
  replicaSets: WorldObject[];
  claims: WorldObject[];
}

/**
 * What the given workloads make. A workload that some given object already belongs to has been
 * unfolded by whoever wrote the file, and makes nothing.
 */
export function unfoldWorkloads(
  workloads: readonly RawObject[],
  givenObjects: readonly RawObject[],
  nodes: readonly RawObject[],
): Unfolded {
  const unfolded = new Set(givenObjects.map(controllerKey));
  const isOpen = (raw: RawObject) => !unfolded.has(`${raw.kind} ${worldKey(raw)}`);
  const open = workloads.filter(isOpen);
  const replicaSets = open.filter(isDeployment).map(replicaSetFor);
  const owners = [
    ...open.filter((raw) => !isDeployment(raw)),
    ...replicaSets.map(({ raw }) => raw),
  ];
  return {
    replicaSets,
    pods: owners.flatMap((owner) => podsFor(owner, nodes)),
    claims: owners.filter(({ kind }) => kind === 'StatefulSet').flatMap(claimsFor),
  };
}

function isDeployment({ kind }: RawObject): boolean {
  return kind === 'Deployment';
}

/** What the Deployment's status says of its Pods holds for its one ReplicaSet. */
function replicaSetFor(deployment: RawObject): WorldObject {
  const raw = { ...replicaSetOf(deployment), status: rawFields(deployment['status']) };
  return { raw, simulated: ['metadata.name', 'spec', 'status'] };
}

function podsFor(owner: RawObject, nodes: readonly RawObject[]): WorldObject[] {
  if (owner.kind === 'DaemonSet') return daemonPods(owner, nodes);
  const count = Math.min(replicasOf(owner, 0), maxReplicas);
  const ready = readyReplicas(owner) ?? count;
  const names = new Set<string>();
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const pod = memberOf(owner, index, names);
    const places = placesFor(pod, nodes);
    const first = hashNumber(`placement ${owner.kind} ${worldKey(owner)}`, places.length || 1);
    const node = places[(first + index) % (places.length || 1)];
    return madePod(pod, node, index < ready);
  });
}

function memberOf(owner: RawObject, index: number, names: Set<string>): RawObject {
  if (owner.kind === 'StatefulSet') return statefulPodOf(owner, firstOrdinal(owner) + index);
  const indexed = rawAt(owner, 'spec', 'completionMode') === 'Indexed';
  const pod = podOf(owner, generatedName(owner, String(index), names));
  if (!indexed) return pod;
  const hostname = `${owner.metadata.name}-${index}`;
  return { ...pod, spec: { ...rawFields(pod['spec']), hostname } };
}

/** Longest name that leaves room for five random characters in a DNS label. */
const maxBaseLength = 58;

function generatedName(owner: RawObject, member: string, names: Set<string>): string {
  const base = `${owner.metadata.name}-`.slice(0, maxBaseLength);
  for (let attempt = 0; ; attempt += 1) {
    const seed = `pod ${owner.kind} ${worldKey(owner)} ${member} ${attempt}`;
    const name = `${base}${hashText(seed, 5)}`;
    if (names.has(name)) continue;
    names.add(name);
    return name;
  }
}

function daemonPods(set: RawObject, nodes: readonly RawObject[]): WorldObject[] {
  const names = new Set<string>();
  const template = podOf(set, set.metadata.name);
  const ready = rawNumber(rawAt(set, 'status', 'numberReady'));
  return placesFor(template, nodes).map((node, index) => {
    const pod = podOf(set, generatedName(set, node.metadata.name, names));
    return madePod(pod, node, ready === undefined || index < ready);
  });
}

/** How many of the Pods a status says are ready; undefined when there is no status. */
function readyReplicas({ kind, status }: RawObject): number | undefined {
  if (Object.keys(rawFields(status)).length === 0) return undefined;
  return rawNumber(rawAt(status, kind === 'Job' ? 'ready' : 'readyReplicas')) ?? 0;
}

/** A Pod on its node; one that is not ready runs all the same. */
function madePod(pod: RawObject, node: RawObject | undefined, ready: boolean): WorldObject {
  const object: WorldObject = { raw: pod, simulated: ['metadata.name'] };
  const spec = rawFields(pod['spec']);
  const placed =
    node === undefined || rawText(spec['nodeName']) !== ''
      ? object
      : completed(object, 'spec', { ...spec, nodeName: node.metadata.name }, ['spec.nodeName']);
  if (ready) return placed;
  const conditions = [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady' }];
  return completed(placed, 'status', { phase: 'Running', conditions }, ['status']);
}

function claimsFor(set: RawObject): WorldObject[] {
  const count = Math.min(replicasOf(set, 0), maxReplicas);
  const first = firstOrdinal(set);
  return Array.from({ length: Math.max(0, count) }, (_, index) => claimsOf(set, first + index))
    .flat()
    .map((claim) => ({
      raw: { ...claim, status: { phase: 'Bound' } },
      simulated: ['metadata.name', 'status'],
    }));
}

/** A workload without status has all its Pods, ready: the counts a reader is shown. */
export function withWorkloadStatus(workload: WorldObject, nodes: number): WorldObject {
  const { raw } = workload;
  if (Object.keys(rawFields(raw['status'])).length > 0) return workload;
  const count = replicasOf(raw, nodes);
  const status =
    raw.kind === 'DaemonSet'
      ? { desiredNumberScheduled: count, currentNumberScheduled: count, numberReady: count }
      : { replicas: count, readyReplicas: count, availableReplicas: count };
  return completed(workload, 'status', status, ['status']);
}
