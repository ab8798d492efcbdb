import type { EntryNode } from '@portolan/shared/diagram/elements.ts';
import { addressOf } from '@portolan/shared/diagram/names.ts';
import type { ReactNode } from 'react';
import { outcomeWord, toneSigns, verdictWord } from '../words/pathWords.ts';
import { useWords } from '../words/useWords.ts';
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
          <strong className={styles['tone']}>
            {toneSigns[tone]}{' '}
            {state.observed === undefined
              ? verdictWord(state.expected, say)
              : outcomeWord(state, say)}
          </strong>
        )}
      </span>
      <span className={styles['line']}>
        {entryPoint.node !== undefined && <strong>{entryPoint.node} </strong>}
        {addressOf(entryPoint)}
      </span>
    </div>
  );
}
