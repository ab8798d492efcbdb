// The cluster that manifests would become, worked out without any cluster.

import type { ModelObject } from '../model/object.ts';
import { Interner } from '../model/parse/interner.ts';
import { parseObject } from '../model/parse/object.ts';
import type { ProblemCode } from '../model/parse/problem.ts';
import { expandList, isRawObject } from '../model/parse/rawObject.ts';
import { rawAt, rawText } from './rawFields.ts';
import type { RawMetadata, RawObject } from './rawObject.ts';
import { worldNodes } from './worldNodes.ts';
import { compareRaw, given, modelOf, worldKey, type WorldObject } from './worldObject.ts';
import { completePods } from './worldPods.ts';
import { completeServices, wantsIPv6 } from './worldServices.ts';
import { worldSlices } from './worldSlices.ts';
import { isWorkload, maxReplicas, unfoldWorkloads, withWorkloadStatus } from './worldWorkloads.ts';
import { replicasOf } from './workloads.ts';

export interface FileWorldOptions {
  /** For objects of namespaced kinds that name none; default `default`. */
  namespace?: string;
}

/**
 * `duplicate`: a later object of the same name replaces this one. `tooManyReplicas`: only
 * `params.max` of its Pods are there. The rest as the parser tells it: the object is left out.
 */
export interface FileProblem {
  /** Index into the objects given. */
  index: number;
  kind: string;
  /** `namespace/name`, as far as known. */
  key: string;
  code: ProblemCode | 'duplicate' | 'tooManyReplicas';
  /** Field path, where one field is at fault. */
  path?: string;
  params: Readonly<Record<string, string | number | boolean>>;
}

export interface FileWorld {
  /** Everything given and everything made up; made-up fields are in `metadata.simulated`. */
  objects: ModelObject[];
  problems: FileProblem[];
}

/**
 * The cluster those manifests would become. Lists are expanded; the order of the objects does not
 * matter, but for two of the same name, of which the later one counts.
 */
export function worldFromFiles(
  raws: readonly unknown[],
  options: FileWorldOptions = {},
): FileWorld {
  const problems: FileProblem[] = [];
  const interner = new Interner();
  const admitted = admitAll(raws, options.namespace ?? 'default', interner, problems);
  const world = completeWorld(admitted);
  const objects = world.flatMap((object) => modelOf(object, interner) ?? []);
  return {
    objects: [...objects, ...impliedNamespaces(objects, interner), ...worldSlices(objects)],
    problems: problems.toSorted((a, b) => a.index - b.index),
  };
}

interface Admitted {
  index: number;
  raw: RawObject;
}

/** Every object the parser takes, once, in an order that is not that of the files. */
function admitAll(
  raws: readonly unknown[],
  namespace: string,
  interner: Interner,
  problems: FileProblem[],
): RawObject[] {
  const byName = new Map<string, Admitted>();
  raws.forEach((source, index) => {
    for (const { raw, context } of expandList(source)) {
      const typed = isRawObject(raw) ? { ...context, ...raw } : raw;
      const object = admit(typed, namespace, interner, index, problems);
      if (!object) continue;
      const key = `${object.kind} ${worldKey(object)}`;
      const former = byName.get(key);
      if (former) problems.push(problemOf(former, 'duplicate'));
      byName.set(key, { index, raw: object });
      if (isWorkload(object) && replicasOf(object, 0) > maxReplicas) {
        const params = { replicas: replicasOf(object, 0), max: maxReplicas };
        problems.push({ ...problemOf({ index, raw: object }, 'tooManyReplicas'), params });
      }
    }
  });
  return [...byName.values()].map(({ raw }) => raw).toSorted(compareRaw);
}

function problemOf({ index, raw }: Admitted, code: 'duplicate' | 'tooManyReplicas'): FileProblem {
  return { index, kind: raw.kind, key: worldKey(raw), code, params: {} };
}

/** The object with its namespace, or undefined with its problems told. */
function admit(
  raw: unknown,
  namespace: string,
  interner: Interner,
  index: number,
  problems: FileProblem[],
): RawObject | undefined {
  const parsed = parseObject(raw, {}, interner);
  if (parsed.ok === false) {
    const { kind, key } = parsed;
    for (const { path, code, params } of parsed.problems) {
      problems.push({ index, kind, key, code, path, params });
    }
    return undefined;
  }
  const named = namedObject(raw, namespace);
  // Jobs and ReplicationControllers are not kept, but their Pods are.
  return parsed.ok === true || (named && isWorkload(named)) ? named : undefined;
}

function namedObject(raw: unknown, namespace: string): RawObject | undefined {
  const [apiVersion, kind] = [rawText(rawAt(raw, 'apiVersion')), rawText(rawAt(raw, 'kind'))];
  const metadata = rawAt(raw, 'metadata');
  const name = rawText(rawAt(metadata, 'name'));
  if (!isRawObject(raw) || !isRawObject(metadata) || name === '') return undefined;
  const own = rawText(metadata['namespace']) || namespace;
  const placed: RawMetadata = {
    ...metadata,
    name,
    ...(!isClusterScoped(kind) && { namespace: own }),
  };
  return { ...raw, apiVersion, kind, metadata: placed };
}

const clusterScoped: ReadonlySet<string> = new Set([
  'Node',
  'Namespace',
  'IngressClass',
  'GatewayClass',
]);

function isClusterScoped(kind: string): boolean {
  return clusterScoped.has(kind);
}

/** Given objects completed, and those they bring about. */
function completeWorld(raws: readonly RawObject[]): WorldObject[] {
  const ofKind = (kind: string) => raws.filter((raw) => raw.kind === kind);
  const nodes = worldNodes(ofKind('Node'), nodesNamedBy(ofKind('Pod')));
  const workloads = raws.filter(isWorkload);
  const { pods, replicaSets, claims } = unfoldWorkloads(workloads, raws, nodes.schedulable);
  const services = completeServices(ofKind('Service').map(given));
  const names = new Set(raws.map((raw) => `${raw.kind} ${worldKey(raw)}`));
  const isNew = ({ raw }: WorldObject) => !names.has(`${raw.kind} ${worldKey(raw)}`);
  const allPods = [...ofKind('Pod').map(given), ...pods.filter(isNew)];
  const completedKinds = new Set(['Node', 'Pod', 'Service']);
  return [
    ...raws.filter((raw) => !completedKinds.has(raw.kind) && !isWorkload(raw)).map(given),
    ...[...workloads.map(given), ...replicaSets.filter(isNew)].map((each) =>
      withWorkloadStatus(each, nodes.schedulable.length),
    ),
    ...nodes.nodes,
    ...services,
    ...completePods(allPods, nodes, wantsIPv6(services)),
    ...claims.filter(isNew),
  ];
}

/** Nodes that Pods are on, and their address where a Pod's status tells it. */
function nodesNamedBy(pods: readonly RawObject[]): Map<string, string | undefined> {
  const named = new Map<string, string | undefined>();
  for (const pod of pods) {
    const name = rawText(rawAt(pod, 'spec', 'nodeName'));
    const ip = rawText(rawAt(pod, 'status', 'hostIP'));
    if (name !== '') named.set(name, ip || named.get(name));
  }
  return named;
}

/** Namespaces that objects are in and no file gives. */
function impliedNamespaces(objects: readonly ModelObject[], interner: Interner): ModelObject[] {
  const names = new Set(objects.map(({ metadata }) => metadata.namespace));
  for (const { kind, metadata } of objects) if (kind === 'Namespace') names.delete(metadata.name);
  names.delete('');
  return [...names].toSorted().flatMap((name) => {
    const labels = { 'kubernetes.io/metadata.name': name };
    const raw: RawObject = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels },
      status: { phase: 'Active' },
    };
    return modelOf({ raw, simulated: ['metadata.name'] }, interner) ?? [];
  });
}
