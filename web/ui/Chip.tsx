import type { ReactNode } from 'react';
import styles from './Chip.module.css';

export type ChipTone = 'sea' | 'ok' | 'warn' | 'bad' | 'odd' | 'idle';

interface ChipProps {
  readonly tone: ChipTone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

export function Chip({ tone, icon, children }: ChipProps): ReactNode {
  return (
    <span className={`${styles['chip']} ${styles[tone]}`}>
      {icon !== undefined && <span aria-hidden="true">{icon}</span>}
      {children}
    </span>
  );
}
