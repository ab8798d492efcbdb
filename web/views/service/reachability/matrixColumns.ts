// What the matrix has a column for.
import type { Paths } from '@portolan/shared/diagram/pathState.ts';
import type { EntryPoint } from '@portolan/shared/wire/topology.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { grouped } from './grouped.ts';

export type MatrixColumn =
  | { readonly kind: 'entry'; readonly id: string; readonly entry: EntryPoint }
  /** One NodePort on many nodes: node by node it is in the grid of NodePorts. */
  | {
      readonly kind: 'nodePorts';
      readonly id: string;
      readonly port: number;
      readonly entries: readonly EntryPoint[];
    };

/** A table wider than this tells nobody anything; the diagram and the outline hold the rest. */
const columnsShown = 24;
/** Nodes beyond which a NodePort is one column. */
const nodesShown = 8;

export interface MatrixColumns {
  readonly columns: readonly MatrixColumn[];
  /** Entry points that found no room. */
  readonly hidden: number;
}

/** The entry points that something is predicted for, in their order. */
export function matrixColumns(view: ServiceView, paths: Paths): MatrixColumns {
  const predicted = view.entryPoints.filter(({ id }) => paths.worst(id) !== undefined);
  const byPort = grouped(predicted.filter(isNodePort), ({ port }) => port);
  const columns = new Map<string, MatrixColumn>();
  for (const entry of predicted) {
    const column = columnOf(entry, byPort.get(entry.port) ?? []);
    columns.set(column.id, column);
  }
  const all = [...columns.values()];
  return {
    columns: all.slice(0, columnsShown),
    hidden: all.slice(columnsShown).flatMap(entriesOf).length,
  };
}

export function entriesOf(column: MatrixColumn): readonly EntryPoint[] {
  return column.kind === 'entry' ? [column.entry] : column.entries;
}

function isNodePort({ kind }: EntryPoint): boolean {
  return kind === 'nodePort';
}

function columnOf(entry: EntryPoint, onNodes: readonly EntryPoint[]): MatrixColumn {
  const { id, port } = entry;
  if (!isNodePort(entry) || port === undefined || onNodes.length <= nodesShown) {
    return { kind: 'entry', id, entry };
  }
  return { kind: 'nodePorts', id: `nodePorts/${port}`, port, entries: onNodes };
}
