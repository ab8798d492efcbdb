import type { KubeObject } from '../objects.ts';
import {
  ageColumn,
  type Cell,
  type ColumnsByKind,
  nameColumn,
  textColumn,
  wide,
} from './column.ts';
import { conditionAt } from './conditions.ts';
import { at, listAt, textAt } from '../schema/read.ts';

// As the Gateway API's own definitions declare them: a list is printed as JSON, nothing as nothing.
const hostnames = textColumn('Hostnames', (route) => {
  const names = at(route, 'spec', 'hostnames');
  return names === undefined ? null : JSON.stringify(names);
});

export const gatewayColumns: ColumnsByKind = {
  GatewayClass: [
    nameColumn,
    textColumn('Controller', (object) => textOrNothing(object, 'spec', 'controllerName')),
    textColumn('Accepted', (object) => conditionAt(object, 'Accepted') || null),
    ageColumn,
    wide(textColumn('Description', (object) => textOrNothing(object, 'spec', 'description'))),
  ],
  Gateway: [
    nameColumn,
    textColumn('Class', (object) => textOrNothing(object, 'spec', 'gatewayClassName')),
    textColumn(
      'Address',
      (object) => textAt(listAt(object, 'status', 'addresses')[0], 'value') || null,
    ),
    textColumn('Programmed', (object) => conditionAt(object, 'Programmed') || null),
    ageColumn,
  ],
  HTTPRoute: [nameColumn, hostnames, ageColumn],
  GRPCRoute: [nameColumn, hostnames, ageColumn],
};

function textOrNothing(object: KubeObject, ...path: readonly string[]): Cell {
  return textAt(object, ...path) || null;
}
