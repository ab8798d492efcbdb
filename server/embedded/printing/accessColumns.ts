import type { KubeObject } from '../objects.ts';
import {
  ageColumn,
  type ColumnsByKind,
  createdColumn,
  nameColumn,
  textColumn,
  wide,
} from './column.ts';
import { at, listAt, textAt } from '../schema/read.ts';

const binding = [
  nameColumn,
  textColumn(
    'Role',
    (object) => `${textAt(object, 'roleRef', 'kind')}/${textAt(object, 'roleRef', 'name')}`,
  ),
  ageColumn,
  wide(textColumn('Users', (object) => subjects(object, 'User'))),
  wide(textColumn('Groups', (object) => subjects(object, 'Group'))),
  wide(textColumn('ServiceAccounts', (object) => subjects(object, 'ServiceAccount'))),
];

export const accessColumns: ColumnsByKind = {
  Role: [nameColumn, createdColumn],
  ClusterRole: [nameColumn, createdColumn],
  RoleBinding: binding,
  ClusterRoleBinding: binding,
};

function subjects(object: KubeObject, kind: string): string {
  return listAt(object, 'subjects')
    .filter((subject) => at(subject, 'kind') === kind)
    .map((subject) =>
      kind === 'ServiceAccount'
        ? `${textAt(subject, 'namespace')}/${textAt(subject, 'name')}`
        : textAt(subject, 'name'),
    )
    .join(', ');
}
