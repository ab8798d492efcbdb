import type { ReactNode } from 'react';
import { useNamespaces } from '../live/live.tsx';
import { useWords } from '../words/useWords.ts';
import styles from './Toolbar.module.css';
import controls from './controls.module.css';

interface NamespaceSwitchProps {
  /** Undefined: all. */
  readonly namespace: string | undefined;
  readonly onChange: (namespace: string | undefined) => void;
}

export function NamespaceSwitch({ namespace, onChange }: NamespaceSwitchProps): ReactNode {
  const say = useWords();
  const known = useNamespaces();
  const namespaces =
    namespace === undefined || known.includes(namespace) ? known : [namespace, ...known];
  return (
    <select
      className={`${controls['select']} ${styles['namespace']}`}
      aria-label={say('namespace')}
      value={namespace ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">{say('allNamespaces')}</option>
      {namespaces.map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </select>
  );
}
