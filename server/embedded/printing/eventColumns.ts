import type { KubeObject } from '../objects.ts';
import { type ColumnsByKind, integerColumn, nameColumn, textColumn, wide } from './column.ts';
import { since } from './duration.ts';
import { at, numberAt, textAt } from '../schema/read.ts';

/** Events of either group; `events.k8s.io` names the same things otherwise. */
export const eventColumns: ColumnsByKind = {
  Event: [
    textColumn('Last Seen', (event, now) => since(lastSeen(event), now)),
    textColumn('Type', (event) => textAt(event, 'type')),
    textColumn('Reason', (event) => textAt(event, 'reason')),
    textColumn('Object', eventSubject),
    wide(textColumn('Subobject', (event) => textAt(subject(event), 'fieldPath'))),
    wide(textColumn('Source', eventSource)),
    textColumn('Message', (event) => (textAt(event, 'message') || textAt(event, 'note')).trim()),
    wide(textColumn('First Seen', (event, now) => since(firstSeen(event), now))),
    wide(integerColumn('Count', eventCount)),
    wide(nameColumn),
  ],
};

function subject(event: KubeObject): unknown {
  return at(event, 'involvedObject') ?? at(event, 'regarding');
}

function eventSubject(event: KubeObject): string {
  const kind = textAt(subject(event), 'kind').toLowerCase();
  const name = textAt(subject(event), 'name');
  return name === '' ? kind : `${kind}/${name}`;
}

function firstSeen(event: KubeObject): unknown {
  return (
    at(event, 'firstTimestamp') ?? at(event, 'deprecatedFirstTimestamp') ?? at(event, 'eventTime')
  );
}

function lastSeen(event: KubeObject): unknown {
  return (
    at(event, 'series', 'lastObservedTime') ??
    at(event, 'lastTimestamp') ??
    at(event, 'deprecatedLastTimestamp') ??
    firstSeen(event)
  );
}

function eventCount(event: KubeObject): number {
  const counts = [
    numberAt(event, 'series', 'count'),
    numberAt(event, 'count'),
    numberAt(event, 'deprecatedCount'),
  ];
  return counts.find((count) => count > 0) ?? 1;
}

function eventSource(event: KubeObject): string {
  const source = at(event, 'source') ?? at(event, 'deprecatedSource');
  const named = [textAt(source, 'component'), textAt(source, 'host')];
  const reported = [textAt(event, 'reportingController') || textAt(event, 'reportingComponent')];
  const parts = named[0] === '' ? reported : named;
  return parts.filter((part) => part !== '').join(', ');
}
