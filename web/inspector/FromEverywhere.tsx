import type { Paths } from '@portolan/shared/diagram/pathState.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import type { ReactNode } from 'react';
import {
  outcomeWord,
  toneSigns,
  vantageText,
  verdictWord,
} from '@portolan/shared/diagram/pathWords.ts';
import { useWords } from '../words/useWords.ts';
import styles from './Inspector.module.css';

interface FromEverywhereProps {
  readonly view: ServiceView;
  readonly paths: Paths;
  /** Id of an entry point or of an endpoint. */
  readonly target: string;
  /** The vantage point that is shown already. */
  readonly vantage?: string;
  readonly onSelect: (id: string) => void;
}

/** One target from every vantage point that has a verdict for it: expected beside observed. */
export function FromEverywhere(props: FromEverywhereProps): ReactNode {
  const { view, paths, target, vantage, onSelect } = props;
  const say = useWords();
  const states = view.vantages.flatMap((each) => paths.state(each.id, target) ?? []);
  const works = states.filter(({ tone }) => tone === 'works').length;
  return (
    <>
      <h3>
        {say('fromEach')} · {say('worksFrom', { works, total: states.length })}
      </h3>
      <ul className={styles['plain']}>
        {view.vantages.map((each) => {
          const state = paths.state(each.id, target);
          return (
            state && (
              <li key={each.id}>
                <button
                  className={styles['choice']}
                  type="button"
                  aria-pressed={each.id === vantage}
                  onClick={() => onSelect(`path/${each.id}/${target}`)}
                >
                  <span>{vantageText(each, say).name}</span>
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
