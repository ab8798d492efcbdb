import { expect, test } from 'vitest';

import { printed } from './printed.ts';

const start = '2026-01-01T00:59:00Z';
const holds = (type: string) => [{ type, status: 'True' }];

test.each([
  [{ completions: 1 }, {}, ['Running', '0/1', '']],
  [{ completions: 3 }, { succeeded: 1, startTime: start }, ['Running', '1/3', '60s']],
  [{ parallelism: 2 }, { succeeded: 1 }, ['Running', '1/1 of 2', '']],
  [{ parallelism: 1 }, {}, ['Running', '0/1', '']],
  [
    { completions: 1 },
    {
      succeeded: 1,
      startTime: start,
      completionTime: '2026-01-01T00:59:05Z',
      conditions: holds('Complete'),
    },
    ['Complete', '1/1', '5s'],
  ],
  [{ completions: 1 }, { conditions: holds('Failed') }, ['Failed', '0/1', '']],
  [{ completions: 1 }, { conditions: holds('Suspended') }, ['Suspended', '0/1', '']],
])('Job %j %j', (spec, status, [word, completions, duration]) => {
  expect(printed('Job', { spec, status })).toEqual({
    Name: 'a',
    Status: word,
    Completions: completions,
    Duration: duration,
    Age: '60m',
    Containers: '',
    Images: '',
    Selector: '<none>',
  });
});

test('a Job on its way out', () => {
  const row = printed('Job', { spec: {} }, { deletionTimestamp: start });
  expect(row['Status']).toBe('Terminating');
});

test.each([
  [{ schedule: '* * * * *', suspend: false }, {}, ['<none>', 'False', 0, '<none>']],
  [
    { schedule: '* * * * *', suspend: true, timeZone: 'Asia/Tokyo' },
    { active: [{}], lastScheduleTime: start },
    ['Asia/Tokyo', 'True', 1, '60s'],
  ],
])('CronJob %j %j', (spec, status, [zone, suspend, active, last]) => {
  expect(printed('CronJob', { spec, status })).toEqual({
    Name: 'a',
    Schedule: '* * * * *',
    Timezone: zone,
    Suspend: suspend,
    Active: active,
    'Last Schedule': last,
    Age: '60m',
    Containers: '',
    Images: '',
    Selector: '<none>',
  });
});
