import type { KubeObject } from '../objects.ts';
import { ageColumn, type ColumnsByKind, nameColumn, textColumn, wide } from './column.ts';
import { conditionAt } from './conditions.ts';
import { at, entriesAt, listAt, textAt } from '../schema/read.ts';

const rolePrefix = 'node-role.kubernetes.io/';

export const nodeColumns: ColumnsByKind = {
  Node: [
    nameColumn,
    textColumn('Status', nodeStatus),
    textColumn('Roles', (node) => nodeRoles(node).join(',') || '<none>'),
    ageColumn,
    textColumn('Version', (node) => nodeInfo(node, 'kubeletVersion')),
    wide(textColumn('Internal-IP', (node) => nodeAddress(node, 'InternalIP'))),
    wide(textColumn('External-IP', (node) => nodeAddress(node, 'ExternalIP'))),
    wide(textColumn('OS-Image', (node) => nodeInfo(node, 'osImage') || '<unknown>')),
    wide(textColumn('Kernel-Version', (node) => nodeInfo(node, 'kernelVersion') || '<unknown>')),
    wide(
      textColumn(
        'Container-Runtime',
        (node) => nodeInfo(node, 'containerRuntimeVersion') || '<unknown>',
      ),
    ),
  ],
  Namespace: [
    nameColumn,
    textColumn('Status', (namespace) => textAt(namespace, 'status', 'phase')),
    ageColumn,
  ],
};

function nodeStatus(node: KubeObject): string {
  const ready = conditionAt(node, 'Ready');
  const status = ready === 'True' ? 'Ready' : 'NotReady';
  const known = ready === '' ? 'Unknown' : status;
  return at(node, 'spec', 'unschedulable') === true ? `${known},SchedulingDisabled` : known;
}

function nodeRoles(node: KubeObject): readonly string[] {
  const roles = entriesAt(node, 'metadata', 'labels').flatMap(([label, value]) => {
    if (label.startsWith(rolePrefix)) return [label.slice(rolePrefix.length)];
    return label === 'kubernetes.io/role' ? [String(value)] : [];
  });
  return [...new Set(roles.filter((role) => role !== ''))].toSorted();
}

function nodeInfo(node: KubeObject, field: string): string {
  return textAt(node, 'status', 'nodeInfo', field);
}

function nodeAddress(node: KubeObject, type: string): string {
  const found = listAt(node, 'status', 'addresses').find((address) => at(address, 'type') === type);
  return textAt(found, 'address') || '<none>';
}
