import type { EntryPoint } from '@portolan/shared/wire/topology.ts';
import type { Say } from '../../../words/useWords.ts';
import type { MatrixColumn } from './matrixColumns.ts';

/** What a column is called: the port stays whole. */
export function columnText(column: MatrixColumn, say: Say): string {
  if (column.kind === 'nodePorts') {
    return say('nodePortsOf', { count: column.entries.length, port: column.port });
  }
  return entryText(column.entry, say);
}

/** `ClusterIP:80`, `node-b:32123`, `redis-1:6379`, `Ingress shop.example.com`. */
export function entryText(entry: EntryPoint, say: Say): string {
  const port = entry.port === undefined ? '' : `:${entry.port}`;
  return `${placeOf(entry, say)}${port}`;
}

function placeOf(entry: EntryPoint, say: Say): string {
  if (entry.node !== undefined) return entry.node;
  if (entry.kind === 'podDNS') return entry.address.split('.')[0] ?? entry.address;
  if (entry.host !== undefined) return `${say(entry.kind)} ${entry.host}`;
  return say(entry.kind);
}
