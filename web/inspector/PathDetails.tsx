import { addressOf } from '@portolan/shared/diagram/names.ts';
import type { Paths, PathState } from '@portolan/shared/diagram/pathState.ts';
import { pathKey, type ProbeResults } from '@portolan/shared/wire/fold.ts';
import type { ProbeResult } from '@portolan/shared/wire/probe.ts';
import type { EntryPoint } from '@portolan/shared/wire/topology.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { say as sayWords } from '@portolan/shared/words/say.ts';
import { verdictMeanings } from '@portolan/shared/words/verdicts.ts';
import type { ReactNode } from 'react';
import { formatAge } from '../ui/age.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { useNow } from '../ui/useNow.ts';
import { outcomeWord, toneSigns, vantageText } from '@portolan/shared/diagram/pathWords.ts';
import { useSettings, useWords, type Say } from '../words/useWords.ts';
import { PathCauses } from '../views/service/diagnosis/PathCauses.tsx';
import { FromEverywhere } from './FromEverywhere.tsx';
import { RouteDetails } from './RouteDetails.tsx';
import { Backends, Hops, Rules } from './TraceDetails.tsx';
import { commandsFor, pageOf } from './commands.ts';
import styles from './Inspector.module.css';
import { YamlSection } from './YamlSection.tsx';

interface PathDetailsProps {
  readonly view: ServiceView;
  readonly paths: Paths;
  readonly probes: ProbeResults;
  readonly vantage: string;
  readonly target: string;
  readonly onSelect: (id: string) => void;
}

/** One path: what is expected and why, what was seen, and how to see it oneself. */
export function PathDetails(props: PathDetailsProps): ReactNode {
  const { view, paths, probes, vantage, target } = props;
  const say = useWords();
  const entry = view.entryPoints.find(({ id }) => id === target);
  const state = paths.state(vantage, target);
  const trace = paths.trace(vantage, target);
  const result = probes.get(pathKey(vantage, target));
  return (
    <>
      <h2>{entry ? entryTitle(entry, say) : (trace?.to ?? target)}</h2>
      {entry && <p className={styles['sub']}>{destination(entry, view)}</p>}
      {entry && <RouteDetails entry={entry} />}
      {entry && <PageLink entry={entry} view={view} />}
      {!entry && <p className={styles['sub']}>{say('endpointDirect')}</p>}
      {state && <VerdictBox state={state} view={view} />}
      {result && <Observed result={result} resolved={state?.resolved} />}
      <PathCauses service={`${view.namespace}/${view.name}`} vantage={vantage} target={target} />
      <FromEverywhere {...props} />
      {trace && <Hops trace={trace} />}
      {trace && <Backends trace={trace} />}
      {trace && <Rules rules={trace.rules} />}
      {entry && <Reproduce entry={entry} view={view} chains={trace?.hops ?? []} />}
      <YamlSection kind="Service" namespace={view.namespace} name={view.name} />
    </>
  );
}

function entryTitle(entry: EntryPoint, say: Say): string {
  const kind = say(entry.kind);
  return entry.node === undefined ? `${kind} ${addressOf(entry)}` : `${kind} ${entry.node}`;
}

function destination(entry: EntryPoint, view: ServiceView): string {
  const port = view.ports.find((each) => (each.name ?? '') === entry.portName);
  const to = port ? `${view.name}:${port.port}${port.name ? ` (${port.name})` : ''}` : view.name;
  return `${addressOf(entry)} → ${to}`;
}

/** An entry point that the reader's own browser can open. */
function PageLink({ entry, view }: { entry: EntryPoint; view: ServiceView }): ReactNode {
  const say = useWords();
  const page = pageOf(entry, view);
  if (page === undefined) return null;
  return (
    <p>
      <a href={page} target="_blank" rel="noreferrer">
        {say('openInBrowser', { page })}
      </a>
    </p>
  );
}

function VerdictBox({
  state,
  view,
}: {
  readonly state: PathState;
  readonly view: ServiceView;
}): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const vantage = view.vantages.find(({ id }) => id === state.vantage);
  const from = vantage ? vantageText(vantage, say).name : state.vantage;
  return (
    <div className={`${styles['verdict']} ${styles[state.tone]}`}>
      <strong>
        {toneSigns[state.tone]} {verdictTitle(state, say)}
      </strong>
      <span>
        {say('fromVantage', {
          vantage: from,
          meaning: sayWords(verdictMeanings, language, state.expected),
        })}
      </span>
    </div>
  );
}

function verdictTitle(state: PathState, say: Say): string {
  const expectsWork = state.expected === 'forward' || state.expected === 'accept';
  if (state.expected === 'unknown') return say('expectUnknown');
  if (state.resolved !== undefined) return say('agreeResolves');
  if (state.observed === undefined) return say(expectsWork ? 'expectWorks' : 'expectFails');
  if (state.tone !== 'odd') return say(expectsWork ? 'agreeWorks' : 'agreeFails');
  const outcome = outcomeWord({ observed: state.observed }, say);
  return say(expectsWork ? 'oddFails' : 'oddWorks', { outcome });
}

interface ObservedProps {
  readonly result: ProbeResult;
  readonly resolved: string | undefined;
}

function Observed({ result, resolved }: ObservedProps): ReactNode {
  const say = useWords();
  const { evidence, outcome } = result;
  if (resolved !== undefined) {
    return (
      <>
        <h3>{say('observedAt')}</h3>
        <SeenAgo text={say('resolvesTo', { address: resolved })} at={result.at} />
        <p className={styles['sub']}>{say('resolvedHint')}</p>
      </>
    );
  }
  const facts = [
    evidence.httpStatus === undefined ? undefined : say('oHttp', { status: evidence.httpStatus }),
    evidence.answeredBy === undefined ? undefined : say('answeredBy', { pod: evidence.answeredBy }),
    evidence.address === undefined ? undefined : say('dialled', { address: evidence.address }),
    evidence.errno,
    evidence.detail,
  ];
  const ms = result.ms === undefined ? {} : { ms: result.ms };
  return (
    <>
      <h3>{say('observedAt')}</h3>
      <SeenAgo text={outcomeWord({ observed: outcome, ...ms }, say)} at={result.at} />
      <ul className={styles['plain']}>
        {facts.filter(Boolean).map((fact) => (
          <li key={fact} className={styles['sub']}>
            {fact}
          </li>
        ))}
      </ul>
    </>
  );
}

function SeenAgo({ text, at }: { readonly text: string; readonly at: number }): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const now = useNow(1000);
  return (
    <p className={styles['row']}>
      <b>{text}</b>
      <span className={styles['sub']}>{say('ago', { age: formatAge(now - at, language) })}</span>
    </p>
  );
}

interface ReproduceProps {
  readonly entry: EntryPoint;
  readonly view: ServiceView;
  readonly chains: readonly { readonly chain?: string | undefined }[];
}

function Reproduce({ entry, view, chains }: ReproduceProps): ReactNode {
  const say = useWords();
  const commands = commandsFor(entry, view, chains);
  if (commands.length === 0) return null;
  const text = commands.join('\n');
  return (
    <>
      <h3 className={styles['yamlHead']}>
        {say('reproduce')} <CopyButton text={text} />
      </h3>
      <pre className={styles['command']}>{text}</pre>
    </>
  );
}
