import type { BackendBundleNode, EntryBundleNode } from '@portolan/shared/diagram/elements.ts';
import type { Tone } from '@portolan/shared/diagram/pathState.ts';
import { createContext, useContext, type ReactNode } from 'react';
import { toneSigns } from '@portolan/shared/diagram/pathWords.ts';
import { useWords } from '../words/useWords.ts';
import styles from './cards.module.css';

/** Opens a bundle. */
export const ExpandContext = createContext<(bundle: string) => void>(() => undefined);

/** Many nodes of one kind and place, counted, and opened on demand. */
export function BundleCard({
  node,
}: {
  readonly node: EntryBundleNode | BackendBundleNode;
}): ReactNode {
  const say = useWords();
  const expand = useContext(ExpandContext);
  const { title, detail, tone } = useBundleText(node);
  return (
    <div className={`${styles['card']} ${styles['bundle']} ${styles[tone]}`}>
      <span className={styles['bundleText']}>
        <strong className={styles['line']}>{title}</strong>
        <span className={`${styles['line']} ${styles['tone']}`}>{detail}</span>
      </span>
      <button
        className={`nodrag ${styles['expand']}`}
        type="button"
        onClick={(event) => {
          event.stopPropagation();
          expand(node.bundle);
        }}
      >
        {say('expand')}
      </button>
    </div>
  );
}

function useBundleText(node: EntryBundleNode | BackendBundleNode): {
  title: string;
  detail: string;
  tone: string;
} {
  const say = useWords();
  if (node.type === 'backendBundle') {
    const { count, ready } = node;
    return {
      title: say(node.rest ? 'bundleRest' : 'bundleBackends', {
        count,
        place: node.place.name || say('noPlace'),
      }),
      detail: say('bundleReady', { ready, count }),
      tone: ready === count ? 'ready' : 'notReady',
    };
  }
  const title = `${node.count} × ${say(node.kind)}`;
  const tones: readonly Tone[] = ['works', 'odd', 'fails', 'closed', 'unknown'];
  const present = tones.filter((tone) => node.tones[tone]);
  const detail = present.map((tone) => `${toneSigns[tone]} ${node.tones[tone]}`).join('  ');
  return { title, detail, tone: present[0] ?? 'unknown' };
}
