import { cellName } from '@portolan/shared/diagram/names.ts';
import { isTested, type Paths, type PathState } from '@portolan/shared/diagram/pathState.ts';
import {
  observedWord,
  toneSigns,
  vantageText,
  verdictWord,
} from '@portolan/shared/diagram/pathWords.ts';
import { pathKey, type ProbeResults } from '@portolan/shared/wire/fold.ts';
import type { VantageStatus } from '@portolan/shared/wire/probe.ts';
import type { EntryPoint } from '@portolan/shared/wire/topology.ts';
import type { Vantage } from '@portolan/shared/wire/view.ts';
import type { ReactNode } from 'react';
import { formatAge } from '../../../ui/age.ts';
import { useSettings, useWords } from '../../../words/useWords.ts';
import styles from './Reachability.module.css';
import { whyUntestable } from './untestable.ts';
import type { GridKeys } from './useGrid.ts';
import type { Status } from './useStatus.ts';

interface PathProps {
  readonly entry: EntryPoint;
  readonly vantage: Vantage;
  readonly paths: Paths;
  readonly probes: ProbeResults;
  readonly status: Status | undefined;
  readonly standing: VantageStatus | undefined;
  /** The server's time, milliseconds since the epoch. */
  readonly now: number;
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly stop?: ReturnType<GridKeys['at']>;
}

export function PathCell(props: PathProps): ReactNode {
  const { entry, vantage, paths } = props;
  const say = useWords();
  const state = paths.state(vantage.id, entry.id);
  return (
    <td>
      {state ? (
        <PathButton {...props} state={state} />
      ) : (
        <span className={styles['none']}>{say('noExpectation')}</span>
      )}
    </td>
  );
}

interface PathButtonProps extends PathProps {
  readonly state: PathState;
}

/** Expected beside observed for one path; opens it in the inspector. */
export function PathButton(props: PathButtonProps): ReactNode {
  const { entry, vantage, state, now, selected, stop, onSelect } = props;
  const { language } = useSettings();
  const say = useWords();
  const path = `path/${state.vantage}/${state.target}`;
  const key = pathKey(state.vantage, state.target);
  const why = whyUntestable(state, props.probes.get(key), props.standing, language);
  const flaps = props.status?.flaps.get(key) ?? 0;
  const age = state.at === undefined ? undefined : formatAge(now - state.at, language);
  const title = [why, age && say('ago', { age }), flaps > 0 && say('flaps', { count: flaps })];
  return (
    <button
      {...stop}
      className={`${styles['cell']} ${styles[state.tone]} ${isTested(state) ? '' : styles['untested']}`}
      type="button"
      aria-label={cellName(entry, vantageText(vantage, say).name, state, language)}
      aria-pressed={selected === path}
      title={title.filter(Boolean).join(' · ')}
      onClick={() => onSelect(path)}
    >
      <StateText state={state} why={why} />
      {flaps > 0 && <small className={styles['flaps']}>⇅{flaps}</small>}
      {age && <small>{age}</small>}
    </button>
  );
}

interface StateTextProps {
  readonly state: PathState;
  readonly why?: string | undefined;
}

/** Sign and words; a disagreement has a sign of its own between the two. */
export function StateText({ state, why }: StateTextProps): ReactNode {
  const say = useWords();
  return (
    <>
      <span>
        <span aria-hidden="true">{toneSigns[state.tone]}</span> {verdictWord(state.expected, say)}
      </span>
      <span className={styles['beside']} aria-hidden="true">
        {state.tone === 'odd' ? '≠' : '│'}
      </span>
      <span>{why === undefined ? observedWord(state, say) : say('notTestable')}</span>
    </>
  );
}
