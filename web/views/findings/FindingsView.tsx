import { findingId } from '@portolan/shared/wire/finding.ts';
import { X } from 'lucide-react';
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import { useFindings, useLink, useServices, useSource, useUnknown } from '../../live/live.tsx';
import controls from '../../ui/controls.module.css';
import { Notice } from '../../ui/Notice.tsx';
import { useKey } from '../../ui/useKey.ts';
import type { FindingsPlace } from '../../url/location.ts';
import { go, listAsLeft, refine } from '../../url/usePlace.ts';
import { useSettings, useWords } from '../../words/useWords.ts';
import { FindingList } from './FindingList.tsx';
import { FindingsToolbar } from './FindingsToolbar.tsx';
import styles from './FindingsView.module.css';
import { chooseFindings, collectFindings, type ListedFinding } from './listFindings.ts';

// With the words of every rule and the YAML editor.
const FindingPanel = lazy(() => import('../../inspector/FindingPanel.tsx'));

/** What is wrong with all Services, worst first. */
export default function FindingsView({ place }: { readonly place: FindingsPlace }): ReactNode {
  const { language } = useSettings();
  const findings = useFindings();
  const source = useSource();
  const link = useLink();
  const all = useMemo(() => findings && collectFindings(findings, language), [findings, language]);
  const { namespace, severity, filter } = place;
  const list = useMemo(
    () =>
      all &&
      chooseFindings(all, {
        ...(namespace === undefined ? {} : { namespace }),
        ...(severity === undefined ? {} : { severity }),
        ...(filter === undefined ? {} : { filter }),
      }),
    [all, namespace, severity, filter],
  );
  useKey('Escape', () => leave(place));
  const reading = source?.state === 'connecting' || source?.state === 'syncing';
  if (link.state === 'outdated' && !list) return null;
  if (!all || !list || reading) return <Reading />;
  return (
    <div className={styles['page']}>
      <div className={styles['view']}>
        <FindingsToolbar place={place} list={list} />
        <Partial />
        {list.shown.length > 0 && <FindingList findings={list.shown} place={place} />}
        {list.shown.length === 0 && list.total > 0 && <NoMatch total={list.total} />}
        {list.total === 0 && <NothingWrong />}
      </div>
      {place.finding !== undefined && <Chosen place={place} all={all} />}
    </div>
  );
}

/** Escape closes what is shown in full first. */
function leave(place: FindingsPlace): void {
  const { finding, ...rest } = place;
  if (finding === undefined) go(listAsLeft());
  else refine(rest);
}

interface ChosenProps {
  readonly place: FindingsPlace;
  readonly all: readonly ListedFinding[];
}

/** What belongs to no Service has no page of its own: it is shown beside the list. */
function Chosen({ place, all }: ChosenProps): ReactNode {
  const say = useWords();
  const chosen = all.find(({ finding }) => findingId(finding) === place.finding);
  return (
    <Suspense>
      <FindingPanel key={place.finding} finding={chosen?.finding}>
        <button
          className={controls['icon']}
          type="button"
          aria-label={say('close')}
          onClick={() => leave(place)}
        >
          <X size={17} />
        </button>
      </FindingPanel>
    </Suspense>
  );
}

function Reading(): ReactNode {
  const say = useWords();
  const listed = useSource()?.listed;
  return (
    <Notice title={say('findingsLoading')} busy>
      {listed !== undefined && <p>{say('loadingListed', { listed })}</p>}
    </Notice>
  );
}

function Partial(): ReactNode {
  const say = useWords();
  if (useUnknown().length === 0) return null;
  return <p className={styles['partial']}>{say('findingsPartial')}</p>;
}

function NoMatch({ total }: { readonly total: number }): ReactNode {
  const say = useWords();
  return (
    <Notice title={say('findingsNoMatch')}>
      <p>{say('findingsHidden', { total })}</p>
      <button
        className={controls['button']}
        type="button"
        onClick={() => refine({ page: 'findings' })}
      >
        {say('clearFilter')}
      </button>
    </Notice>
  );
}

function NothingWrong(): ReactNode {
  const say = useWords();
  return (
    <Notice title={say('findingsNone')}>
      <p>{say('findingsNoneHint', { services: useServices()?.size ?? 0 })}</p>
    </Notice>
  );
}
