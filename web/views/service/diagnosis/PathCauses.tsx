import type { ReactNode } from 'react';
import { useDiagnosis } from '../../../live/live.tsx';
import { useSettings } from '../../../words/useWords.ts';
import { Cause } from './Cause.tsx';
import styles from './Diagnosis.module.css';
import { headOf, titleOf, useDiagnosisWords } from './useDiagnosisWords.ts';

interface PathCausesProps {
  readonly service: string;
  readonly vantage: string;
  readonly target: string;
}

/** The causes that explain one path: the likeliest whole, its rivals by name. */
export function PathCauses({ service, vantage, target }: PathCausesProps): ReactNode {
  const tell = useDiagnosisWords();
  const { language } = useSettings();
  const causes = useDiagnosis(service).filter(({ explains }) =>
    explains.some((path) => path.from === vantage && path.target === target),
  );
  const [first, ...rivals] = causes;
  if (first === undefined) return null;
  return (
    <section aria-label={tell('diagnosis')}>
      <h3>{tell(headOf(first, true))}</h3>
      <p className={styles['title']}>{titleOf(first, language)}</p>
      <Cause service={service} diagnosis={first} />
      {rivals.length > 0 && (
        <>
          <h3>{tell('alsoPossible')}</h3>
          <ul className={styles['rivals']}>
            {rivals.map((rival) => (
              <li key={rival.cause}>
                {titleOf(rival, language)}{' '}
                <small>{tell('confidence', { percent: Math.round(rival.confidence * 100) })}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
