// Every node × NodePort, expected beside observed; of very many nodes, those alike are folded.
import { vantageText } from '@portolan/shared/diagram/pathWords.ts';
import type { Paths, PathState } from '@portolan/shared/diagram/pathState.ts';
import type { ProbeResults } from '@portolan/shared/wire/fold.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useNow } from '../../../ui/useNow.ts';
import { useWords } from '../../../words/useWords.ts';
import styles from './NodePortGrid.module.css';
import { foldNodes, nodePortsOf, type AlikeRow, type NodeRow } from './nodePortRows.ts';
import { PathButton, StateText } from './PathCell.tsx';
import panel from './Reachability.module.css';
import { TestButton } from './TestButton.tsx';
import { useGrid, type GridKeys } from './useGrid.ts';
import { useStatus, type Status } from './useStatus.ts';
import { useTests, type Tests } from './useTests.ts';

interface NodePortGridProps {
  readonly view: ServiceView;
  readonly paths: Paths;
  readonly probes: ProbeResults;
  /** The vantage point that is looked from; wherever it is worst when absent. */
  readonly from: string | undefined;
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** Pixels, as the style sheet draws them. */
const rowHeight = 38;
const noneOpen: ReadonlySet<string> = new Set();

export function NodePortGrid(props: NodePortGridProps): ReactNode {
  const { view, paths, from } = props;
  const say = useWords();
  const service = `${view.namespace}/${view.name}`;
  const { status } = useStatus(service);
  const tests = useTests(service);
  const [open, setOpen] = useState(noneOpen);
  const { ports, rows, odd } = useMemo(() => nodePortsOf(view, paths, from), [view, paths, from]);
  const lines = useMemo(() => foldNodes(rows, open), [rows, open]);
  if (rows.length === 0) return null;
  const vantage = view.vantages.find(({ id }) => id === from);
  const seenFrom = vantage ? vantageText(vantage, say).name : say('seenFromAll');
  const toggle = (id: string): void => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return (
    <section className={panel['panel']} aria-labelledby="node-ports">
      <div className={panel['head']}>
        <h2 id="node-ports">{say('nodePorts')}</h2>
        <span>
          {say('nodePortsHint')} · {say('seenFrom', { vantage: seenFrom })}
        </span>
        <span className={panel['count']}>{say('nodeCount', { nodes: rows.length, odd })}</span>
      </div>
      <Grid {...props} {...{ ports, lines, open, status, tests }} onToggle={toggle} />
    </section>
  );
}

interface GridProps extends NodePortGridProps {
  readonly ports: readonly number[];
  readonly lines: readonly (NodeRow | AlikeRow)[];
  readonly open: ReadonlySet<string>;
  readonly status: Status | undefined;
  readonly tests: Tests;
  readonly onToggle: (id: string) => void;
}

function Grid(props: GridProps): ReactNode {
  const { ports, lines } = props;
  const say = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const keys = useGrid(lines.length + 1, ports.length + 1);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const shown = rows.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = rows.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <div className={styles['scroll']} ref={scroller}>
      <table
        {...keys.grid}
        className={styles['grid']}
        aria-labelledby="node-ports"
        aria-rowcount={lines.length + 1}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{say('nodeColumn')}</th>
            {ports.map((port) => (
              <th key={port} scope="col">
                {port}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={before} columns={ports.length + 1} />
          {shown.map(({ index, key }) => {
            const line = lines[index];
            const place = { row: index + 1, keys };
            if (!line) return null;
            return line.kind === 'node' ? (
              <NodeLine key={key} {...props} {...place} line={line} />
            ) : (
              <AlikeLine key={key} {...props} {...place} line={line} />
            );
          })}
          <Spacer height={after} columns={ports.length + 1} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows out of sight. */
function Spacer({ height, columns }: { height: number; columns: number }): ReactNode {
  return height > 0 ? (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0 }}>
        {'\u00A0'}
      </td>
    </tr>
  ) : null;
}

interface LineProps<Line> extends GridProps {
  readonly line: Line;
  readonly row: number;
  readonly keys: GridKeys;
}

function NodeLine(props: LineProps<NodeRow>): ReactNode {
  const { view, line, row, keys, tests, status } = props;
  const say = useWords();
  const now = useNow(1000);
  const targets = line.cells.flatMap((cell) => (cell ? [cell.entry.id] : []));
  return (
    <tr aria-rowindex={row + 1}>
      <th scope="row">
        <span className={panel['who']}>
          {line.node}
          <TestButton
            label={say('testNode', { node: line.node })}
            tests={tests}
            ask={{ targets }}
            stop={keys.at(row, 0)}
          />
        </span>
      </th>
      {line.cells.map((cell, index) => {
        const port = props.ports[index];
        const vantage = view.vantages.find(({ id }) => id === cell?.state.vantage);
        if (!cell || !vantage) return <td key={port}>–</td>;
        const standing = status?.vantages.get(vantage.id);
        const about = { ...props, ...cell, vantage, standing, now };
        return (
          <td key={port}>
            <PathButton {...about} stop={keys.at(row, index + 1)} />
          </td>
        );
      })}
    </tr>
  );
}

function AlikeLine({ line, row, keys, open, onToggle }: LineProps<AlikeRow>): ReactNode {
  const say = useWords();
  const isOpen = open.has(line.id);
  const count = line.nodes.length;
  return (
    <tr aria-rowindex={row + 1} className={styles['alike']}>
      <th scope="row">
        <button
          {...keys.at(row, 0)}
          className={styles['fold']}
          type="button"
          aria-expanded={isOpen}
          aria-label={say(isOpen ? 'hideNodes' : 'showNodes', { count })}
          onClick={() => onToggle(line.id)}
        >
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {say('nodesAlike', { count })}
        </button>
      </th>
      {(line.nodes[0]?.cells ?? []).map((cell) => (
        <td key={cell?.entry.id ?? ''} className={cell && styles[cell.state.tone]}>
          {cell ? <StateText state={withoutTime(cell.state)} /> : '–'}
        </td>
      ))}
    </tr>
  );
}

/** What is alike: an answer, not how long it took. */
function withoutTime(state: PathState): PathState {
  const { ms: _, ...rest } = state;
  return rest;
}
