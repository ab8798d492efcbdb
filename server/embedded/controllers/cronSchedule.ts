// Five-field cron schedules in UTC, as CronJobs write them.

type Field = (value: number) => boolean;

const MINUTE_MS = 60_000;
const MACROS = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

function parsePart(part: string): Field {
  const [range = '*', stepText] = part.split('/');
  const step = Number(stepText ?? 1);
  if (range === '*' || range === '?') return (value) => value % step === 0;
  const [from = 0, to = stepText === undefined ? from : Infinity] = range.split('-').map(Number);
  return (value) => value >= from && value <= to && (value - from) % step === 0;
}

function parseField(text: string): Field {
  const parts = text.split(',').map(parsePart);
  return (value) => parts.some((part) => part(value));
}

/** Whether the schedule starts something in the minute that begins at `ms`; false when unreadable. */
export function isDue(schedule: string, ms: number): boolean {
  const fields = (MACROS.get(schedule) ?? schedule).trim().split(/\s+/);
  if (fields.length !== 5) return false;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const date = new Date(ms);
  const dayFits = parseField(day)(date.getUTCDate());
  // Sunday is 0 and 7.
  const week = parseField(weekday);
  const weekdayFits = week(date.getUTCDay()) || (date.getUTCDay() === 0 && week(7));
  // When both are restricted, either will do.
  const either = !day.startsWith('*') && !weekday.startsWith('*');
  return (
    parseField(minute)(date.getUTCMinutes()) &&
    parseField(hour)(date.getUTCHours()) &&
    parseField(month)(date.getUTCMonth() + 1) &&
    (either ? dayFits || weekdayFits : dayFits && weekdayFits)
  );
}

/** The first whole minute after `ms`. */
export function nextMinute(ms: number): number {
  return (Math.floor(ms / MINUTE_MS) + 1) * MINUTE_MS;
}
