import type { Finding } from '@portolan/shared/wire/finding.ts';
import { CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../words/useWords.ts';
import styles from './SeverityMark.module.css';

export type Severity = Finding['severity'];
/** Worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info'];

const icons = { error: CircleX, warning: TriangleAlert, info: Info } as const;
const counted = { error: 'errorCount', warning: 'warningCount', info: 'infoCount' } as const;

/** Shape, word and colour. */
export function SeverityMark({ severity }: { readonly severity: Severity }): ReactNode {
  const say = useWords();
  const Icon = icons[severity];
  return (
    <span className={`${styles['mark']} ${styles[severity]}`}>
      <Icon size={15} aria-hidden="true" /> {say(severity)}
    </span>
  );
}

interface SeverityCountProps {
  readonly severity: Severity;
  readonly count: number;
  /** The number alone; the words are read aloud. */
  readonly short?: boolean;
}

export function SeverityCount({ severity, count, short }: SeverityCountProps): ReactNode {
  const say = useWords();
  const Icon = icons[severity];
  const words = say(counted[severity], { count });
  return (
    <span className={`${styles['mark']} ${styles[severity]}`} {...(short && { title: words })}>
      <Icon
        size={14}
        {...(short ? { role: 'img', 'aria-label': words } : { 'aria-hidden': true })}
      />
      {short ? count : words}
    </span>
  );
}
