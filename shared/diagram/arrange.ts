// How the lanes stand to each other: all in one row, or the Service and its endpoints further down.
import type { Lane } from './elements.ts';
import type { Layout } from './layout.ts';
import { bottomOf, lowered, type PlacedRow } from './rows.ts';
import type { Metrics } from './scene/metrics.ts';

export type LaneRows = Readonly<Record<Lane, readonly PlacedRow[]>>;
/** Lanes in their places, and where each begins. */
export type Arranged = LaneRows & Pick<Layout, 'tops'>;

/** Around what belongs together, in pixels. */
export const framePadding = 10;
/** The Service is drawn level with what a first screen shows. */
const firstScreen = 420;
/** Room for headings between what stands below each other. */
const below = 54;

/** `lanes` all begin at the top. */
export function arrangeWide(
  lanes: LaneRows,
  { centred }: Metrics,
  previous: Layout | undefined,
): Arranged {
  const { vantage, entry, service, backend } = lanes;
  const own = centred ? bottomOf(service) : 0;
  const tallest = Math.max(own, ...[vantage, entry, backend].map(bottomOf));
  const level = centred ? tallest : Math.min(tallest, firstScreen);
  const middle = (rows: readonly PlacedRow[]): readonly PlacedRow[] =>
    centred ? lowered(rows, Math.round((tallest - bottomOf(rows)) / 2)) : rows;
  const kept = previous?.lanes.service.find(({ id }) => id === service[0]?.id);
  const y = kept?.y ?? Math.round(Math.max(0, (level - bottomOf(service)) / 2));
  return {
    vantage: middle(vantage),
    entry: middle(entry),
    service: lowered(service, y),
    backend: middle(backend),
    tops: { vantage: 0, entry: 0, service: 0, backend: 0 },
  };
}

/** Clients beside entry points; the Service below both; its endpoints below it. */
export function arrangeTall(
  { vantage, entry, service, backend }: LaneRows,
  metrics: Metrics,
): Arranged {
  const tallest = Math.max(bottomOf(vantage), bottomOf(entry));
  const middle = (rows: readonly PlacedRow[]): readonly PlacedRow[] =>
    lowered(rows, Math.round((tallest - bottomOf(rows)) / 2));
  const entries = middle(entry);
  const framed = entry.at(-1)?.group !== undefined;
  const overhang = framed ? metrics.labelGap - framePadding : 0;
  const own = Math.max(tallest, bottomOf(entries) + overhang) + below;
  const backends = own + bottomOf(service) + below;
  return {
    vantage: middle(vantage),
    entry: entries,
    service: lowered(service, own),
    backend: lowered(backend, backends),
    tops: { vantage: 0, entry: 0, service: own, backend: backends },
  };
}
