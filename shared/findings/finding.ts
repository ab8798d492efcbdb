// How a rule says what it found.

import { objectKey } from '../model/metadata.ts';
import type { Metadata, ObjectKey } from '../model/metadata.ts';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { Pod } from '../model/pod.ts';
import type { Service } from '../model/service.ts';
import { workloadOf } from '../state/workloadOf.ts';
import { clusterAround } from '../simulate/worldNodes.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import type { FindingCode } from '../words/findings.ts';
import type { FixCode } from '../words/fixes.ts';
import { catalogue } from './catalogue.ts';

/** What a finding is about. */
export interface Subject {
  kind: string;
  metadata: Pick<Metadata, 'name' | 'namespace'>;
}

export interface Evidence {
  /** Field path, e.g. `spec.ports[0].targetPort`. */
  path?: string;
  params?: Finding['params'];
  fix?: Fix;
}

export interface Fix {
  code: FixCode;
  /** For `kubectl patch`, as a strategic merge; absent where no patch is safe. */
  patch?: unknown;
}

export function found(code: FindingCode, subject: Subject, evidence: Evidence = {}): Finding {
  const { name, namespace } = subject.metadata;
  const { path, params = {}, fix } = evidence;
  return {
    code,
    severity: catalogue[code].severity,
    object: { kind: subject.kind, ...(namespace !== '' && { namespace }), name },
    ...(path !== undefined && { path }),
    params,
    ...(fix && {
      fix: {
        code: fix.code,
        ...(fix.patch !== undefined && { patch: JSON.stringify(fix.patch) }),
      },
    }),
  };
}

/** A Service with what its rules look at. */
export interface Scene {
  world: World;
  service: Service;
  key: ObjectKey;
  namespace: string;
  /** See `isPartial`. */
  partial: boolean;
  /** That its selector matches; empty where Pods may not be read. */
  pods: readonly Pod[];
  slices: readonly EndpointSlice[];
}

export function sceneOf(world: World, service: Service, partial = isPartial(world)): Scene {
  const { namespace } = service.metadata;
  const key = objectKey(service.metadata);
  const { selector, type } = service;
  const selects = selector && selector.size > 0 && type !== 'ExternalName';
  return {
    world,
    service,
    key,
    namespace,
    partial,
    pods: selects ? [...world.podsSelected(namespace, selector)] : [],
    slices: world.slicesOf(key),
  };
}

/**
 * Whether the world is made of files, which may give only some of a cluster's objects: what is not
 * there may merely not have been given.
 */
export function isPartial(world: World): boolean {
  const made = world.nodes()[0]?.metadata.simulated ?? [];
  return made.includes('metadata.name') || made.includes(clusterAround);
}

/** Whether Portolan made the object up: nobody has written it. */
export function isSimulated({ metadata }: { metadata: Metadata }): boolean {
  return metadata.simulated?.includes('metadata.name') ?? false;
}

/** Where a person mends a Pod: the workload that a file gives for it, else the Pod. */
export function writtenAs(world: World, pod: Pod): { subject: Subject; spec: string } {
  const owner = isSimulated(pod) ? workloadOf(world, pod) : undefined;
  if (owner === undefined) return { subject: pod, spec: 'spec' };
  const { namespace } = pod.metadata;
  const { kind, name } = owner;
  return { subject: { kind, metadata: { name, namespace } }, spec: 'spec.template.spec' };
}

/** A list for a sentence: all of a few, else the first and how many more. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown}, … (+${names.length - most})` : shown;
}

/** `app=web,tier=front`, as kubectl writes a selector. */
export function selectorText(selector: ReadonlyMap<string, string>): string {
  return [...selector].map(([key, value]) => `${key}=${value}`).join(',');
}
