import { useMutation } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { useProbing } from '../../live/live.tsx';
import { requestProbes } from '../../live/requests.ts';
import controls from '../../ui/controls.module.css';
import { useKey } from '../../ui/useKey.ts';
import { useWords } from '../../words/useWords.ts';
import { useTests } from './reachability/useTests.ts';

/** Test every path now; pause and resume the tests that repeat. */
export function TestControls({ service }: { readonly service: string }): ReactNode {
  const say = useWords();
  const probing = useProbing();
  const paused = probing?.paused.includes(service) ?? false;
  const test = useTests(service);
  const pause = useMutation({ mutationFn: requestProbes });
  useKey('t', () => test.start({}));
  const failed = test.error ?? pause.error;
  return (
    <>
      <button
        className={controls['primary']}
        type="button"
        disabled={test.isPending}
        onClick={() => test.start({})}
      >
        {say(test.isPending ? 'testing' : 'testAll')}
      </button>
      <button
        className={controls['button']}
        type="button"
        disabled={pause.isPending}
        onClick={() => pause.mutate({ service, paused: !paused })}
      >
        {paused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
        {say(paused ? 'resume' : 'pause')}
      </button>
      {failed && <span role="alert">{say('testFailed', { detail: failed.message })}</span>}
    </>
  );
}
