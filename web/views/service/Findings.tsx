import type { Finding } from '@portolan/shared/wire/finding.ts';
import type { ServiceSummary, ServiceView } from '@portolan/shared/wire/view.ts';
import { findingWords } from '@portolan/shared/words/findings.ts';
import { fixWords } from '@portolan/shared/words/fixes.ts';
import { say as sayWords } from '@portolan/shared/words/say.ts';
import { CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useServices } from '../../live/live.tsx';
import { HealthMark } from '../../ui/HealthMark.tsx';
import { useSettings, useWords } from '../../words/useWords.ts';
import styles from './Findings.module.css';

const icons = { error: CircleX, warning: TriangleAlert } as const;
type Serious = Finding & { severity: keyof typeof icons };

/** What is wrong with the Service, worst first, and how to mend it; nothing where nothing is. */
export function Findings({ view }: { readonly view: ServiceView }): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const summary = useServices()?.get(`${view.namespace}/${view.name}`);
  const findings = view.findings.filter(isSerious).toSorted(bySeverity);
  if (findings.length === 0) return <HealthLine summary={summary} />;
  return (
    <section className={styles['findings']} aria-label={say('findings')}>
      <ul>
        {findings.map((finding) => {
          const Icon = icons[finding.severity];
          return (
            <li key={`${finding.code} ${finding.path ?? ''}`} className={styles[finding.severity]}>
              <Icon size={16} aria-label={say(finding.severity)} />
              <p>
                {sayWords(findingWords, language, finding.code, finding.params)}{' '}
                {finding.fix && (
                  <span className={styles['fix']}>
                    {sayWords(fixWords, language, finding.fix.code, finding.params)}
                  </span>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The list's word and reason, so that opening a Service does not lose them. */
function HealthLine({ summary }: { readonly summary: ServiceSummary | undefined }): ReactNode {
  const say = useWords();
  if (!summary?.reason) return null;
  return (
    <section className={styles['findings']} aria-label={say('findings')}>
      <HealthMark health={summary.health} reason={summary.reason} />
    </section>
  );
}

function isSerious(finding: Finding): finding is Serious {
  return finding.severity !== 'info';
}

function bySeverity(left: Serious, right: Serious): number {
  return left.severity === right.severity ? 0 : left.severity === 'error' ? -1 : 1;
}
