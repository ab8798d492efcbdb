import { AppWindow } from 'lucide-react';
import type { ReactNode } from 'react';
import controls from '../../../ui/controls.module.css';
import { useWords, type Say } from '../../../words/useWords.ts';
import type { BrowserTests as Tests } from './useBrowserTests.ts';
import type { BrowserPlan } from '@portolan/shared/wire/browser.ts';
import styles from './BrowserTests.module.css';

/** Lets this browser dial, when its reader says so, and says what it cannot dial and why. */
export function BrowserTests({ tests }: { readonly tests: Tests }): ReactNode {
  const say = useWords();
  const { plan, isTesting, error } = tests;
  return (
    <div className={styles['tests']}>
      <button
        className={controls['button']}
        type="button"
        disabled={isTesting}
        onClick={() => tests.start()}
      >
        <AppWindow size={14} aria-hidden="true" />
        {say(isTesting ? 'browserTesting' : 'browserTest')}
      </button>
      {plan && <output>{hintOf(plan, say)}</output>}
      {error && <span role="alert">{say('browserFailed', { detail: error.message })}</span>}
    </div>
  );
}

function hintOf({ targets }: BrowserPlan, say: Say): string {
  const count = targets.filter(({ url }) => url !== undefined).length;
  if (count > 0) return say('browserTestHint', { count });
  return say('browserNothing', { why: say(targets[0]?.code ?? 'noOuterEntry') });
}
