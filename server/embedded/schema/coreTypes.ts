import { typesOf } from './typeTable.ts';

const all = ['all'];
const status = ['status'];

/** The core group, `/api/v1`. */
export const coreTypes = typesOf('', 'v1', [
  { kind: 'ConfigMap', shortNames: ['cm'] },
  { kind: 'Endpoints', plural: 'endpoints', shortNames: ['ep'] },
  { kind: 'Event', shortNames: ['ev'] },
  { kind: 'LimitRange', shortNames: ['limits'] },
  { kind: 'Namespace', shortNames: ['ns'], clusterScoped: true, subresources: status },
  { kind: 'Node', shortNames: ['no'], clusterScoped: true, subresources: status },
  { kind: 'PersistentVolumeClaim', shortNames: ['pvc'], subresources: status },
  { kind: 'PersistentVolume', shortNames: ['pv'], clusterScoped: true, subresources: status },
  { kind: 'Pod', shortNames: ['po'], categories: all, subresources: status },
  { kind: 'PodTemplate' },
  {
    kind: 'ReplicationController',
    shortNames: ['rc'],
    categories: all,
    subresources: ['status', 'scale'],
  },
  { kind: 'ResourceQuota', shortNames: ['quota'], subresources: status },
  { kind: 'Secret' },
  { kind: 'ServiceAccount', shortNames: ['sa'] },
  { kind: 'Service', shortNames: ['svc'], categories: all, subresources: status },
]);
