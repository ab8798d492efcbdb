import type { Workload } from '../model/cluster.ts';
import { objectKey } from '../model/metadata.ts';
import type { Pod } from '../model/pod.ts';
import { isPodReady } from '../simulate/podEndpoint.ts';
import { workloadOf } from '../state/workloadOf.ts';
import type { World } from '../state/world.ts';
import type { PodView } from '../wire/view.ts';
import { notReadyReason } from './podReadiness.ts';

export function podView(world: World, pod: Pod): PodView {
  const { metadata } = pod;
  const workload = workloadOf(world, pod);
  const zone = pod.nodeName === undefined ? undefined : world.node(pod.nodeName)?.zone;
  const reason = notReadyReason(pod);
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    uid: metadata.uid,
    ...(pod.podIPs[0] !== undefined && { ip: pod.podIPs[0] }),
    ...(pod.nodeName !== undefined && { node: pod.nodeName }),
    ...(zone !== undefined && { zone }),
    ...(workload && { workload: { kind: workload.kind, name: workload.name } }),
    phase: pod.phase,
    readyContainers: pod.containerStates.filter(({ ready }) => ready).length,
    containers: pod.containers.length,
    restarts: pod.containerStates.reduce((sum, { restartCount }) => sum + restartCount, 0),
    ready: isPodReady(pod),
    terminating: metadata.deletionTimestamp !== undefined,
    ...(reason && { reason }),
    ...(workload?.kind === 'StatefulSet' && statefulIdentity(world, pod, workload.name)),
  };
}

/** Ordinal, stable name (S75) and claims of a StatefulSet's Pod. */
function statefulIdentity(
  world: World,
  pod: Pod,
  name: string,
): Pick<PodView, 'ordinal' | 'stableName' | 'claims'> {
  const { namespace } = pod.metadata;
  const set: Workload | undefined = world.workload('StatefulSet', objectKey({ namespace, name }));
  const ordinal = Number(pod.metadata.name.slice(name.length + 1));
  const governing = pod.subdomain ?? set?.serviceName;
  return {
    ...(Number.isSafeInteger(ordinal) && { ordinal }),
    ...(governing !== undefined &&
      governing !== '' && { stableName: `${pod.metadata.name}.${governing}.${namespace}.svc` }),
    claims: pod.claims.map((claim) => {
      const found = world.claim(objectKey({ namespace, name: claim }));
      return {
        name: claim,
        ...(found && { phase: found.phase }),
        ...(found?.capacity !== undefined && { capacity: found.capacity }),
      };
    }),
  };
}
