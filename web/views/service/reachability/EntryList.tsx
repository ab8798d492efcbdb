// The matrix where there is no room for one: a list of entry points, each with its vantage points.
import { addressOf } from '@portolan/shared/diagram/names.ts';
import { vantageText } from '@portolan/shared/diagram/pathWords.ts';
import type { ReactNode } from 'react';
import { useNow } from '../../../ui/useNow.ts';
import { useWords } from '../../../words/useWords.ts';
import { columnText } from './columnText.ts';
import { FoldedCell } from './FoldedCell.tsx';
import { entriesOf, type MatrixColumn } from './matrixColumns.ts';
import type { MatrixProps } from './Matrix.tsx';
import { PathCell } from './PathCell.tsx';
import styles from './Reachability.module.css';
import { TestButton } from './TestButton.tsx';

export function EntryList(props: MatrixProps): ReactNode {
  return (
    <ul className={styles['list']}>
      {props.columns.map((column) => (
        <EntryItem key={column.id} {...props} column={column} />
      ))}
    </ul>
  );
}

function EntryItem(props: MatrixProps & { readonly column: MatrixColumn }): ReactNode {
  const { view, column, status, tests } = props;
  const say = useWords();
  const now = useNow(1000);
  const text = columnText(column, say);
  return (
    <li>
      <h3>
        <span>
          {text}
          {column.kind === 'entry' && <small>{addressOf(column.entry)}</small>}
        </span>
        <TestButton
          label={say('testTo', { entry: text })}
          tests={tests}
          ask={{ targets: entriesOf(column).map(({ id }) => id) }}
        />
      </h3>
      <table aria-label={text}>
        <tbody>
          {view.vantages.map((vantage) => {
            const shared = { ...props, vantage, now, standing: status?.vantages.get(vantage.id) };
            return (
              <tr key={vantage.id}>
                <th scope="row">{vantageText(vantage, say).name}</th>
                {column.kind === 'entry' ? (
                  <PathCell {...shared} entry={column.entry} />
                ) : (
                  <FoldedCell {...shared} column={column} />
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </li>
  );
}
