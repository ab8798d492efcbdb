import type { MouseEvent, ReactNode } from 'react';
import { useWords } from '../../words/useWords.ts';
import styles from './SkipLinks.module.css';

/** A part of the page that a link leads to. */
export type Part = 'Diagram' | 'Outline' | 'Reachability' | 'Findings';

/** What takes the focus there: the first of these that is there. */
const stops: Readonly<Record<Part, readonly string[]>> = {
  Diagram: ['.react-flow__node[tabindex="0"]', '.react-flow'],
  Outline: ['button'],
  Reachability: ['tbody td button', 'button'],
  Findings: ['a, summary'],
};

/** Past dozens of nodes with one press; seen while one has the focus. */
export function SkipLinks({ parts }: { readonly parts: readonly Part[] }): ReactNode {
  const say = useWords();
  return (
    <nav className={styles['skips']} aria-label={say('skipLinks')}>
      {parts.map((part) => (
        <a key={part} href="#content" onClick={(event) => skipTo(part, event)}>
          {say(`skipTo${part}`)}
        </a>
      ))}
    </nav>
  );
}

/** The address bar holds the place in the page: the link must not change it. */
function skipTo(part: Part, event: MouseEvent): void {
  event.preventDefault();
  const place = document.querySelector(`[data-part="${part}"]`);
  for (const stop of stops[part]) {
    const found = place?.querySelector<HTMLElement>(stop);
    if (found) return found.focus();
  }
}
