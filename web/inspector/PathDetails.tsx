import { addressOf } from '@portolan/shared/diagram/names.ts';
import type { Paths, PathState } from '@portolan/shared/diagram/pathState.ts';
import { pathKey, type ProbeResults } from '@portolan/shared/wire/fold.ts';
import type { EntryPoint } from '@portolan/shared/wire/topology.ts';
import type { Trace } from '@portolan/shared/wire/trace.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { say as sayWords } from '@portolan/shared/words/say.ts';
import { traceWords } from '@portolan/shared/words/trace.ts';
import { verdictMeanings } from '@portolan/shared/words/verdicts.ts';
import { Fragment, type ReactNode } from 'react';
import { CopyButton } from '../ui/CopyButton.tsx';
import { outcomeWord, toneSigns, vantageText } from '@portolan/shared/diagram/pathWords.ts';
import { useSettings, useWords, type Say } from '../words/useWords.ts';
import { PathCauses } from '../views/service/diagnosis/PathCauses.tsx';
import { Evidence } from '../views/service/reachability/Evidence.tsx';
import { History } from '../views/service/reachability/History.tsx';
import { RepeatedTests, TestPath } from '../views/service/reachability/PathTests.tsx';
import { FromEverywhere } from './FromEverywhere.tsx';
import { RouteDetails } from './RouteDetails.tsx';
import { Backends, Hops, RuleMark, Rules } from './TraceDetails.tsx';
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
  const service = `${view.namespace}/${view.name}`;
  const state = paths.state(vantage, target);
  const trace = paths.trace(vantage, target);
  // This browser tests for itself, by a button of its own.
  const isTestable = state !== undefined && vantage !== 'browser';
  const result = probes.get(pathKey(vantage, target));
  return (
    <>
      <h2>{entry ? entryTitle(entry, say) : (trace?.to ?? target)}</h2>
      {entry && <p className={styles['sub']}>{destination(entry, view)}</p>}
      {entry && <RouteDetails entry={entry} />}
      {entry && <PageLink entry={entry} view={view} />}
      {!entry && <p className={styles['sub']}>{say('endpointDirect')}</p>}
      {state && <VerdictBox state={state} view={view} trace={trace} />}
      {result && <Evidence result={result} resolved={state?.resolved} />}
      {state && <History service={service} from={vantage} target={target} />}
      {isTestable && <TestPath service={service} from={vantage} target={target} />}
      <PathCauses service={service} vantage={vantage} target={target} />
      <FromEverywhere {...props} />
      {trace && <Hops trace={trace} />}
      {trace && <Backends trace={trace} paths={paths} vantage={vantage} />}
      {isTestable && <RepeatedTests service={service} from={vantage} target={target} />}
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

interface VerdictBoxProps {
  readonly state: PathState;
  readonly view: ServiceView;
  readonly trace: Trace | undefined;
}

function VerdictBox({ state, view, trace }: VerdictBoxProps): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const vantage = view.vantages.find(({ id }) => id === state.vantage);
  const from = vantage ? vantageText(vantage, say).name : state.vantage;
  const deciding = trace && decidingHop(trace);
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
      {deciding?.reason && (
        <span className={styles['why']}>
          {sayWords(traceWords, language, deciding.reason.code, deciding.reason.params)}{' '}
          {deciding.rules.map((rule) => (
            <Fragment key={rule}>
              <RuleMark rule={rule} />{' '}
            </Fragment>
          ))}
        </span>
      )}
    </div>
  );
}

/** Of a path that forwards, the Service's choice says more than that its endpoints are ready. */
function decidingHop({ hops, verdict }: Trace): Trace['hops'][number] | undefined {
  return hops.findLast((hop) => hop.verdict === verdict && hop.reason && hop.kind !== 'endpoint');
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
