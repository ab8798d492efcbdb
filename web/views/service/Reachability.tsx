import { addressOf } from '@portolan/shared/diagram/names.ts';
import { isTested, type Paths, type PathState } from '@portolan/shared/diagram/pathState.ts';
import type { EntryPoint } from '@portolan/shared/wire/topology.ts';
import type { ServiceView, Vantage } from '@portolan/shared/wire/view.ts';
import type { ReactNode } from 'react';
import { useProbing } from '../../live/live.tsx';
import { formatAge } from '../../ui/age.ts';
import { useNow } from '../../ui/useNow.ts';
import type { ServicePlace } from '../../url/location.ts';
import {
  observedWord,
  toneSigns,
  vantageText,
  verdictWord,
} from '@portolan/shared/diagram/pathWords.ts';
import { useSettings, useWords, type Say } from '../../words/useWords.ts';
import styles from './Reachability.module.css';

interface ReachabilityProps {
  readonly view: ServiceView;
  readonly paths: Paths;
  readonly place: ServicePlace;
  readonly onSelect: (id: string) => void;
  /** Below the table. */
  readonly children?: ReactNode;
}

/** A table wider than this tells nobody anything; the diagram and the outline hold the rest. */
const columnsShown = 24;

/** Every vantage point × entry point: expected beside observed. */
export function Reachability({
  view,
  paths,
  place,
  onSelect,
  children,
}: ReachabilityProps): ReactNode {
  const say = useWords();
  const now = useNow(1000);
  const predicted = view.entryPoints.filter(({ id }) => paths.worst(id) !== undefined);
  const columns = predicted.slice(0, columnsShown);
  const hidden = predicted.length - columns.length;
  if (columns.length === 0) return null;
  return (
    <section className={styles['panel']} aria-labelledby="reachability">
      <div className={styles['head']}>
        <h2 id="reachability">{say('reachability')}</h2>
        <span>{say('reachabilityLegend')}</span>
        <TestedCount view={view} paths={paths} />
      </div>
      <div className={styles['scroll']}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('colFrom')}</th>
              {columns.map((entry) => (
                <th key={entry.id} scope="col" title={addressOf(entry)}>
                  <span>{columnName(entry, say)}</span>
                  {entry.port !== undefined && `:${entry.port}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.vantages.map((vantage) => (
              <tr key={vantage.id}>
                <VantageHead vantage={vantage} />
                {columns.map((entry) => (
                  <Cell
                    key={entry.id}
                    state={paths.state(vantage.id, entry.id)}
                    selected={place.selected === `path/${vantage.id}/${entry.id}`}
                    now={now}
                    onSelect={onSelect}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hidden > 0 && <p className={styles['more']}>{say('moreEntries', { count: hidden })}</p>}
      {children}
    </section>
  );
}

function VantageHead({ vantage }: { readonly vantage: Vantage }): ReactNode {
  const { name, hint } = vantageText(vantage, useWords());
  return (
    <th scope="row">
      {name} <small>{hint}</small>
    </th>
  );
}

function TestedCount({ view, paths }: Pick<ReachabilityProps, 'view' | 'paths'>): ReactNode {
  const say = useWords();
  const probing = useProbing();
  const states = view.vantages.flatMap(({ id }) =>
    view.entryPoints.map((entry) => paths.state(id, entry.id)),
  );
  const total = states.filter((state) => state !== undefined).length;
  const tested = states.filter((state) => state && isTested(state)).length;
  const paused = probing?.paused.includes(`${view.namespace}/${view.name}`);
  const pace = paused
    ? say('paused')
    : probing && say('everySeconds', { seconds: probing.interval });
  return (
    <span className={styles['count']}>
      {say('testedOf', { tested, total })}
      {pace && ` · ${pace}`}
    </span>
  );
}

function columnName(entry: EntryPoint, say: Say): string {
  if (entry.node !== undefined) return entry.node;
  if (entry.kind === 'podDNS') return entry.address.split('.')[0] ?? entry.address;
  return say(entry.kind);
}

interface CellProps {
  readonly state: PathState | undefined;
  readonly selected: boolean;
  readonly now: number;
  readonly onSelect: (id: string) => void;
}

function Cell({ state, selected, now, onSelect }: CellProps): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  if (!state) return <td className={styles['none']}>{say('noExpectation')}</td>;
  const age = state.at === undefined ? undefined : formatAge(now - state.at, language);
  return (
    <td>
      <button
        className={`${styles['cell']} ${styles[state.tone]} ${isTested(state) ? '' : styles['untested']}`}
        type="button"
        aria-pressed={selected}
        title={age && say('ago', { age })}
        onClick={() => onSelect(`path/${state.vantage}/${state.target}`)}
      >
        <span>
          {toneSigns[state.tone]} {verdictWord(state.expected, say)}
        </span>
        <span className={styles['beside']} aria-hidden="true">
          {state.tone === 'odd' ? '≠' : '│'}
        </span>
        <span>{observedWord(state, say)}</span>
        {age && <small>{age}</small>}
      </button>
    </td>
  );
}
