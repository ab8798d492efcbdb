import type { EntryNode } from '@portolan/shared/diagram/elements.ts';
import { addressOf } from '@portolan/shared/diagram/names.ts';
import { isTested } from '@portolan/shared/diagram/pathState.ts';
import type { ReactNode } from 'react';
import { shortWord, toneSigns } from '@portolan/shared/diagram/pathWords.ts';
import { useWords } from '../words/useWords.ts';
import { Address } from './Address.tsx';
import styles from './cards.module.css';

/** An address a client can dial: what is expected of it, and what was seen. */
export function EntryCard({ node }: { readonly node: EntryNode }): ReactNode {
  const say = useWords();
  const { entryPoint, state } = node;
  const tone = state?.tone ?? 'unknown';
  const classes = [styles['card'], styles[tone]];
  if (entryPoint.kind !== 'nodePort') classes.push(styles['pill']);
  if (tone === 'odd' || tone === 'fails') classes.push(styles['outlined']);
  return (
    <div className={classes.join(' ')} title={addressOf(entryPoint)}>
      <span className={styles['pair']}>
        <span className={styles['soft']}>
          {say(entryPoint.kind)}
          {entryPoint.simulated && ` · ${say('simulated')}`}
        </span>
        {state && (
          <strong className={isTested(state) ? styles['tone'] : styles['soft']}>
            {toneSigns[tone]} {shortWord(state, say)}
          </strong>
        )}
      </span>
      <Address of={entryPoint} />
    </div>
  );
}
