import { addressOf } from '@portolan/shared/diagram/names.ts';
import { isTested, type Paths, type PathState } from '@portolan/shared/diagram/pathState.ts';
import { observedWord, toneSigns, verdictWord } from '@portolan/shared/diagram/pathWords.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import type { ReactNode } from 'react';
import controls from '../../../ui/controls.module.css';
import { useWords } from '../../../words/useWords.ts';
import { fiveTests, type FiveTest } from './fiveTests.ts';
import styles from './FiveTests.module.css';
import { useTests } from './useTests.ts';

interface FiveTestsProps {
  readonly view: ServiceView;
  readonly paths: Paths;
  readonly onSelect: (id: string) => void;
}

/** The five questions side by side: what is expected of each, and what was seen. */
export function FiveTests({ view, paths, onSelect }: FiveTestsProps): ReactNode {
  const say = useWords();
  const run = useTests(`${view.namespace}/${view.name}`);
  const tests = fiveTests(view, paths);
  const states = tests.flatMap((test) => ('state' in test ? [test.state] : []));
  if (states.length === 0) return null;
  const ask = {
    from: [...new Set(states.map(({ vantage }) => vantage))],
    targets: [...new Set(states.map(({ target }) => target))],
  };
  return (
    <section className={styles['panel']} aria-labelledby="five-tests">
      <div className={styles['head']}>
        <h2 id="five-tests">
          {say('fiveTests')} <small>{say('fiveTestsHint')}</small>
        </h2>
        <button
          className={controls['button']}
          type="button"
          disabled={run.isPending}
          onClick={() => run.start(ask)}
        >
          {say(run.isPending ? 'testing' : 'testFive')}
        </button>
      </div>
      {run.error && <p role="alert">{say('testFailed', { detail: run.error.message })}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{say('fiveQuestion')}</th>
            <th scope="col">{say('expected')}</th>
            <th scope="col">{say('observed')}</th>
          </tr>
        </thead>
        <tbody>
          {tests.map((test) => (
            <Answer key={test.code} test={test} view={view} onSelect={onSelect} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface AnswerProps {
  readonly test: FiveTest;
  readonly view: ServiceView;
  readonly onSelect: (id: string) => void;
}

function Answer({ test, view, onSelect }: AnswerProps): ReactNode {
  const say = useWords();
  if (!('state' in test)) {
    return (
      <tr className={styles['none']}>
        <th scope="row">{say(test.code)}</th>
        <td colSpan={2}>
          – {say('applies')}: {say(test.why, test.params)}
        </td>
      </tr>
    );
  }
  const { code, state } = test;
  return (
    <tr className={styles[state.tone]}>
      <th scope="row">
        <button type="button" onClick={() => onSelect(`path/${state.vantage}/${state.target}`)}>
          {say(code)}
        </button>
        <small>{dialled(state, view)}</small>
      </th>
      <td>
        <span aria-hidden="true">{toneSigns[state.tone === 'odd' ? 'works' : state.tone]}</span>{' '}
        {verdictWord(state.expected, say)}
      </td>
      <td className={isTested(state) ? undefined : styles['untested']}>
        {state.tone === 'odd' && <b aria-hidden="true">≠ </b>}
        {observedWord(state, say)}
      </td>
    </tr>
  );
}

function dialled({ target }: PathState, view: ServiceView): string {
  const entry = view.entryPoints.find(({ id }) => id === target);
  return entry ? addressOf(entry) : '';
}
