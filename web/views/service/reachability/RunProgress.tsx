import type { ReactNode } from 'react';
import controls from '../../../ui/controls.module.css';
import { useWords } from '../../../words/useWords.ts';
import styles from './RunProgress.module.css';
import { useCancel, useRuns } from './useTests.ts';

/** How far the tests are that somebody asked for, and the way to call them off. */
export function RunProgress({ service }: { readonly service: string }): ReactNode {
  const say = useWords();
  const runs = useRuns(service);
  const cancel = useCancel();
  const total = sum(runs.map((run) => run.total));
  // What is joined or refused at once is over before there is anything to show.
  if (total === 0) return null;
  const progress = { done: sum(runs.map((run) => run.done)), total };
  const queued = sum(runs.map((run) => run.queued));
  return (
    <div className={styles['run']}>
      <progress value={progress.done} max={total} aria-label={say('runLabel')} />
      <span>{say('runProgress', { ...progress, queued })}</span>
      <button
        className={controls['button']}
        type="button"
        disabled={cancel.isPending}
        onClick={() => cancel.mutate(runs.map(({ id }) => id))}
      >
        {say(cancel.isPending ? 'cancelling' : 'cancelTest')}
      </button>
      {cancel.error && (
        <span role="alert">{say('testFailed', { detail: cancel.error.message })}</span>
      )}
    </div>
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
