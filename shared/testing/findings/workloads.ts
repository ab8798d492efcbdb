import { deploymentOf, inFiles, workloadOf, type FindingCase } from './worlds.ts';

export const workloadCases: readonly FindingCase[] = [
  {
    code: 'workloadSelectorMisses',
    raises: () =>
      inFiles(
        workloadOf('DaemonSet', 'web', { app: 'web' }, [], {
          selector: { matchLabels: { app: 'wbe' } },
        }),
      ),
    nearMiss: () => inFiles(deploymentOf()),
    path: 'spec.selector',
    object: 'DaemonSet web',
  },
];
