import type { KubeObject, ObjectMetadata, ResourceType } from '../objects.ts';
import { accessColumns } from './accessColumns.ts';
import { ageColumn, type Cell, type Column, nameColumn } from './column.ts';
import { configColumns } from './configColumns.ts';
import { eventColumns } from './eventColumns.ts';
import { gatewayColumns } from './gatewayColumns.ts';
import { ingressColumns } from './ingressColumns.ts';
import { jobColumns } from './jobColumns.ts';
import { machineryColumns } from './machineryColumns.ts';
import { nodeColumns } from './nodeColumns.ts';
import { podColumns } from './podColumns.ts';
import { scalingColumns } from './scalingColumns.ts';
import { serviceColumns } from './serviceColumns.ts';
import { storageColumns } from './storageColumns.ts';
import { workloadColumns } from './workloadColumns.ts';

/** A `meta.k8s.io/v1` Table, which kubectl prints as it is. */
export interface Table {
  kind: 'Table';
  apiVersion: 'meta.k8s.io/v1';
  metadata: Record<string, unknown>;
  columnDefinitions: readonly ColumnDefinition[];
  rows: readonly TableRow[];
}

export interface ColumnDefinition {
  name: string;
  type: string;
  /** `name` marks the column that names the object. */
  format: string;
  description: string;
  /** 0 is always shown, 1 with `-o wide`. */
  priority: number;
}

export interface TableRow {
  cells: readonly Cell[];
  object?: KubeObject | PartialObjectMetadata;
}

/** What a row carries of its object when only its metadata was asked for. */
export interface PartialObjectMetadata {
  kind: 'PartialObjectMetadata';
  apiVersion: 'meta.k8s.io/v1';
  metadata: ObjectMetadata;
}

export interface TableOptions {
  /** Milliseconds since the epoch; ages are counted to it. */
  now: number;
  includeObject: 'Metadata' | 'None' | 'Object';
}

const columnsByKind = new Map(
  Object.entries({
    ...accessColumns,
    ...configColumns,
    ...eventColumns,
    ...gatewayColumns,
    ...ingressColumns,
    ...jobColumns,
    ...machineryColumns,
    ...nodeColumns,
    ...podColumns,
    ...scalingColumns,
    ...serviceColumns,
    ...storageColumns,
    ...workloadColumns,
  }),
);

/** Objects of one type as a table; the caller gives `metadata` its resourceVersion and continue token. */
export function toTable(
  type: ResourceType,
  objects: readonly KubeObject[],
  options: TableOptions,
): Table {
  const columns = columnsOf(type);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {},
    columnDefinitions: columns.map(definition),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object, options.now)),
      ...rowObject(object, options.includeObject),
    })),
  };
}

function columnsOf(type: ResourceType): readonly Column[] {
  const known = isBuiltIn(type.group) ? columnsByKind.get(type.kind) : undefined;
  return known ?? [nameColumn, ageColumn];
}

/** Custom kinds may bear a built-in kind's name; their groups have a dot and are not Kubernetes' own. */
function isBuiltIn(group: string): boolean {
  return !group.includes('.') || group.endsWith('.k8s.io');
}

function definition(column: Column): ColumnDefinition {
  return {
    name: column.name,
    type: column.type,
    format: column.name === 'Name' ? 'name' : '',
    description: '',
    priority: column.wide ? 1 : 0,
  };
}

function rowObject(
  object: KubeObject,
  include: TableOptions['includeObject'],
): Pick<TableRow, 'object'> {
  if (include === 'None') return {};
  if (include === 'Object') return { object };
  const { metadata } = object;
  return { object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata } };
}
