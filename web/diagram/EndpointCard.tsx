import type { EndpointNode } from '@portolan/shared/diagram/elements.ts';
import { addressOf } from '@portolan/shared/diagram/names.ts';
import type { ReactNode } from 'react';
import styles from './cards.module.css';
import { ReadySign } from './ReadySign.tsx';

export function EndpointCard({
  node: { endpoint, health },
}: {
  readonly node: EndpointNode;
}): ReactNode {
  return (
    <div className={`${styles['card']} ${styles['endpoint']} ${styles[health]}`}>
      <ReadySign ready={health === 'ready'} />
      <span className={styles['line']} title={addressOf(endpoint)}>
        {addressOf(endpoint)}
      </span>
    </div>
  );
}
