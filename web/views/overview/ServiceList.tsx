import type { ServiceSummary } from '@portolan/shared/wire/view.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { phone, useMedia } from '../../ui/useMedia.ts';
import { useKey } from '../../ui/useKey.ts';
import { useNow } from '../../ui/useNow.ts';
import type { ListPlace } from '../../url/location.ts';
import { go } from '../../url/usePlace.ts';
import { useWords } from '../../words/useWords.ts';
import styles from './ServiceList.module.css';
import { ServiceRow, servicePlace } from './ServiceRow.tsx';

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

/** Ten thousand rows, of which only those in sight are drawn. */
export function ServiceList({ services, place }: ServiceListProps): ReactNode {
  const say = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const narrow = useMedia(phone);
  const now = useNow(10_000);
  const [activeKey, setActiveKey] = useState<string>();
  const active = services.findIndex(({ key }) => key === activeKey);
  const rowHeight = narrow ? 112 : 44;
  const rows = useVirtualizer({
    count: services.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => services[index]?.key ?? index,
    overscan: 8,
    // Tests have no layout: without a first size nothing would be in sight.
    initialRect: { width: 1024, height: 768 },
  });
  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(services.length - 1, index));
    setActiveKey(services[next]?.key);
    rows.scrollToIndex(next);
    scroller.current?.focus({ preventScroll: true });
  };
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 1);
  useKey('j', () => moveTo(active + 1));
  useKey('k', () => moveTo(active - 1));
  const onKeyDown = (event: KeyboardEvent): void => {
    const service = services[active];
    if (event.key === 'Enter' && service) go(servicePlace(service));
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: services.length - 1,
    };
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    moveTo(step);
  };
  return (
    <div
      className={styles['list']}
      ref={scroller}
      id="service-list"
      role="grid"
      aria-label={say('services')}
      aria-rowcount={services.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={active === -1 ? undefined : rowId(activeKey)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => active === -1 && setActiveKey(services[0]?.key)}
    >
      <div className={styles['head']} role="row" aria-rowindex={1}>
        {columns
          .filter((code) => code !== 'colNamespace' || place.namespace === undefined)
          .map((code) => (
            <span key={code} role="columnheader" className={styles[code]}>
              {say(code)}
            </span>
          ))}
      </div>
      <div role="rowgroup" className={styles['rows']} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const service = services[index];
          if (!service) return null;
          return (
            <ServiceRow
              key={key}
              id={rowId(service.key)}
              service={service}
              index={index}
              top={start}
              active={index === active}
              oneNamespace={place.namespace !== undefined}
              now={now}
            />
          );
        })}
      </div>
    </div>
  );
}

function rowId(key: string | undefined): string {
  return `service-row-${key ?? ''}`;
}
