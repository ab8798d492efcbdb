import type { TlsEvidence } from '@portolan/shared/wire/probe.ts';
import { tlsTroubleWords } from '@portolan/shared/words/probe.ts';
import { say as sayWords } from '@portolan/shared/words/say.ts';
import type { ReactNode } from 'react';
import { useSettings, useWords } from '../../../words/useWords.ts';
import styles from './Evidence.module.css';

interface CertificateProps {
  readonly tls: TlsEvidence;
  /** The address that was dialled. */
  readonly dialled: string;
}

/** Whom the certificate is for, until when, and what would keep a client from trusting it. */
export function Certificate({ tls, dialled }: CertificateProps): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const { troubles = [], names = [], protocol, serverName, validTo, code } = tls;
  const listed = names.join(', ');
  const facts = [
    protocol,
    listed && say('certificateNames', { names: listed }),
    validTo && say('certificateUntil', { date: validTo.slice(0, 10) }),
    troubles.length > 0 ? code : undefined,
  ];
  return (
    <>
      <h3>{say('certificate')}</h3>
      <ul>
        {troubles.length === 0 && <li>✓ {say('certificateFine')}</li>}
        {troubles.map((trouble) => (
          <li key={trouble} className={styles['bad']}>
            ✕{' '}
            {sayWords(tlsTroubleWords, language, trouble, {
              name: serverName ?? dialled,
              names: listed || '–',
            })}
          </li>
        ))}
        {facts.filter(Boolean).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </>
  );
}
