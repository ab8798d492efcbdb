import type { KubeObject } from '../objects.ts';
import { ageColumn, type ColumnsByKind, nameColumn, textColumn, wide } from './column.ts';
import { formatLabels } from './labels.ts';
import { podSummary } from './podStatus.ts';
import { conditionAt } from './conditions.ts';
import { at, listAt, textAt } from '../schema/read.ts';
import { containersColumn, imagesColumn } from './templateColumns.ts';

export const podColumns: ColumnsByKind = {
  Pod: [
    nameColumn,
    textColumn('Ready', (pod, now) => podSummary(pod, now).ready),
    textColumn('Status', (pod, now) => podSummary(pod, now).status),
    textColumn('Restarts', (pod, now) => podSummary(pod, now).restarts),
    ageColumn,
    wide(textColumn('IP', podAddress)),
    wide(textColumn('Node', (pod) => textAt(pod, 'spec', 'nodeName') || '<none>')),
    wide(
      textColumn('Nominated Node', (pod) => textAt(pod, 'status', 'nominatedNodeName') || '<none>'),
    ),
    wide(textColumn('Readiness Gates', readinessGates)),
  ],
  PodTemplate: [
    nameColumn,
    containersColumn('template'),
    imagesColumn('template'),
    textColumn('Pod Labels', (object) =>
      formatLabels(at(object, 'template', 'metadata', 'labels')),
    ),
  ],
};

function podAddress(pod: KubeObject): string {
  return (
    textAt(listAt(pod, 'status', 'podIPs')[0], 'ip') || textAt(pod, 'status', 'podIP') || '<none>'
  );
}

function readinessGates(pod: KubeObject): string {
  const gates = listAt(pod, 'spec', 'readinessGates');
  if (gates.length === 0) return '<none>';
  const open = gates.filter((gate) => conditionAt(pod, textAt(gate, 'conditionType')) === 'True');
  return `${open.length}/${gates.length}`;
}
