import {
  ageColumn,
  type ColumnsByKind,
  createdColumn,
  integerColumn,
  nameColumn,
  textColumn,
} from './column.ts';
import { entriesAt, listAt, textAt } from '../schema/read.ts';

export const configColumns: ColumnsByKind = {
  ConfigMap: [
    nameColumn,
    integerColumn(
      'Data',
      (object) => entriesAt(object, 'data').length + entriesAt(object, 'binaryData').length,
    ),
    ageColumn,
  ],
  Secret: [
    nameColumn,
    textColumn('Type', (object) => textAt(object, 'type')),
    integerColumn('Data', (object) => entriesAt(object, 'data').length),
    ageColumn,
  ],
  ServiceAccount: [
    nameColumn,
    integerColumn('Secrets', (object) => listAt(object, 'secrets').length),
    ageColumn,
  ],
  LimitRange: [nameColumn, createdColumn],
  Lease: [
    nameColumn,
    textColumn('Holder', (object) => textAt(object, 'spec', 'holderIdentity')),
    ageColumn,
  ],
};
