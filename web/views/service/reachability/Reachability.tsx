import { isTested, type Paths } from '@portolan/shared/diagram/pathState.ts';
import type { ProbeResults } from '@portolan/shared/wire/fold.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import type { ReactNode } from 'react';
import { useProbing } from '../../../live/live.tsx';
import { phone, useMedia } from '../../../ui/useMedia.ts';
import { useWords } from '../../../words/useWords.ts';
import { EntryList } from './EntryList.tsx';
import { Matrix } from './Matrix.tsx';
import { matrixColumns } from './matrixColumns.ts';
import styles from './Reachability.module.css';
import { RunProgress } from './RunProgress.tsx';
import { useStatus } from './useStatus.ts';
import { useTests } from './useTests.ts';

interface ReachabilityProps {
  readonly view: ServiceView;
  readonly paths: Paths;
  readonly probes: ProbeResults;
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  /** Below the table. */
  readonly children?: ReactNode;
}

/** Every vantage point × entry point: expected beside observed. */
export function Reachability(props: ReachabilityProps): ReactNode {
  const { view, paths, children } = props;
  const say = useWords();
  const service = `${view.namespace}/${view.name}`;
  const { status, error } = useStatus(service);
  const tests = useTests(service);
  const onPhone = useMedia(phone);
  const { columns, hidden } = matrixColumns(view, paths);
  return (
    <section className={styles['panel']} aria-labelledby="reachability">
      <div className={styles['head']}>
        <h2 id="reachability">{say('reachability')}</h2>
        {columns.length > 0 && <span>{say('reachabilityLegend')}</span>}
        <RunProgress service={service} />
        {columns.length > 0 && <TestedCount view={view} paths={paths} />}
      </div>
      {columns.length === 0 && (
        <p className={styles['note']}>
          {say(view.entryPoints.length === 0 ? 'noPaths' : 'noVerdicts')}
        </p>
      )}
      {columns.length > 0 &&
        (onPhone ? (
          <EntryList {...props} columns={columns} status={status} tests={tests} />
        ) : (
          <Matrix {...props} columns={columns} status={status} tests={tests} />
        ))}
      {hidden > 0 && <p className={styles['note']}>{say('moreEntries', { count: hidden })}</p>}
      {children}
      {tests.error && (
        <p className={styles['note']} role="alert">
          {say('testFailed', { detail: tests.error.message })}
        </p>
      )}
      {error && !status && (
        <p className={styles['note']}>{say('statusUnread', { detail: error.message })}</p>
      )}
    </section>
  );
}

function TestedCount({ view, paths }: Pick<ReachabilityProps, 'view' | 'paths'>): ReactNode {
  const say = useWords();
  const probing = useProbing();
  const states = view.vantages.flatMap(({ id }) =>
    view.entryPoints.map((entry) => paths.state(id, entry.id)),
  );
  const total = states.filter((state) => state !== undefined).length;
  const tested = states.filter((state) => state && isTested(state)).length;
  const paused = probing?.paused.includes(`${view.namespace}/${view.name}`);
  const pace = paused
    ? say('paused')
    : probing && say('everySeconds', { seconds: probing.interval });
  return (
    <span className={styles['count']}>
      {say('testedOf', { tested, total })}
      {pace && ` · ${pace}`}
    </span>
  );
}
