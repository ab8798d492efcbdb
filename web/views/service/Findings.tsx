import { findingId, type Finding } from '@portolan/shared/wire/finding.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { findingWords } from '@portolan/shared/words/findings.ts';
import { fixWords } from '@portolan/shared/words/fixes.ts';
import { say as sayWords } from '@portolan/shared/words/say.ts';
import type { ReactNode } from 'react';
import { useServices } from '../../live/live.tsx';
import { HealthMark } from '../../ui/HealthMark.tsx';
import { SeverityMark, severities } from '../../ui/SeverityMark.tsx';
import { formatPlace, type ServicePlace } from '../../url/location.ts';
import { useSettings, useWords } from '../../words/useWords.ts';
import styles from './Findings.module.css';

interface FindingsProps {
  readonly view: ServiceView;
  readonly place: ServicePlace;
}

/** What is wrong with the Service, worst first, each leading to its place; notes are folded. Without any, the list's word and reason. */
export function Findings({ view, place }: FindingsProps): ReactNode {
  const say = useWords();
  const summary = useServices()?.get(`${view.namespace}/${view.name}`);
  const serious = view.findings
    .filter(({ severity }) => severity !== 'info')
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const notes = view.findings.filter(({ severity }) => severity === 'info');
  if (view.findings.length === 0 && !summary?.reason) return null;
  return (
    <section className={styles['findings']} aria-label={say('findings')}>
      {serious.length === 0 && summary?.reason && (
        <HealthMark health={summary.health} reason={summary.reason} />
      )}
      <FindingList findings={serious} place={place} />
      {notes.length > 0 && (
        <details>
          <summary>{say('moreNotes', { count: notes.length })}</summary>
          <FindingList findings={notes} place={place} />
        </details>
      )}
    </section>
  );
}

interface FindingListProps {
  readonly findings: readonly Finding[];
  readonly place: ServicePlace;
}

function FindingList({ findings, place }: FindingListProps): ReactNode {
  const { language } = useSettings();
  const { selected: _, ...rest } = place;
  if (findings.length === 0) return null;
  return (
    <ul>
      {findings.map((each) => {
        const finding = findingId(each);
        const { code, severity, params, fix } = each;
        return (
          <li key={`${finding} ${JSON.stringify(params)}`}>
            <SeverityMark severity={severity} />
            <p>
              <a
                href={formatPlace({ ...rest, finding })}
                {...(place.finding === finding && { 'aria-current': 'true' })}
              >
                {sayWords(findingWords, language, code, params)}
              </a>{' '}
              {fix && (
                <span className={styles['fix']}>
                  {sayWords(fixWords, language, fix.code, params)}
                </span>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
