// The matrix vantage point × entry point, as an ARIA grid: one stop for Tab, arrows within.
import { addressOf } from '@portolan/shared/diagram/names.ts';
import type { Paths } from '@portolan/shared/diagram/pathState.ts';
import { vantageText } from '@portolan/shared/diagram/pathWords.ts';
import type { ProbeResults } from '@portolan/shared/wire/fold.ts';
import type { ServiceView, Vantage } from '@portolan/shared/wire/view.ts';
import type { ReactNode } from 'react';
import { useNow } from '../../../ui/useNow.ts';
import { useWords } from '../../../words/useWords.ts';
import { columnText } from './columnText.ts';
import { FoldedCell } from './FoldedCell.tsx';
import { entriesOf, type MatrixColumn } from './matrixColumns.ts';
import { PathCell } from './PathCell.tsx';
import styles from './Reachability.module.css';
import { TestButton } from './TestButton.tsx';
import { useGrid, type GridKeys } from './useGrid.ts';
import type { Status } from './useStatus.ts';
import type { Tests } from './useTests.ts';
import { VantageNote } from './VantageNote.tsx';

export interface MatrixProps {
  readonly view: ServiceView;
  readonly paths: Paths;
  readonly probes: ProbeResults;
  readonly columns: readonly MatrixColumn[];
  readonly status: Status | undefined;
  readonly tests: Tests;
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

export function Matrix(props: MatrixProps): ReactNode {
  const { view, columns, tests } = props;
  const say = useWords();
  const keys = useGrid(view.vantages.length + 1, columns.length + 1);
  return (
    <div className={styles['scroll']}>
      <table {...keys.grid} aria-labelledby="reachability">
        <thead>
          <tr>
            <th scope="col">{say('colFrom')}</th>
            {columns.map((column, index) => (
              <th key={column.id} scope="col" title={titleOf(column)}>
                <span>{columnText(column, say)}</span>
                <TestButton
                  label={say('testTo', { entry: columnText(column, say) })}
                  tests={tests}
                  ask={{ targets: entriesOf(column).map(({ id }) => id) }}
                  stop={keys.at(0, index + 1)}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.vantages.map((vantage, row) => (
            <VantageRow key={vantage.id} {...props} vantage={vantage} row={row + 1} keys={keys} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function titleOf(column: MatrixColumn): string | undefined {
  return column.kind === 'entry' ? addressOf(column.entry) : undefined;
}

interface VantageRowProps extends MatrixProps {
  readonly vantage: Vantage;
  readonly row: number;
  readonly keys: GridKeys;
}

function VantageRow(props: VantageRowProps): ReactNode {
  const { columns, vantage, status, tests, row, keys } = props;
  const say = useWords();
  const now = useNow(1000);
  const { name, hint } = vantageText(vantage, say);
  const targets = columns.flatMap(entriesOf).map(({ id }) => id);
  const standing = status?.vantages.get(vantage.id);
  return (
    <tr>
      <th scope="row">
        <span className={styles['who']}>
          <span>
            {name} <small>{hint}</small>
          </span>
          {vantage.kind !== 'browser' && (
            <TestButton
              label={say('testFrom', { vantage: name })}
              tests={tests}
              ask={{ from: [vantage.id], targets }}
              stop={keys.at(row, 0)}
            />
          )}
        </span>
        <VantageNote standing={standing} />
      </th>
      {columns.map((column, index) => {
        const shared = { ...props, standing, now, stop: keys.at(row, index + 1) };
        return column.kind === 'entry' ? (
          <PathCell {...shared} key={column.id} entry={column.entry} />
        ) : (
          <FoldedCell {...shared} key={column.id} column={column} />
        );
      })}
    </tr>
  );
}
