// Tests of one path: once, or many connections over it to see who gets them.
import { pathKey } from '@portolan/shared/wire/fold.ts';
import { mostConnections } from '@portolan/shared/wire/stream.ts';
import { useId, useState, type ReactNode } from 'react';
import controls from '../../../ui/controls.module.css';
import { useWords } from '../../../words/useWords.ts';
import styles from './Evidence.module.css';
import { RunProgress } from './RunProgress.tsx';
import { Shares } from './Shares.tsx';
import { useConnections, useTests } from './useTests.ts';

interface PathTestsProps {
  /** `namespace/name`. */
  readonly service: string;
  readonly from: string;
  readonly target: string;
}

const counts = [10, 30, 100, mostConnections];

export function TestPath({ service, from, target }: PathTestsProps): ReactNode {
  const say = useWords();
  const tests = useTests(service);
  return (
    <div className={styles['actions']}>
      <button
        className={controls['button']}
        type="button"
        disabled={tests.isPending}
        onClick={() => tests.start({ from: [from], targets: [target] })}
      >
        {say(tests.isPending ? 'testing' : 'testPath')}
      </button>
      {tests.error && (
        <span role="alert">{say('testFailed', { detail: tests.error.message })}</span>
      )}
    </div>
  );
}

/** Who gets the connections, beside who is predicted to. */
export function RepeatedTests({ service, from, target }: PathTestsProps): ReactNode {
  const say = useWords();
  const tests = useTests(service);
  const [count, setCount] = useState(30);
  const counted = useConnections(service, pathKey(from, target));
  const field = useId();
  return (
    <section className={styles['evidence']} aria-label={say('connections')}>
      <h3>{say('connections')}</h3>
      <div className={styles['actions']}>
        <label htmlFor={field}>{say('connectionCount')}</label>
        <select
          id={field}
          className={controls['select']}
          value={count}
          onChange={(event) => setCount(Number(event.target.value))}
        >
          {counts.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <button
          className={controls['button']}
          type="button"
          disabled={tests.isPending}
          onClick={() => tests.start({ from: [from], targets: [target], count })}
        >
          {say(tests.isPending ? 'testing' : 'connect', { count })}
        </button>
      </div>
      {tests.isPending && <RunProgress service={service} />}
      {tests.error && <p role="alert">{say('testFailed', { detail: tests.error.message })}</p>}
      {counted && <Shares counted={counted} />}
    </section>
  );
}
