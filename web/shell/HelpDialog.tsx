import type { ReactNode, Ref } from 'react';
import controls from '../ui/controls.module.css';
import { useWords } from '../words/useWords.ts';
import styles from './HelpDialog.module.css';

const help = [
  ['/', 'keyFilter'],
  ['↑ ↓ j k', 'keyMove'],
  ['PgUp PgDn Home End', 'keyJump'],
  ['Enter', 'keyOpen'],
  ['Tab', 'keyDiagram'],
  ['← ↑ ↓ →', 'keyPan'],
  ['+ − 0', 'keyZoom'],
  ['i', 'keyInspector'],
  ['o', 'keyOutline'],
  ['t', 'keyTest'],
  ['Esc', 'keyBack'],
  ['?', 'keyHelp'],
] as const;

export function HelpDialog({ ref }: { readonly ref: Ref<HTMLDialogElement> }): ReactNode {
  const say = useWords();
  return (
    <dialog className={styles['dialog']} ref={ref} aria-labelledby="help-title">
      <h2 id="help-title">{say('help')}</h2>
      <dl>
        {help.map(([key, code]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(code)}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button className={controls['button']} type="submit">
          {say('close')}
        </button>
      </form>
    </dialog>
  );
}
