// The applications of a namespace, as a Service could have meant them.

import type { Labels } from '../model/metadata.ts';
import type { Pod } from '../model/pod.ts';
import { workloadOf } from '../state/workloadOf.ts';
import type { World } from '../state/world.ts';

export interface Application {
  kind: string;
  name: string;
  labels: Labels;
  /** One of its Pods: they are made alike. */
  pod: Pod;
  pods: readonly Pod[];
}

/** Pods by what makes them, in order; what runs once and ends is nobody's backend. */
export function applicationsOf(world: World, pods: Iterable<Pod>): Application[] {
  const found = new Map<string, Application & { pods: Pod[] }>();
  for (const pod of pods) {
    const { kind, name } = workloadOf(world, pod) ?? { kind: 'Pod', name: pod.metadata.name };
    if (kind === 'Job') continue;
    const key = `${kind}/${name}`;
    const known = found.get(key);
    if (known) known.pods.push(pod);
    else found.set(key, { kind, name, labels: pod.metadata.labels, pod, pods: [pod] });
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, application]) => application);
}
