import type { KubeObject } from '../objects.ts';
import { timestamp } from './clock.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { keyOf, splitKey, textAt, textsAt, valueAt } from './reading.ts';

/** Binds every claim at once to a simulated volume of its size; the volume goes with the claim. */
export function volumeController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: 'persistentvolume-controller',
    *keysOf({ type, resource, object }) {
      if (resource.kind !== 'PersistentVolumeClaim') return;
      if (type !== 'DELETED') yield keyOf(object);
      else removeVolume(context, object);
    },
    reconcile(key) {
      const claim = store.get({ plural: 'persistentvolumeclaims', group: '', ...splitKey(key) });
      if (claim !== undefined && textAt(claim, 'status', 'phase') !== 'Bound') bind(context, claim);
      return undefined;
    },
  };
}

function volumeName(claim: KubeObject): string {
  return textAt(claim, 'spec', 'volumeName') ?? `pvc-${claim.metadata.uid}`;
}

function bind(context: ControllerContext, claim: KubeObject): void {
  const { store } = context;
  const { namespace = '', name } = claim.metadata;
  const volume = volumeName(claim);
  const capacity = { storage: textAt(claim, 'spec', 'resources', 'requests', 'storage') ?? '1Gi' };
  const accessModes = textsAt(claim, 'spec', 'accessModes');
  const storageClassName = textAt(claim, 'spec', 'storageClassName') ?? 'standard';
  if (store.get({ plural: 'persistentvolumes', group: '', name: volume }) === undefined) {
    store.create(volumeOf(claim, { volume, capacity, accessModes, storageClassName }));
  }
  const bound = { phase: 'Bound', lastPhaseTransitionTime: timestamp(context.clock.now()) };
  store.modify(
    { plural: 'persistentvolumes', group: '', name: volume },
    (current) => ({ ...current, status: bound }),
    'status',
  );
  const ref = { plural: 'persistentvolumeclaims', group: '', namespace, name };
  store.modify(ref, (current) => ({
    ...current,
    spec: { ...Object(current['spec']), volumeName: volume, storageClassName },
  }));
  store.modify(
    ref,
    (current) => ({ ...current, status: { phase: 'Bound', accessModes, capacity } }),
    'status',
  );
}

function volumeOf(
  claim: KubeObject,
  made: {
    volume: string;
    capacity: object;
    accessModes: readonly string[];
    storageClassName: string;
  },
): KubeObject {
  const { namespace = '', name, uid = '' } = claim.metadata;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: made.volume },
    spec: {
      capacity: made.capacity,
      accessModes: made.accessModes,
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName: made.storageClassName,
      volumeMode: valueAt(claim, 'spec', 'volumeMode') ?? 'Filesystem',
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
      hostPath: { path: `/var/local-path-provisioner/${made.volume}` },
    },
  };
}

function removeVolume(context: ControllerContext, claim: KubeObject): void {
  const ref = { plural: 'persistentvolumes', group: '', name: volumeName(claim) };
  const volume = context.store.get(ref);
  if (volume === undefined || textAt(volume, 'spec', 'claimRef', 'uid') !== claim.metadata.uid)
    return;
  context.store.delete(ref);
}
