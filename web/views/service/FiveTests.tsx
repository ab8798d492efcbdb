import type { Paths } from '@portolan/shared/diagram/pathState.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import type { ReactNode } from 'react';
import { outcomeWord, toneSigns, verdictWord } from '@portolan/shared/diagram/pathWords.ts';
import { useWords } from '../../words/useWords.ts';
import { fiveTests } from './fiveTests.ts';
import styles from './FiveTests.module.css';

interface FiveTestsProps {
  readonly view: ServiceView;
  readonly paths: Paths;
  readonly onSelect: (id: string) => void;
}

export function FiveTests({ view, paths, onSelect }: FiveTestsProps): ReactNode {
  const say = useWords();
  const tests = fiveTests(view);
  if (tests.length < 2) return null;
  return (
    <section className={styles['panel']} aria-labelledby="five-tests">
      <h2 id="five-tests">
        {say('fiveTests')} <small>{say('fiveTestsHint')}</small>
      </h2>
      <ol>
        {tests.map(({ code, vantage, target }) => {
          const state = paths.state(vantage, target);
          if (!state) return null;
          return (
            <li key={code}>
              <button type="button" onClick={() => onSelect(`path/${vantage}/${target}`)}>
                <span className={styles['question']}>{say(code)}</span>
                <span className={`${styles['answer']} ${styles[state.tone]}`}>
                  {toneSigns[state.tone]} {verdictWord(state.expected, say)}
                  {state.tone === 'odd' ? ' ≠ ' : ' │ '}
                  {outcomeWord(state, say)}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
