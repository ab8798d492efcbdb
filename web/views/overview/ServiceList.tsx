import type { ServiceSummary } from '@portolan/shared/wire/view.ts';
import type { UiCode } from '@portolan/shared/words/ui.ts';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useLastTests } from '../../live/live.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useVirtualRows } from '../../ui/virtualRows.ts';
import { sorts, type ListPlace, type Sort } from '../../url/location.ts';
import { refine } from '../../url/usePlace.ts';
import { useWords } from '../../words/useWords.ts';
import styles from './ServiceList.module.css';
import { linkId, ServiceRow } from './ServiceRow.tsx';

interface ServiceListProps {
  readonly services: readonly ServiceSummary[];
  readonly place: ListPlace;
}

/** Ports are in no order that helps. */
const columns = [
  ['colName', 'name'],
  ['colNamespace', 'namespace'],
  ['colType', 'type'],
  ['colPorts', undefined],
  ['colReady', 'ready'],
  ['colHealth', 'health'],
  ['colFindings', 'findings'],
  ['colAge', 'age'],
] as const satisfies readonly (readonly [UiCode, Sort | undefined])[];

/** In pixels, as the style sheet draws them. */
const rowSizes = { wide: 44, phone: 112, head: 36 };

/** Ten thousand rows, of which only those in sight are drawn. */
export function ServiceList({ services, place }: ServiceListProps): ReactNode {
  const say = useWords();
  const now = useNow(10_000);
  const tests = useLastTests();
  const keys = useMemo(() => services.map(({ key }) => key), [services]);
  const { scroller, rows, active, setActiveKey } = useVirtualRows(keys, rowSizes, linkId);
  const sorted = place.sort ?? (place.namespace === undefined ? sorts[0] : 'name');
  const direction = place.reversed ? 'descending' : 'ascending';
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
            .filter(([code]) => code !== 'colNamespace' || place.namespace === undefined)
            .map(([code, sort]) => (
              <th
                key={code}
                scope="col"
                className={styles[code]}
                {...(sort === sorted && { 'aria-sort': direction })}
              >
                {sort === undefined ? (
                  say(code)
                ) : (
                  <SortButton sort={sort} sorted={sort === sorted} place={place} text={say(code)} />
                )}
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
                testedAt={tests.get(service.key)?.at}
                onFocus={setActiveKey}
              />
            )
          );
        })}
      </tbody>
    </table>
  );
}

interface SortButtonProps {
  readonly sort: Sort;
  readonly sorted: boolean;
  readonly place: ListPlace;
  readonly text: string;
}

/** Sorts by its column; again, the other way round. */
function SortButton({ sort, sorted, place, text }: SortButtonProps): ReactNode {
  const { sort: _, reversed, ...rest } = place;
  const by = sort === sorts[0] ? {} : { sort };
  const next = { ...rest, ...by, ...(sorted && !reversed && { reversed: true }) };
  const Sign = reversed ? ArrowDown : ArrowUp;
  return (
    <button type="button" onClick={() => refine(next)}>
      {text} {sorted && <Sign size={12} aria-hidden="true" />}
    </button>
  );
}
