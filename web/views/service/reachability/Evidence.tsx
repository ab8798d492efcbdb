// What a test saw: the outcome, then how far it came, phase by phase, and what backs it.
import { outcomeWord } from '@portolan/shared/diagram/pathWords.ts';
import type { ProbeEvidence, ProbeResult } from '@portolan/shared/wire/probe.ts';
import { seenWords, vantageWords } from '@portolan/shared/words/probe.ts';
import { say as sayWords, type Language } from '@portolan/shared/words/say.ts';
import { outcomeWords } from '@portolan/shared/words/verdicts.ts';
import type { ReactNode } from 'react';
import { formatAge } from '../../../ui/age.ts';
import { useNow } from '../../../ui/useNow.ts';
import { useSettings, useWords, type Say } from '../../../words/useWords.ts';
import { Certificate } from './Certificate.tsx';
import styles from './Evidence.module.css';
import { Phases } from './Phases.tsx';

interface EvidenceProps {
  readonly result: ProbeResult;
  /** A name without a port: the address it resolved to. */
  readonly resolved: string | undefined;
}

export function Evidence({ result, resolved }: EvidenceProps): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const now = useNow(1000);
  const { evidence, outcome, ms, at } = result;
  const seen =
    resolved === undefined
      ? outcomeWord({ observed: outcome, ...(ms === undefined ? {} : { ms }) }, say)
      : say('resolvesTo', { address: resolved });
  return (
    <section className={styles['evidence']} aria-label={say('evidence')}>
      <h3>{say('observedAt')}</h3>
      <p className={styles['row']}>
        <b>{seen}</b>
        <span>{say('ago', { age: formatAge(now - at, language) })}</span>
      </p>
      {resolved !== undefined && <p>{say('resolvedHint')}</p>}
      <ul>
        {factsOf(result, say, language).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {evidence.phases && <Phases phases={evidence.phases} />}
      {evidence.dns && <Names dns={evidence.dns} />}
      {evidence.tls && <Certificate tls={evidence.tls} dialled={evidence.address ?? result.to} />}
    </section>
  );
}

/** Each in a line of its own, in words where there are any. */
function factsOf({ evidence, to }: ProbeResult, say: Say, language: Language): string[] {
  const { address, answeredBy, httpStatus, rcode, detail, errno, families } = evidence;
  const told = (code: string, params = {}): string =>
    sayWords(Object.hasOwn(seenWords, code) ? seenWords : vantageWords, language, code, params);
  const facts = [
    httpStatus === undefined ? undefined : told('httpStatus', { status: httpStatus }),
    rcode === undefined ? undefined : told('rcode', { code: rcode }),
    answeredBy === undefined ? undefined : say('answeredBy', { pod: answeredBy }),
    address === undefined ? undefined : `${say('pinned')}: ${address}`,
    detail === undefined || detail === 'resolved' ? undefined : told(detail, { address: to }),
    errno === undefined ? undefined : told(errno, { address: address ?? to }),
    ...familyFacts(families, say, language),
  ];
  return facts.filter((fact) => fact !== undefined);
}

function familyFacts(
  families: ProbeEvidence['families'],
  say: Say,
  language: Language,
): (string | undefined)[] {
  return (['IPv4', 'IPv6'] as const).map((family) => {
    const outcome = families?.[family];
    return outcome && say('familySeen', { family, outcome: outcomeWords[outcome][language] });
  });
}

/** Every name that was asked for, search list and all, and what came of each. */
function Names({ dns }: { readonly dns: NonNullable<ProbeEvidence['dns']> }): ReactNode {
  const say = useWords();
  return (
    <>
      <h3>{say('namesAsked')}</h3>
      {dns.server !== undefined && <p>{say('askedOf', { server: dns.server })}</p>}
      <ol>
        {dns.asked.map(({ name, answer }) => (
          <li key={name} className={styles['row']}>
            <span className={name === dns.answered ? styles['strong'] : undefined}>{name}</span>
            <span>{answer === 'addresses' ? dns.addresses.join(', ') : answer}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
