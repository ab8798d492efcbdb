import { expect, it } from 'vitest';

import { isDue, nextMinute } from './cronSchedule.ts';

it.each([
  ['* * * * *', '2026-03-01T10:17:00Z', true],
  ['*/5 * * * *', '2026-03-01T10:15:00Z', true],
  ['*/5 * * * *', '2026-03-01T10:16:00Z', false],
  ['10-20/5 * * * *', '2026-03-01T10:15:00Z', true],
  ['10-20/5 * * * *', '2026-03-01T10:25:00Z', false],
  ['0 3,4 * * *', '2026-03-01T04:00:00Z', true],
  ['@daily', '2026-03-01T00:00:00Z', true],
  // 1 March 2026 is a Sunday, 0 and 7 alike.
  ['0 0 * * 7', '2026-03-01T00:00:00Z', true],
  ['0 0 * * 1', '2026-03-01T00:00:00Z', false],
  ['0 0 13 * 0', '2026-03-01T00:00:00Z', true],
  ['not a schedule', '2026-03-01T00:00:00Z', false],
])('%s at %s: %s', (schedule, at, due) => {
  expect(isDue(schedule, Date.parse(at))).toBe(due);
});

it('knows the next whole minute', () => {
  expect(nextMinute(Date.parse('2026-03-01T10:17:00Z'))).toBe(Date.parse('2026-03-01T10:18:00Z'));
});
