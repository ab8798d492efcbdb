import type { ReactNode } from 'react';
import styles from './Notice.module.css';

interface NoticeProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly busy?: boolean;
}

/** Fills a view that has nothing else to show. */
export function Notice({ title, children, busy }: NoticeProps): ReactNode {
  return (
    <output className={styles['notice']} aria-busy={busy ?? false}>
      <h2>{title}</h2>
      {children}
    </output>
  );
}
