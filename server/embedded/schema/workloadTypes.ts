import { typesOf } from './typeTable.ts';

const all = ['all'];
const status = ['status'];
const scalable = ['status', 'scale'];

/** Workloads and what scales or protects them. */
export const workloadTypes = [
  ...typesOf('apps', 'v1', [
    { kind: 'ControllerRevision' },
    { kind: 'DaemonSet', shortNames: ['ds'], categories: all, subresources: status },
    { kind: 'Deployment', shortNames: ['deploy'], categories: all, subresources: scalable },
    { kind: 'ReplicaSet', shortNames: ['rs'], categories: all, subresources: scalable },
    { kind: 'StatefulSet', shortNames: ['sts'], categories: all, subresources: scalable },
  ]),
  ...typesOf('batch', 'v1', [
    { kind: 'CronJob', shortNames: ['cj'], categories: all, subresources: status },
    { kind: 'Job', categories: all, subresources: status },
  ]),
  ...typesOf('autoscaling', 'v2', [
    {
      kind: 'HorizontalPodAutoscaler',
      shortNames: ['hpa'],
      categories: all,
      subresources: status,
    },
  ]),
  ...typesOf('policy', 'v1', [
    { kind: 'PodDisruptionBudget', shortNames: ['pdb'], subresources: status },
  ]),
];
