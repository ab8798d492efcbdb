import {
  isTested,
  worstOf,
  type Paths,
  type PathState,
} from '@portolan/shared/diagram/pathState.ts';
import { toneSigns, vantageText } from '@portolan/shared/diagram/pathWords.ts';
import type { Vantage } from '@portolan/shared/wire/view.ts';
import type { ReactNode } from 'react';
import { useWords } from '../../../words/useWords.ts';
import type { MatrixColumn } from './matrixColumns.ts';
import styles from './Reachability.module.css';
import type { GridKeys } from './useGrid.ts';

interface FoldedCellProps {
  readonly column: Extract<MatrixColumn, { kind: 'nodePorts' }>;
  readonly vantage: Vantage;
  readonly paths: Paths;
  readonly onSelect: (id: string) => void;
  readonly stop?: ReturnType<GridKeys['at']>;
}

/** One NodePort on many nodes: how many are as expected; opens the one most worth looking at. */
export function FoldedCell({ column, vantage, paths, onSelect, stop }: FoldedCellProps): ReactNode {
  const say = useWords();
  const states = column.entries
    .map(({ id }) => paths.state(vantage.id, id))
    .filter((state): state is PathState => state !== undefined);
  const worst = worstOf(states);
  if (!worst) return <td className={styles['none']}>{say('noExpectation')}</td>;
  const counts = {
    total: states.length,
    tested: states.filter(isTested).length,
    odd: states.filter(({ tone }) => tone === 'odd').length,
  };
  const { name } = vantageText(vantage, say);
  return (
    <td>
      <button
        {...stop}
        className={`${styles['cell']} ${styles[worst.tone]} ${counts.tested > 0 ? '' : styles['untested']}`}
        type="button"
        aria-label={say('nameFolded', { ...counts, port: column.port, vantage: name })}
        onClick={() => onSelect(`path/${worst.vantage}/${worst.target}`)}
      >
        <span>
          <span aria-hidden="true">{toneSigns[worst.tone]}</span>{' '}
          {counts.tested === 0
            ? say('notTested')
            : say('foldedCell', { agree: counts.tested - counts.odd, total: counts.total })}
        </span>
        {counts.odd > 0 && <b>≠ {say('foldedOdd', { count: counts.odd })}</b>}
      </button>
    </td>
  );
}
