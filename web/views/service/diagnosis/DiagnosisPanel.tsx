import type { Diagnosis } from '@portolan/shared/wire/probe.ts';
import type { ReactNode } from 'react';
import { useSettings } from '../../../words/useWords.ts';
import { Cause } from './Cause.tsx';
import styles from './Diagnosis.module.css';
import { headOf, titleOf, useDiagnosisWords } from './useDiagnosisWords.ts';

interface DiagnosisPanelProps {
  readonly service: string;
  readonly diagnoses: readonly Diagnosis[];
}

/** The likely causes of what the tests show, most likely first; each opens to all that is known of it. */
export default function DiagnosisPanel({ service, diagnoses }: DiagnosisPanelProps): ReactNode {
  const tell = useDiagnosisWords();
  const { language } = useSettings();
  return (
    <section className={styles['panel']} aria-label={tell('diagnosis')}>
      {diagnoses.map((diagnosis, at) => (
        <details key={diagnosis.cause} data-cause={diagnosis.cause}>
          <summary>
            <span className={diagnosis.foreseen ? styles['foreseen'] : styles['head']}>
              {tell(headOf(diagnosis, at === 0))}
            </span>{' '}
            <b>{titleOf(diagnosis, language)}</b>{' '}
            <small>{tell('confidence', { percent: Math.round(diagnosis.confidence * 100) })}</small>
          </summary>
          <Cause service={service} diagnosis={diagnosis} />
        </details>
      ))}
    </section>
  );
}
