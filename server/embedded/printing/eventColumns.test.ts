import { expect, test } from 'vitest';

import { resourceTypes } from '../schema/resourceTypes.ts';
import { now, printed } from './printed.ts';
import { toTable } from './table.ts';

const subject = { involvedObject: { kind: 'Pod', name: 'web-1', fieldPath: 'spec.containers{c}' } };

test.each([
  [
    'an event seen again and again',
    {
      ...subject,
      type: 'Warning',
      reason: 'BackOff',
      message: ' Back-off restarting \n',
      source: { component: 'kubelet', host: 'node-a' },
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:59:30Z',
      count: 7,
    },
    {
      'Last Seen': '30s',
      Type: 'Warning',
      Reason: 'BackOff',
      Object: 'pod/web-1',
      Subobject: 'spec.containers{c}',
      Source: 'kubelet, node-a',
      Message: 'Back-off restarting',
      'First Seen': '60m',
      Count: 7,
      Name: 'a',
    },
  ],
  [
    'an event of the newer form',
    {
      involvedObject: { kind: 'Node' },
      eventTime: '2026-01-01T00:59:00.000000Z',
      reportingComponent: 'scheduler',
      firstTimestamp: null,
      lastTimestamp: null,
    },
    {
      'Last Seen': '60s',
      Type: '',
      Reason: '',
      Object: 'node',
      Subobject: '',
      Source: 'scheduler',
      Message: '',
      'First Seen': '60s',
      Count: 1,
      Name: 'a',
    },
  ],
])('%s', (_case, fields, row) => {
  expect(printed('Event', fields)).toEqual(row);
});

test('an event of a series', () => {
  const series = { count: 3, lastObservedTime: '2026-01-01T00:59:50.000000Z' };
  const row = printed('Event', { ...subject, series, eventTime: '2026-01-01T00:00:00.000000Z' });
  expect(row).toMatchObject({ 'Last Seen': '10s', 'First Seen': '60m', Count: 3 });
});

test('events.k8s.io names the same things otherwise', () => {
  const type = resourceTypes.filter((candidate) => candidate.group === 'events.k8s.io');
  const event = {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { name: 'a' },
    regarding: { kind: 'Pod', name: 'web-1' },
    note: 'pulled',
    reportingController: 'kubelet',
  };
  const rows = type.flatMap((one) => toTable(one, [event], { now, includeObject: 'None' }).rows);
  expect(rows).toEqual([
    { cells: ['<unknown>', '', '', 'pod/web-1', '', 'kubelet', 'pulled', '<unknown>', 1, 'a'] },
  ]);
});
