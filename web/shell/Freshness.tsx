import { CircleAlert, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLink, useSource } from '../live/live.tsx';
import { useWords } from '../words/useWords.ts';
import styles from './Freshness.module.css';

/** Is what the page shows the present? */
export function Freshness(): ReactNode {
  const say = useWords();
  const link = useLink();
  const source = useSource();
  if (link.state === 'lost' || link.state === 'outdated')
    return <Mark tone="stale" text={say('stale')} />;
  if (link.state === 'connecting' || !source || source.state === 'connecting') {
    return <Mark tone="busy" text={say('connecting')} />;
  }
  if (source.state === 'live') return <Mark tone="live" text={say('live')} />;
  if (source.state === 'syncing') {
    return <Mark tone="busy" text={say('syncing', { listed: source.listed ?? '' })} />;
  }
  return <Mark tone="stale" text={say(source.state)} />;
}

function Mark({ tone, text }: { readonly tone: 'live' | 'busy' | 'stale'; readonly text: string }) {
  return (
    // A count that goes up is not read out at every step.
    <output
      className={`${styles['mark']} ${styles[tone]}`}
      aria-live={tone === 'busy' ? 'off' : 'polite'}
    >
      {tone === 'live' && <span className={styles['dot']} />}
      {tone === 'busy' && <LoaderCircle size={14} aria-hidden="true" />}
      {tone === 'stale' && <CircleAlert size={14} aria-hidden="true" />}
      {text}
    </output>
  );
}
