import { expect, test } from 'vitest';

import { printed } from './printed.ts';

const bound = {
  spec: {
    volumeName: 'pv-1',
    storageClassName: 'fast',
    volumeMode: 'Filesystem',
    accessModes: ['ReadWriteOnce'],
  },
  status: {
    phase: 'Bound',
    accessModes: ['ReadWriteMany', 'ReadWriteOnce'],
    capacity: { storage: '1Gi' },
  },
};

test.each([
  [
    'PersistentVolumeClaim',
    bound,
    {
      Status: 'Bound',
      Volume: 'pv-1',
      Capacity: '1Gi',
      'Access Modes': 'RWO,RWX',
      StorageClass: 'fast',
      VolumeAttributesClass: '<unset>',
      VolumeMode: 'Filesystem',
    },
  ],
  [
    'PersistentVolumeClaim',
    { spec: { accessModes: ['ReadWriteOnce'] }, status: { phase: 'Pending' } },
    {
      Status: 'Pending',
      Volume: '',
      Capacity: '',
      'Access Modes': '',
      StorageClass: '',
      VolumeAttributesClass: '<unset>',
      VolumeMode: '<unset>',
    },
  ],
  [
    'PersistentVolume',
    {
      spec: {
        capacity: { storage: '2Gi' },
        accessModes: ['ReadWriteOncePod'],
        persistentVolumeReclaimPolicy: 'Retain',
        claimRef: { namespace: 'default', name: 'data' },
        storageClassName: 'fast',
      },
      status: { phase: 'Released', reason: 'why' },
    },
    {
      Capacity: '2Gi',
      'Access Modes': 'RWOP',
      'Reclaim Policy': 'Retain',
      Status: 'Released',
      Claim: 'default/data',
      StorageClass: 'fast',
      VolumeAttributesClass: '<unset>',
      Reason: 'why',
      VolumeMode: '<unset>',
    },
  ],
  [
    'StorageClass',
    { provisioner: 'example.com/disk', allowVolumeExpansion: true },
    {
      Provisioner: 'example.com/disk',
      ReclaimPolicy: 'Delete',
      VolumeBindingMode: 'Immediate',
      AllowVolumeExpansion: true,
    },
  ],
  [
    'VolumeAttachment',
    {
      spec: { attacher: 'x', nodeName: 'node-a', source: { persistentVolumeName: 'pv-1' } },
      status: { attached: true },
    },
    { Attacher: 'x', PV: 'pv-1', Node: 'node-a', Attached: true },
  ],
])('%s', (kind, fields, row) => {
  expect(printed(kind, fields)).toEqual({ Name: 'a', Age: '60m', ...row });
});

test('a claim on its way out', () => {
  const row = printed('PersistentVolumeClaim', bound, { deletionTimestamp: 'x' });
  expect(row['Status']).toBe('Terminating');
});

test('the default class', () => {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  expect(printed('StorageClass', {}, { annotations })['Name']).toBe('a (default)');
});
