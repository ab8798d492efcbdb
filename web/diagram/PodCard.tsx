import type { PodNode } from '@portolan/shared/diagram/elements.ts';
import type { PodView } from '@portolan/shared/wire/view.ts';
import { podWords } from '@portolan/shared/words/pods.ts';
import { say as sayWords } from '@portolan/shared/words/say.ts';
import type { ReactNode } from 'react';
import { useSettings, useWords } from '../words/useWords.ts';
import styles from './cards.module.css';
import { ReadySign } from './ReadySign.tsx';

/** A Pod: where it runs, whether it is ready and why not, and what makes it itself. */
export function PodCard({ node: { pod } }: { readonly node: PodNode }): ReactNode {
  const say = useWords();
  const status = usePodStatus(pod);
  const place = [pod.node ?? say('noPlace'), pod.zone].filter(Boolean).join(' · ');
  return (
    <div
      className={`${styles['card']} ${styles['pod']} ${pod.ready ? styles['ready'] : styles['notReady']}`}
    >
      <span className={styles['podName']}>
        <ReadySign ready={pod.ready} />
        <strong className={styles['line']} title={`${pod.namespace}/${pod.name}`}>
          {pod.name}
        </strong>
        {pod.restarts > 0 && (
          <span className={styles['restarts']}>↻ {say('restarts', { count: pod.restarts })}</span>
        )}
      </span>
      <span className={`${styles['line']} ${styles['soft']}`} title={place}>
        {place}
        {pod.ordinal !== undefined && ` · ${say('ordinal', { ordinal: pod.ordinal })}`}
      </span>
      {pod.stableName !== undefined && (
        <code className={`${styles['line']} ${styles['soft']}`} title={pod.stableName}>
          {pod.stableName}
        </code>
      )}
      {pod.claims && pod.claims.length > 0 && <Claims pod={pod} />}
      <strong className={`${styles['line']} ${styles['tone']}`} title={status}>
        {status}
      </strong>
    </div>
  );
}

export function usePodStatus(pod: PodView): string {
  const say = useWords();
  const { language } = useSettings();
  if (pod.reason) {
    const why = sayWords(podWords, language, pod.reason.code, pod.reason.params);
    return say('podNotReadyWhy', { why });
  }
  return say(pod.ready ? 'podReady' : 'podNotReady');
}

function Claims({ pod }: { readonly pod: PodView }): ReactNode {
  const text = (pod.claims ?? [])
    .map(({ name, capacity, phase }) => [name, capacity, phase].filter(Boolean).join(' '))
    .join(', ');
  return (
    <span className={`${styles['line']} ${styles['soft']}`} title={text}>
      ⛁ {text}
    </span>
  );
}
