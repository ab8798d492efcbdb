import type { Finding } from '@portolan/shared/wire/finding.ts';
import type { ReactNode } from 'react';
import { useWords } from '../words/useWords.ts';
import { FindingDetails, FindingGone } from './FindingDetails.tsx';
import styles from './Inspector.module.css';

interface FindingPanelProps {
  /** Undefined: it is no more. */
  readonly finding: Finding | undefined;
  /** The button that closes it. */
  readonly children: ReactNode;
}

/** A finding in full, where there is no Service to show it on. */
export default function FindingPanel({ finding, children }: FindingPanelProps): ReactNode {
  const say = useWords();
  return (
    <aside className={styles['inspector']} aria-label={say('inspector')}>
      <div className={styles['close']}>{children}</div>
      {finding ? <FindingDetails finding={finding} /> : <FindingGone />}
    </aside>
  );
}
