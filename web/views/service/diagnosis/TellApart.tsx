import type { ProbePath } from '@portolan/shared/wire/probe.ts';
import { useMutation } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { requestProbes } from '../../../live/requests.ts';
import controls from '../../../ui/controls.module.css';
import { useWords } from '../../../words/useWords.ts';
import styles from './Diagnosis.module.css';
import { useDiagnosisWords } from './useDiagnosisWords.ts';

interface TellApartProps {
  readonly service: string;
  readonly paths: readonly ProbePath[];
}

/** Runs exactly the tests that decide; what comes of them changes the diagnosis. */
export function TellApart({ service, paths }: TellApartProps): ReactNode {
  const say = useWords();
  const tell = useDiagnosisWords();
  const test = useMutation({ mutationFn: () => runExactly(service, paths) });
  const names = paths.map(({ from, to }) => tell('tellApartPath', { from, to })).join(', ');
  return (
    <>
      <button
        className={`${controls['button']} ${styles['run']}`}
        type="button"
        disabled={test.isPending}
        onClick={() => test.mutate()}
      >
        <span>
          {test.isPending
            ? tell('telling')
            : tell('tellApartRun', { count: paths.length, paths: names })}
        </span>
        <Play size={13} aria-hidden="true" />
      </button>
      {test.error && <span role="alert">{say('testFailed', { detail: test.error.message })}</span>}
    </>
  );
}

/** One request for each place to stand: a request tests every target from every place it names. */
async function runExactly(service: string, paths: readonly ProbePath[]): Promise<void> {
  const targets = new Map<string, string[]>();
  for (const { from, target } of paths) {
    targets.set(from, [...(targets.get(from) ?? []), target]);
  }
  await Promise.all(
    [...targets].map(([from, ids]) => requestProbes({ service, from: [from], targets: ids })),
  );
}
