import { addressOf } from '@portolan/shared/diagram/names.ts';
import type { Paths } from '@portolan/shared/diagram/pathState.ts';
import type { ServiceView, Vantage } from '@portolan/shared/wire/view.ts';
import type { ReactNode } from 'react';
import {
  outcomeWord,
  toneSigns,
  vantageText,
  verdictWord,
} from '@portolan/shared/diagram/pathWords.ts';
import { useWords } from '../words/useWords.ts';
import styles from './Inspector.module.css';

interface VantageDetailsProps {
  readonly view: ServiceView;
  readonly paths: Paths;
  readonly vantage: Vantage;
  readonly onSelect: (id: string) => void;
}

/** What this client can reach, and what not. */
export function VantageDetails({ view, paths, vantage, onSelect }: VantageDetailsProps): ReactNode {
  const say = useWords();
  const { name, hint } = vantageText(vantage, say);
  return (
    <>
      <h2>{name}</h2>
      <p className={styles['sub']}>{hint}</p>
      <h3>{say('colEntry')}</h3>
      <ul className={styles['plain']}>
        {view.entryPoints.map((entry) => {
          const state = paths.state(vantage.id, entry.id);
          return (
            state && (
              <li key={entry.id}>
                <button
                  className={styles['choice']}
                  type="button"
                  onClick={() => onSelect(`path/${vantage.id}/${entry.id}`)}
                >
                  <span>
                    {say(entry.kind)} {entry.node ?? addressOf(entry)}
                  </span>
                  <span className={styles[`tone${state.tone}`]}>
                    {toneSigns[state.tone]} {verdictWord(state.expected, say)} │{' '}
                    {outcomeWord(state, say)}
                  </span>
                </button>
              </li>
            )
          );
        })}
      </ul>
    </>
  );
}
