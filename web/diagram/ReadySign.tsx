import type { ReactNode } from 'react';
import styles from './cards.module.css';

/** A full disc is ready, a ring is not: shape beside colour. */
export function ReadySign({ ready }: { readonly ready: boolean }): ReactNode {
  return <span className={ready ? styles['disc'] : styles['ring']} aria-hidden="true" />;
}
