import type { ServiceSummary } from '@portolan/shared/wire/view.ts';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useKey } from '../../ui/useKey.ts';
import { phone, useMedia } from '../../ui/useMedia.ts';
import { useNow } from '../../ui/useNow.ts';
import type { ListPlace } from '../../url/location.ts';
import { useWords } from '../../words/useWords.ts';
import styles from './ServiceList.module.css';
import { linkId, ServiceRow } from './ServiceRow.tsx';
import { useRowsInSight } from './useRowsInSight.ts';

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

/** Ten thousand rows, of which only those in sight are drawn. */
export function ServiceList({ services, place }: ServiceListProps): ReactNode {
  const say = useWords();
  const scroller = useRef<HTMLTableElement>(null);
  const rowHeight = useMedia(phone) ? rowHeights.phone : rowHeights.wide;
  const now = useNow(10_000);
  const { first, end } = useRowsInSight(scroller, services.length, rowHeight);
  const { active, setActiveKey } = useActiveRow(services, scroller, rowHeight);
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
      <tbody className={styles['rows']} style={{ height: services.length * rowHeight }}>
        {indexesToDraw(first, end, active).map((index) => {
          const service = services[index];
          return (
            service && (
              <ServiceRow
                key={service.key}
                service={service}
                index={index}
                top={index * rowHeight}
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

/** The active row is drawn even out of sight: it holds the focus. */
function indexesToDraw(first: number, end: number, active: number): number[] {
  const indexes = Array.from({ length: end - first }, (_, index) => first + index);
  const apart = active >= 0 && (active < first || active >= end);
  return apart ? [...indexes, active].toSorted((a, b) => a - b) : indexes;
}

/** The row the keyboard is on; it stays on its Service while others come and go. */
function useActiveRow(
  services: readonly ServiceSummary[],
  scroller: RefObject<HTMLElement | null>,
  rowHeight: number,
) {
  const [activeKey, setActiveKey] = useState<string>();
  const active = services.findIndex(({ key }) => key === activeKey);
  const moveTo = (index: number, event?: KeyboardEvent): void => {
    event?.preventDefault();
    const next = Math.max(0, Math.min(services.length - 1, index));
    setActiveKey(services[next]?.key);
    if (scroller.current) reveal(scroller.current, next * rowHeight, rowHeight);
  };
  useEffect(() => {
    if (activeKey === undefined) return;
    document.getElementById(linkId(activeKey))?.focus({ preventScroll: true });
  }, [activeKey]);
  const page = (): number =>
    Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
  useKey('j', () => moveTo(active + 1));
  useKey('k', () => moveTo(active - 1));
  useKey('ArrowDown', (event) => moveTo(active + 1, event));
  useKey('ArrowUp', (event) => moveTo(active - 1, event));
  useKey('PageDown', (event) => moveTo(active + page(), event));
  useKey('PageUp', (event) => moveTo(active - page(), event));
  useKey('Home', (event) => moveTo(0, event));
  useKey('End', (event) => moveTo(services.length - 1, event));
  return { active, setActiveKey };
}

/** Scrolls no further than it takes to see the row whole. */
function reveal(scroller: HTMLElement, top: number, height: number): void {
  const head = scroller.querySelector('thead')?.clientHeight ? headHeight : 0;
  const bottom = top + height + head;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (bottom > scroller.scrollTop + scroller.clientHeight) {
    scroller.scrollTop = bottom - scroller.clientHeight;
  }
}
