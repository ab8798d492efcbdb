import type { Phases as PhaseTimes } from '@portolan/shared/wire/probe.ts';
import type { ReactNode } from 'react';
import { useWords } from '../../../words/useWords.ts';
import styles from './Evidence.module.css';

const phases = [
  ['dns', 'phaseDns'],
  ['connect', 'phaseConnect'],
  ['tls', 'phaseTls'],
  ['firstByte', 'phaseFirstByte'],
] as const;

/** How long each phase took that came to an end, as bars one after the other. */
export function Phases({ phases: times }: { readonly phases: PhaseTimes }): ReactNode {
  const say = useWords();
  const reached = phases.flatMap(([phase, code]) => {
    const ms = times[phase];
    return ms === undefined ? [] : [{ phase, code, ms }];
  });
  const before = (index: number): number =>
    reached.slice(0, index).reduce((sum, { ms }) => sum + ms, 0);
  const total = reached.reduce((sum, { ms }) => sum + ms, 0);
  if (total === 0) return null;
  return (
    <>
      <h3>{say('phases')}</h3>
      <ul className={styles['phases']}>
        {reached.map(({ phase, code, ms }, index) => {
          const bar = { x: (before(index) / total) * 100, width: Math.max(1, (ms / total) * 100) };
          return (
            <li key={phase}>
              <span>{say(code)}</span>
              <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect {...bar} height="6" />
              </svg>
              <span>{say('ms', { ms: ms < 10 ? ms.toFixed(1) : Math.round(ms) })}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
