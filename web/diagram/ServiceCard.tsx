import type { ServiceNode } from '@portolan/shared/diagram/elements.ts';
import { portHandle } from '@portolan/shared/diagram/entries.ts';
import type { ReactNode } from 'react';
import { useWords } from '../words/useWords.ts';
import styles from './cards.module.css';

export function ServiceCard({ node }: { readonly node: ServiceNode }): ReactNode {
  const say = useWords();
  return (
    <div className={`${styles['card']} ${styles['service']}`}>
      <div className={styles['serviceHead']}>
        <strong className={styles['line']} title={node.name}>
          {node.name}
        </strong>
        <code className={`${styles['line']} ${styles['soft']}`} title={node.selector}>
          {node.selector ?? (node.externalName === undefined ? say('noSelector') : 'ExternalName')}
        </code>
      </div>
      {node.ports.map((port) => (
        <div key={portHandle(port)} className={styles['port']} title={portText(port)}>
          <strong className={styles['line']}>{port.name ?? port.port}</strong>
          <code className={`${styles['line']} ${styles['soft']}`}>{portText(port)}</code>
        </div>
      ))}
    </div>
  );
}

function portText({ port, targetPort, protocol }: ServiceNode['ports'][number]): string {
  return `${port} → ${targetPort}${protocol === 'TCP' ? '' : `/${protocol}`}`;
}
