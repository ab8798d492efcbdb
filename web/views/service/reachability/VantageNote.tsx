import type { VantageStatus } from '@portolan/shared/wire/probe.ts';
import { vantageWords } from '@portolan/shared/words/probe.ts';
import { say as sayWords } from '@portolan/shared/words/say.ts';
import type { ReactNode } from 'react';
import { useSettings, useWords } from '../../../words/useWords.ts';
import styles from './Reachability.module.css';

/** Codes that say nothing a reader did not know from the vantage point's own name. */
const obvious = new Set(['laptop']);

/** Why nobody can stand there, or what there is to know of the place. */
export function VantageNote({
  standing,
}: {
  readonly standing: VantageStatus | undefined;
}): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  if (standing?.code === undefined || obvious.has(standing.code)) return null;
  const words = sayWords(vantageWords, language, standing.code, standing.params ?? {});
  return (
    <small className={standing.available ? styles['place'] : styles['gone']}>
      {standing.available ? words : `⊘ ${say('notHere', { why: words })}`}
    </small>
  );
}
