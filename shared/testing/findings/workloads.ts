import { inFiles, manifest, workloadOf, type FindingCase } from './worlds.ts';

export const workloadCases: readonly FindingCase[] = [
  {
    code: 'workloadSelectorMisses',
    title: 'once, and not of the ReplicaSet made of it',
    raises: () =>
      inFiles(
        manifest('Deployment', 'web', {
          selector: { matchLabels: { app: 'web' } },
          template: { metadata: { labels: { app: 'wbe' } }, spec: { containers: [] } },
        }),
      ),
    nearMiss: () =>
      inFiles(
        manifest('Deployment', 'web', {
          selector: { matchLabels: { app: 'web' } },
          template: {
            metadata: { labels: { app: 'web', tier: 'front' } },
            spec: { containers: [] },
          },
        }),
      ),
    object: 'Deployment web',
  },
  {
    code: 'workloadSelectorMisses',
    raises: () =>
      inFiles(
        workloadOf('DaemonSet', 'web', { app: 'web' }, [], {
          selector: { matchLabels: { app: 'wbe' } },
        }),
      ),
    nearMiss: () =>
      inFiles(
        workloadOf('DaemonSet', 'web', { app: 'web' }, [], {
          selector: { matchLabels: { app: 'web' } },
        }),
      ),
    path: 'spec.selector',
    object: 'DaemonSet web',
  },
];
