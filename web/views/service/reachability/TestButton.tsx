import { Play } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Reachability.module.css';
import type { GridKeys } from './useGrid.ts';
import type { Tests } from './useTests.ts';

interface TestButtonProps {
  /** What is tested: its name, since it shows a sign alone. */
  readonly label: string;
  readonly tests: Tests;
  readonly ask: Parameters<Tests['start']>[0];
  readonly stop?: ReturnType<GridKeys['at']>;
}

/** Tests a part of the matrix. */
export function TestButton({ label, tests, ask, stop }: TestButtonProps): ReactNode {
  return (
    <button
      {...stop}
      className={styles['test']}
      type="button"
      aria-label={label}
      title={label}
      onClick={() => tests.start(ask)}
    >
      <Play size={12} aria-hidden="true" />
    </button>
  );
}
