import type { KubeObject } from '../objects.ts';
import { ageColumn, type ColumnsByKind, integerColumn, nameColumn, textColumn } from './column.ts';
import { hpaTargets } from './hpaTargets.ts';
import { at, numberAt, textAt } from '../schema/read.ts';

export const scalingColumns: ColumnsByKind = {
  HorizontalPodAutoscaler: [
    nameColumn,
    textColumn(
      'Reference',
      (object) =>
        `${textAt(object, 'spec', 'scaleTargetRef', 'kind')}/${textAt(object, 'spec', 'scaleTargetRef', 'name')}`,
    ),
    textColumn('Targets', hpaTargets),
    textColumn('MinPods', (object) => intOrText(object, ['spec', 'minReplicas'], '<unset>')),
    integerColumn('MaxPods', (object) => numberAt(object, 'spec', 'maxReplicas')),
    integerColumn('Replicas', (object) => numberAt(object, 'status', 'currentReplicas')),
    ageColumn,
  ],
  PodDisruptionBudget: [
    nameColumn,
    textColumn('Min Available', (object) => intOrText(object, ['spec', 'minAvailable'], 'N/A')),
    textColumn('Max Unavailable', (object) => intOrText(object, ['spec', 'maxUnavailable'], 'N/A')),
    integerColumn('Allowed Disruptions', (object) =>
      numberAt(object, 'status', 'disruptionsAllowed'),
    ),
    ageColumn,
  ],
};

function intOrText(object: KubeObject, path: readonly string[], absent: string): string {
  const value = at(object, ...path);
  return typeof value === 'number' || typeof value === 'string' ? String(value) : absent;
}
