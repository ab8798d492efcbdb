import type { KubeObject } from '../objects.ts';
import {
  ageColumn,
  type ColumnsByKind,
  integerColumn,
  nameColumn,
  textColumn,
  wide,
} from './column.ts';
import { formatLabels } from './labels.ts';
import { at, listAt, numberAt, textAt } from '../schema/read.ts';
import { containersColumn, imagesColumn, selectorColumn } from './templateColumns.ts';

const containers = wide(containersColumn('spec', 'template'));
const images = wide(imagesColumn('spec', 'template'));
const selector = wide(selectorColumn('spec', 'selector'));

const desired = integerColumn('Desired', (object) => numberAt(object, 'spec', 'replicas'));
const current = integerColumn('Current', (object) => numberAt(object, 'status', 'replicas'));
const ready = integerColumn('Ready', (object) => numberAt(object, 'status', 'readyReplicas'));
const readyOf = textColumn(
  'Ready',
  (object) =>
    `${numberAt(object, 'status', 'readyReplicas')}/${numberAt(object, 'spec', 'replicas')}`,
);

export const workloadColumns: ColumnsByKind = {
  Deployment: [
    nameColumn,
    readyOf,
    integerColumn('Up-to-date', (object) => numberAt(object, 'status', 'updatedReplicas')),
    integerColumn('Available', (object) => numberAt(object, 'status', 'availableReplicas')),
    ageColumn,
    containers,
    images,
    selector,
  ],
  ReplicaSet: [nameColumn, desired, current, ready, ageColumn, containers, images, selector],
  ReplicationController: [
    nameColumn,
    desired,
    current,
    ready,
    ageColumn,
    containers,
    images,
    wide(textColumn('Selector', (object) => formatLabels(at(object, 'spec', 'selector')))),
  ],
  StatefulSet: [nameColumn, readyOf, ageColumn, containers, images],
  DaemonSet: [
    nameColumn,
    daemonCount('Desired', 'desiredNumberScheduled'),
    daemonCount('Current', 'currentNumberScheduled'),
    daemonCount('Ready', 'numberReady'),
    daemonCount('Up-to-date', 'updatedNumberScheduled'),
    daemonCount('Available', 'numberAvailable'),
    textColumn('Node Selector', (object) =>
      formatLabels(at(object, 'spec', 'template', 'spec', 'nodeSelector')),
    ),
    ageColumn,
    containers,
    images,
    selector,
  ],
  ControllerRevision: [
    nameColumn,
    textColumn('Controller', controllerName),
    integerColumn('Revision', (object) => numberAt(object, 'revision')),
    ageColumn,
  ],
};

function daemonCount(name: string, field: string) {
  return integerColumn(name, (object) => numberAt(object, 'status', field));
}

/** `statefulset.apps/web`, from the owner that controls it. */
function controllerName(object: KubeObject): string {
  const owner = listAt(object, 'metadata', 'ownerReferences').find(
    (reference) => at(reference, 'controller') === true,
  );
  if (owner === undefined) return '<none>';
  const [group = '', version] = textAt(owner, 'apiVersion').split('/');
  const kind = textAt(owner, 'kind').toLowerCase();
  const qualified = version === undefined ? kind : `${kind}.${group}`;
  return `${qualified}/${textAt(owner, 'name')}`;
}
