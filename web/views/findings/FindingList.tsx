import { findingId } from '@portolan/shared/wire/finding.ts';
import { memo, useMemo, type ReactNode } from 'react';
import { SeverityMark } from '../../ui/SeverityMark.tsx';
import { useVirtualRows } from '../../ui/virtualRows.ts';
import { formatPlace, type FindingsPlace, type Place } from '../../url/location.ts';
import { useWords, type Say } from '../../words/useWords.ts';
import styles from './FindingList.module.css';
import type { ListedFinding } from './listFindings.ts';

interface FindingListProps {
  readonly findings: readonly ListedFinding[];
  readonly place: FindingsPlace;
}

const columns = ['colSeverity', 'colFinding', 'colObject', 'colField'] as const;
const rowSizes = { wide: 60, phone: 128, head: 36 };

export function FindingList({ findings, place }: FindingListProps): ReactNode {
  const say = useWords();
  const keys = useMemo(() => findings.map(({ key }) => key), [findings]);
  const { scroller, rows, active, setActiveKey } = useVirtualRows(keys, rowSizes, linkId);
  return (
    <table
      className={styles['list']}
      ref={scroller}
      id="finding-list"
      aria-label={say('findings')}
      aria-rowcount={findings.length + 1}
    >
      <thead>
        <tr className={styles['head']} aria-rowindex={1}>
          {columns.map((code) => (
            <th key={code} scope="col" className={styles[code]}>
              {say(code)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={styles['rows']} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const listed = findings[index];
          return (
            listed && (
              <FindingRow
                key={listed.key}
                listed={listed}
                href={formatPlace(placeOf(listed, place))}
                index={index}
                top={start}
                active={index === active}
                onFocus={setActiveKey}
              />
            )
          );
        })}
      </tbody>
    </table>
  );
}

function linkId(key: string): string {
  return `finding ${key}`;
}

/** The page of the Service it was found for; without one, beside this list. */
function placeOf({ finding, services }: ListedFinding, place: FindingsPlace): Place {
  const id = findingId(finding);
  const [service] = services;
  if (service === undefined) return { ...place, finding: id };
  const [namespace = '', name = ''] = service.split('/');
  return { page: 'service', namespace, name, finding: id };
}

interface FindingRowProps {
  readonly listed: ListedFinding;
  readonly href: string;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly active: boolean;
  readonly onFocus: (key: string) => void;
}

const FindingRow = memo(function FindingRow(props: FindingRowProps): ReactNode {
  const { listed, href, index, top, active, onFocus } = props;
  const { finding, title, sentence, services } = listed;
  const say = useWords();
  const { object, path, source } = finding;
  const others = services.length - 1;
  return (
    <tr
      className={styles['row']}
      aria-rowindex={index + 2}
      data-active={active}
      style={{ transform: `translateY(${top}px)` }}
    >
      <td className={styles['colSeverity']}>
        <SeverityMark severity={finding.severity} />
      </td>
      <td className={styles['colFinding']} title={sentence}>
        <a id={linkId(listed.key)} href={href} onFocus={() => onFocus(listed.key)}>
          {title}
        </a>
        <span>{sentence}</span>
      </td>
      <td className={styles['colObject']} title={services.join(', ')}>
        <span>{object.kind}</span>
        <b>{object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`}</b>
        {others > 0 && <span>{otherServices(others, say)}</span>}
      </td>
      <td className={styles['colField']} title={path}>
        {source && (
          <code>
            {source.file}:{source.line}
          </code>
        )}
        {path !== undefined && <span>{path}</span>}
      </td>
    </tr>
  );
});

function otherServices(count: number, say: Say): string {
  return say('ofServices', { count });
}
