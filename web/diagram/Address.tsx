import { addressOf } from '@portolan/shared/diagram/names.ts';
import type { EntryPoint } from '@portolan/shared/wire/topology.ts';
import type { ReactNode } from 'react';
import styles from './cards.module.css';

/** Of a cluster name that is too long, what every name ends with goes first and the port stays. */
export function Address({ of: entry }: { readonly of: EntryPoint }): ReactNode {
  const { address, port, node } = entry;
  const cut = address.indexOf('.svc.');
  if (cut === -1) {
    return (
      <span className={styles['line']}>
        {node !== undefined && <strong>{node} </strong>}
        {addressOf(entry)}
      </span>
    );
  }
  return (
    <span className={styles['address']}>
      <span className={styles['line']}>{address.slice(0, cut)}</span>
      <span className={`${styles['line']} ${styles['zone']}`}>{address.slice(cut)}</span>
      {port !== undefined && <span>:{port}</span>}
    </span>
  );
}
