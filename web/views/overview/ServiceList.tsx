import type { ServiceSummary } from '@portolan/shared/wire/view.ts';
import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import { useKey } from '../../ui/useKey.ts';
import { phone, useMedia } from '../../ui/useMedia.ts';
import { useNow } from '../../ui/useNow.ts';
import type { ListPlace } from '../../url/location.ts';
import { useWords } from '../../words/useWords.ts';
import styles from './ServiceList.module.css';
import { linkId, ServiceRow } from './ServiceRow.tsx';

type Rows = Virtualizer<HTMLTableElement, HTMLTableRowElement>;

interface ServiceListProps {
  readonly services: readonly ServiceSummary[];
  readonly place: ListPlace;
}

const columns = [
  'colName',
  'colNamespace',
  'colType',
  'colPorts',
  'colReady',
  'colHealth',
  'colAge',
] as const;

/** In pixels, as the style sheet draws them. */
const rowHeights = { wide: 44, phone: 112 };
const headHeight = 36;

/** Drawn above and below what is in sight, so that a quick scroll shows no gap. */
const spare = 8;

/** Ten thousand rows, of which only those in sight are drawn. */
export function ServiceList({ services, place }: ServiceListProps): ReactNode {
  const say = useWords();
  const scroller = useRef<HTMLTableElement>(null);
  const now = useNow(10_000);
  const [activeKey, setActiveKey] = useState<string>();
  const active = services.findIndex(({ key }) => key === activeKey);
  const rows = useRows(services, scroller, active);
  useRowKeys(services, active, rows, scroller, setActiveKey);
  useEffect(() => {
    if (activeKey === undefined) return;
    document.getElementById(linkId(activeKey))?.focus({ preventScroll: true });
  }, [activeKey]);
  return (
    <table
      className={styles['list']}
      ref={scroller}
      id="service-list"
      aria-label={say('services')}
      aria-rowcount={services.length + 1}
      aria-colcount={columns.length}
    >
      <thead>
        <tr className={styles['head']} aria-rowindex={1}>
          {columns
            .filter((code) => code !== 'colNamespace' || place.namespace === undefined)
            .map((code) => (
              <th key={code} scope="col" className={styles[code]}>
                {say(code)}
              </th>
            ))}
        </tr>
      </thead>
      <tbody className={styles['rows']} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const service = services[index];
          return (
            service && (
              <ServiceRow
                key={service.key}
                service={service}
                index={index}
                top={start}
                active={index === active}
                oneNamespace={place.namespace !== undefined}
                now={now}
                onFocus={setActiveKey}
              />
            )
          );
        })}
      </tbody>
    </table>
  );
}

/** The rows in sight, and the active one even out of sight: it holds the focus. */
function useRows(
  services: readonly ServiceSummary[],
  scroller: RefObject<HTMLTableElement | null>,
  active: number,
): Rows {
  const onPhone = useMedia(phone);
  const rowHeight = onPhone ? rowHeights.phone : rowHeights.wide;
  const rows = useVirtualizer<HTMLTableElement, HTMLTableRowElement>({
    count: services.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: spare,
    // What stands under the head that stays is not in sight.
    scrollPaddingEnd: onPhone ? 0 : headHeight,
    rangeExtractor: (range) => withActive(defaultRangeExtractor(range), active),
  });
  useLayoutEffect(() => rows.measure(), [rows, rowHeight]);
  return rows;
}

function withActive(indexes: number[], active: number): number[] {
  if (active < 0 || indexes.includes(active)) return indexes;
  return [...indexes, active].toSorted((a, b) => a - b);
}

/** The row the keyboard is on stays on its Service while others come and go. */
function useRowKeys(
  services: readonly ServiceSummary[],
  active: number,
  rows: Rows,
  scroller: RefObject<HTMLTableElement | null>,
  setActiveKey: (key: string | undefined) => void,
): void {
  const moveTo = (index: number, event?: KeyboardEvent): void => {
    event?.preventDefault();
    const next = Math.max(0, Math.min(services.length - 1, index));
    setActiveKey(services[next]?.key);
    rows.scrollToIndex(next, { align: 'auto' });
  };
  const page = (): number => {
    const rowHeight = rows.options.estimateSize(0);
    return Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
  };
  useKey('j', () => moveTo(active + 1));
  useKey('k', () => moveTo(active - 1));
  useKey('ArrowDown', (event) => moveTo(active + 1, event));
  useKey('ArrowUp', (event) => moveTo(active - 1, event));
  useKey('PageDown', (event) => moveTo(active + page(), event));
  useKey('PageUp', (event) => moveTo(active - page(), event));
  useKey('Home', (event) => moveTo(0, event));
  useKey('End', (event) => moveTo(services.length - 1, event));
}
