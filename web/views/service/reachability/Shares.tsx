// Who got the connections, beside who was predicted to.
import { percentOf } from '@portolan/shared/diagram/names.ts';
import { outcomeWords } from '@portolan/shared/words/verdicts.ts';
import type { ReactNode } from 'react';
import { formatAge } from '../../../ui/age.ts';
import { useNow } from '../../../ui/useNow.ts';
import { useSettings, useWords } from '../../../words/useWords.ts';
import styles from './Evidence.module.css';
import type { Counted } from './useTests.ts';

export function Shares({ counted }: { readonly counted: Counted }): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const now = useNow(1000);
  const { made, outcomes, backends, unidentified } = counted.connections;
  const identified = backends.reduce((sum, { count }) => sum + count, 0);
  const seen = outcomes.map(({ outcome, count }) => `${outcomeWords[outcome][language]} ${count}`);
  return (
    <>
      <p className={styles['row']}>
        <span>{say('connectionsMade', { made, outcomes: seen.join(', ') })}</span>
        <span>{say('ago', { age: formatAge(now - counted.at, language) })}</span>
      </p>
      <ul className={styles['shares']}>
        {backends.map(({ pod, address, count, predicted }) => {
          const backend = pod?.split('/').at(-1) ?? address ?? '?';
          const share = identified === 0 ? 0 : count / identified;
          const percents = { seen: percentOf(share), predicted: percentOf(predicted) };
          return (
            <li
              key={`${pod ?? ''} ${address ?? ''}`}
              aria-label={say('shareRow', { backend, count, identified, ...percents })}
            >
              <span className={styles['row']}>
                <span>{backend}</span>
                <span>{say('shareSeen', percents)}</span>
              </span>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect className={styles['ground']} width="100" height="8" />
                <rect width={share * 100} height="8" />
                <rect className={styles['tick']} x={predicted * 99} width="1" height="8" />
              </svg>
            </li>
          );
        })}
      </ul>
      {unidentified > 0 && <p>{say('unidentified', { count: unidentified })}</p>}
    </>
  );
}
