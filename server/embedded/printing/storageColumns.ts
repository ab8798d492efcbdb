import type { KubeObject } from '../objects.ts';
import { ageColumn, type ColumnsByKind, nameColumn, textColumn, wide } from './column.ts';
import { at, textAt, textsAt } from '../schema/read.ts';

const modes = new Map([
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
]);

const storageClass = textColumn(
  'StorageClass',
  (object) =>
    textAt(object, 'metadata', 'annotations', 'volume.beta.kubernetes.io/storage-class') ||
    textAt(object, 'spec', 'storageClassName'),
);
const attributesClass = textColumn(
  'VolumeAttributesClass',
  (object) => textAt(object, 'spec', 'volumeAttributesClassName') || '<unset>',
);
const volumeMode = wide(
  textColumn('VolumeMode', (object) => textAt(object, 'spec', 'volumeMode') || '<unset>'),
);

export const storageColumns: ColumnsByKind = {
  PersistentVolumeClaim: [
    nameColumn,
    textColumn('Status', volumeStatus),
    textColumn('Volume', (claim) => textAt(claim, 'spec', 'volumeName')),
    textColumn('Capacity', (claim) =>
      isBound(claim) ? quantityText(claim, 'status', 'capacity', 'storage') : '',
    ),
    textColumn('Access Modes', (claim) => (isBound(claim) ? accessModes(claim, 'status') : '')),
    storageClass,
    attributesClass,
    ageColumn,
    volumeMode,
  ],
  PersistentVolume: [
    nameColumn,
    textColumn('Capacity', (volume) => quantityText(volume, 'spec', 'capacity', 'storage')),
    textColumn('Access Modes', (volume) => accessModes(volume, 'spec')),
    textColumn('Reclaim Policy', (volume) =>
      textAt(volume, 'spec', 'persistentVolumeReclaimPolicy'),
    ),
    textColumn('Status', volumeStatus),
    textColumn('Claim', claimName),
    storageClass,
    attributesClass,
    textColumn('Reason', (volume) => textAt(volume, 'status', 'reason')),
    ageColumn,
    volumeMode,
  ],
  StorageClass: [
    textColumn('Name', className),
    textColumn('Provisioner', (object) => textAt(object, 'provisioner')),
    textColumn('ReclaimPolicy', (object) => textAt(object, 'reclaimPolicy') || 'Delete'),
    textColumn('VolumeBindingMode', (object) => textAt(object, 'volumeBindingMode') || 'Immediate'),
    {
      name: 'AllowVolumeExpansion',
      type: 'boolean',
      wide: false,
      cell: (object) => at(object, 'allowVolumeExpansion') === true,
    },
    ageColumn,
  ],
  VolumeAttachment: [
    nameColumn,
    textColumn('Attacher', (object) => textAt(object, 'spec', 'attacher')),
    textColumn('PV', (object) => textAt(object, 'spec', 'source', 'persistentVolumeName')),
    textColumn('Node', (object) => textAt(object, 'spec', 'nodeName')),
    {
      name: 'Attached',
      type: 'boolean',
      wide: false,
      cell: (object) => at(object, 'status', 'attached') === true,
    },
    ageColumn,
  ],
};

function isBound(claim: KubeObject): boolean {
  return textAt(claim, 'spec', 'volumeName') !== '';
}

function volumeStatus(object: KubeObject): string {
  if (object.metadata.deletionTimestamp !== undefined) return 'Terminating';
  return textAt(object, 'status', 'phase');
}

function accessModes(object: KubeObject, part: 'spec' | 'status'): string {
  const found = new Set(textsAt(object, part, 'accessModes'));
  return [...modes]
    .filter(([mode]) => found.has(mode))
    .map(([, short]) => short)
    .join(',');
}

function quantityText(object: KubeObject, ...path: readonly string[]): string {
  const quantity = at(object, ...path);
  return typeof quantity === 'number' ? String(quantity) : textAt(quantity);
}

function claimName(volume: KubeObject): string {
  const claim = at(volume, 'spec', 'claimRef');
  return claim === undefined ? '' : `${textAt(claim, 'namespace')}/${textAt(claim, 'name')}`;
}

function className(object: KubeObject): string {
  const annotations = ['storageclass', 'storageclass.beta'].map((prefix) =>
    at(object, 'metadata', 'annotations', `${prefix}.kubernetes.io/is-default-class`),
  );
  return annotations.includes('true') ? `${object.metadata.name} (default)` : object.metadata.name;
}
