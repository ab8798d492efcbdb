import type { SourceStatus } from '@portolan/shared/wire/stream.ts';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useClockOffset, useLink, useReconnect, useSource } from '../live/live.tsx';
import type { Link } from '../live/protocol.ts';
import { formatTime } from '../ui/age.ts';
import controls from '../ui/controls.module.css';
import { useNow } from '../ui/useNow.ts';
import { useSettings, useWords } from '../words/useWords.ts';
import styles from './Banner.module.css';
import { useProblem } from './useProblem.ts';

/** Says since when the page no longer shows the present, why, and what is being done about it. */
export function StaleBanner(): ReactNode {
  const link = useLink();
  const source = useSource();
  if (link.state === 'outdated') return <OutdatedPage />;
  if (link.state === 'lost') return <LostLink link={link} />;
  if (source?.state === 'stale' || source?.state === 'failed') {
    return <StaleSource source={source} />;
  }
  return null;
}

function OutdatedPage(): ReactNode {
  const say = useWords();
  return (
    <div className={styles['stale']} role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <strong>{say('outdated')}</strong>
      <span>{say('outdatedHint')}</span>
      <button className={controls['button']} type="button" onClick={() => location.reload()}>
        {say('reload')}
      </button>
    </div>
  );
}

function LostLink({ link }: { readonly link: Extract<Link, { state: 'lost' }> }): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const reconnect = useReconnect();
  // Without it there was never anything to see that could be old.
  const seen = useSource() !== undefined;
  const offset = useClockOffset();
  // Link times are this browser's own.
  const now = useNow(1000) - offset;
  const seconds = Math.max(0, Math.ceil((link.retryAt - now) / 1000));
  return (
    <div className={styles['stale']} role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <strong>
        {seen ? say('staleSince', { time: formatTime(link.since, language) }) : say('noLink')}
      </strong>
      {seen && <span>{say('staleLink')}</span>}
      <span aria-hidden="true">{say('retryIn', { seconds })}</span>
      <button className={controls['button']} type="button" onClick={reconnect}>
        {say('retryNow')}
      </button>
    </div>
  );
}

function StaleSource({ source }: { readonly source: SourceStatus }): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const problem = useProblem(source);
  const title =
    source.state === 'failed'
      ? say('failedSource', { server: source.server ?? source.name })
      : say('staleSince', { time: formatTime(source.since, language) });
  return (
    <div className={styles['stale']} role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <strong>{title}</strong>
      {source.state === 'stale' && <span>{say('staleSource')}</span>}
      {problem && <span>{problem}</span>}
    </div>
  );
}
