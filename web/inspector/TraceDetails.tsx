import { endpointAddressId } from '@portolan/shared/diagram/endpointId.ts';
import { percentOf } from '@portolan/shared/diagram/names.ts';
import { isTested, type Paths, type PathState } from '@portolan/shared/diagram/pathState.ts';
import type { Trace, TraceBackend } from '@portolan/shared/wire/trace.ts';
import { hopWords } from '@portolan/shared/words/explain.ts';
import { ruleWords } from '@portolan/shared/words/rules.ts';
import { traceWords } from '@portolan/shared/words/trace.ts';
import { say as sayWords } from '@portolan/shared/words/say.ts';
import type { ReactNode } from 'react';
import {
  outcomeWord,
  toneSigns,
  vantageText,
  verdictWord,
  type Say,
} from '@portolan/shared/diagram/pathWords.ts';
import { useSettings, useWords } from '../words/useWords.ts';
import styles from './Inspector.module.css';

/** A rule's number, which says what it means to who points at it. */
export function RuleMark({ rule }: { readonly rule: string }): ReactNode {
  const { language } = useSettings();
  return <b title={sayWords(ruleWords, language, rule)}>{rule}</b>;
}

export function Rules({ rules }: { readonly rules: readonly string[] }): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  if (rules.length === 0) return null;
  return (
    <>
      <h3>{say('rules')}</h3>
      <ul className={styles['plain']}>
        {rules.map((rule) => (
          <li key={rule} className={styles['rule']}>
            {sayWords(ruleWords, language, rule)} <RuleMark rule={rule} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The packet's way, in the order it goes. */
export function Hops({ trace }: { readonly trace: Trace }): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  if (trace.hops.length === 0) return null;
  return (
    <>
      <h3>{say('hops')}</h3>
      <ol className={styles['plain']}>
        {trace.hops.map((hop) => (
          <li key={`${hop.kind} ${hop.subject} ${hop.chain ?? ''}`}>
            <span className={styles['row']}>
              <span>
                <span className={styles['sub']}>{sayWords(hopWords, language, hop.kind)}</span>{' '}
                {hop.kind === 'source' ? sourceText(hop.subject, say) : hop.subject}
              </span>
              {hop.verdict && <b>{verdictWord(hop.verdict, say)}</b>}
            </span>
            {hop.reason && (
              <div className={styles['sub']}>
                {sayWords(traceWords, language, hop.reason.code, hop.reason.params)}
              </div>
            )}
            {hop.chain !== undefined && <div className={styles['chain']}>{hop.chain}</div>}
          </li>
        ))}
        {trace.masquerade && <li className={styles['sub']}>{say('masquerade')}</li>}
      </ol>
      {trace.assumptions.length > 0 && (
        <>
          <h3>{say('assumptions')}</h3>
          <ul className={styles['plain']}>
            {trace.assumptions.map(({ code, params }) => (
              <li key={code} className={styles['sub']}>
                {sayWords(traceWords, language, code, params)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** A client that is no address is called as everywhere. */
function sourceText(subject: string, say: Say): string {
  const kind = (['server', 'outside', 'browser'] as const).find((each) => each === subject);
  return kind === undefined ? subject : vantageText({ id: subject, kind }, say).name;
}

/** Beyond this many, the diagram shows them better. */
const backendsShown = 12;

interface BackendsProps {
  readonly trace: Trace;
  readonly paths: Paths;
  /** Whose direct tests of the endpoints are told beside them. */
  readonly vantage: string;
}

export function Backends({ trace, paths, vantage }: BackendsProps): ReactNode {
  const say = useWords();
  if (trace.backends.length === 0) return null;
  return (
    <>
      <h3>
        {say('backends')} ({trace.backends.length})
      </h3>
      <ul className={styles['plain']}>
        {trace.backends.slice(0, backendsShown).map((backend) => (
          <li key={`${backend.address} ${backend.port}`} className={styles['row']}>
            <span>
              {backend.address}:{backend.port}{' '}
              <span className={styles['sub']}>{backend.pod?.split('/').at(-1)}</span>
              <Direct state={paths.state(vantage, endpointOf(backend, trace))} />
            </span>
            <span>{say('percent', { percent: percentOf(backend.share) })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Past the Service: what the endpoint itself was seen to do, from the same place. */
function Direct({ state }: { readonly state: PathState | undefined }): ReactNode {
  const say = useWords();
  if (!state || !isTested(state)) return null;
  return (
    <small className={`${styles['direct']} ${styles[`tone${state.tone}`]}`}>
      {toneSigns[state.tone]} {say('directly', { outcome: outcomeWord(state, say) })}
    </small>
  );
}

function endpointOf({ address, port }: TraceBackend, { to }: Trace): string {
  return endpointAddressId({ address, port, protocol: to.split('/').at(-1) ?? 'TCP' });
}
