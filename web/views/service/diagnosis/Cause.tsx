import type { Diagnosis } from '@portolan/shared/wire/probe.ts';
import { causeFixWords, sayEvidence } from '@portolan/shared/words/diagnosis.ts';
import { say } from '@portolan/shared/words/say.ts';
import type { ReactNode } from 'react';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { useSettings } from '../../../words/useWords.ts';
import styles from './Diagnosis.module.css';
import { TellApart } from './TellApart.tsx';
import { useDiagnosisWords } from './useDiagnosisWords.ts';

interface CauseProps {
  /** `namespace/name`. */
  readonly service: string;
  readonly diagnosis: Diagnosis;
}

/** What speaks for a cause, what decides between it and its rivals, what mends it, and how to see it oneself. */
export function Cause({ service, diagnosis }: CauseProps): ReactNode {
  const tell = useDiagnosisWords();
  const { language } = useSettings();
  const { evidence, tellApart, fix, commands } = diagnosis;
  const lines = [...new Set(evidence.map((line) => sayEvidence(language, line)))];
  const text = commands.join('\n');
  return (
    <div className={styles['cause']}>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {tellApart.length > 0 && (
        <>
          <h3>{tell('tellApart')}</h3>
          <TellApart service={service} paths={tellApart} />
        </>
      )}
      <h3>{tell('fix')}</h3>
      <p>{say(causeFixWords, language, fix.code, fix.params)}</p>
      {commands.length > 0 && (
        <>
          <h3 className={styles['copied']}>
            {tell('reproduce')} <CopyButton text={text} />
          </h3>
          <pre>{text}</pre>
        </>
      )}
    </div>
  );
}
