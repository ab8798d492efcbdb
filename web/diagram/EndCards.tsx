import type { ExternalNode } from '@portolan/shared/diagram/elements.ts';
import type { Vantage } from '@portolan/shared/wire/view.ts';
import type { ReactNode } from 'react';
import { vantageText } from '@portolan/shared/diagram/pathWords.ts';
import { useWords } from '../words/useWords.ts';
import styles from './cards.module.css';

export function VantageCard({ vantage }: { readonly vantage: Vantage }): ReactNode {
  const { name, hint } = vantageText(vantage, useWords());
  return (
    <div className={styles['card']} title={vantage.id}>
      <strong className={styles['line']}>{name}</strong>
      <span className={`${styles['line']} ${styles['soft']}`}>{hint}</span>
    </div>
  );
}

/** Where an ExternalName leads: out of the cluster, and out of what Portolan can see. */
export function ExternalCard({ node }: { readonly node: ExternalNode }): ReactNode {
  const say = useWords();
  const { name, resolved } = node;
  return (
    <div className={`${styles['card']} ${styles['pill']}`} title={name}>
      <span className={`${styles['line']} ${styles['soft']}`}>{say('externalName')}</span>
      <strong className={styles['line']}>{name}</strong>
      {resolved !== undefined && (
        <span className={`${styles['line']} ${styles['soft']}`}>
          {say('resolvesTo', { address: resolved })}
        </span>
      )}
    </div>
  );
}
