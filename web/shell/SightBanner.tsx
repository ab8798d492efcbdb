import type { Unknown } from '@portolan/shared/wire/topology.ts';
import { EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSource, useUnknown } from '../live/live.tsx';
import { useWords, type Say } from '../words/useWords.ts';
import styles from './Banner.module.css';

/** What may not be read, and what could not be: unknown, never missing. */
export function SightBanner(): ReactNode {
  const say = useWords();
  const unknown = useUnknown();
  const skipped = useSource()?.skipped ?? [];
  if (unknown.length === 0 && skipped.length === 0) return null;
  return (
    <div className={styles['partial']}>
      <EyeOff size={16} aria-hidden="true" />
      <details>
        <summary>
          {unknown.length > 0 ? say('partial') : say('skippedObjects', { count: skipped.length })}
        </summary>
        <ul>
          {unknown.map((each) => (
            <li key={`${each.verb} ${each.kind} ${each.namespace ?? ''}`}>
              {unknownText(each, say)}
            </li>
          ))}
          {skipped.map(({ kind, key, message }) => (
            <li key={`${kind} ${key}`}>
              {kind} {key}: {message}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function unknownText({ kind, namespace, verb }: Unknown, say: Say): string {
  return namespace === undefined
    ? say('unknownEverywhere', { verb, kind })
    : say('unknownKind', { verb, kind, namespace });
}
