import { Search, X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useWords } from '../words/useWords.ts';
import styles from './Toolbar.module.css';
import { useKey } from './useKey.ts';

interface FilterFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  /** Id of the list it filters: its first link is where the down arrow leads. */
  readonly list: string;
  readonly onChange: (value: string) => void;
}

export function FilterField({ label, hint, value, list, onChange }: FilterFieldProps): ReactNode {
  const say = useWords();
  const field = useRef<HTMLInputElement>(null);
  useKey('/', (event) => {
    event.preventDefault();
    field.current?.focus();
    field.current?.select();
  });
  return (
    <div className={styles['filter']}>
      <Search size={15} aria-hidden="true" />
      <input
        ref={field}
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={hint}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter' && event.key !== 'Escape') return;
          if (event.key === 'Escape' && value) onChange('');
          else document.querySelector<HTMLElement>(`#${list} tbody a`)?.focus();
          event.preventDefault();
        }}
      />
      {value ? (
        <button type="button" aria-label={say('clearFilter')} onClick={() => onChange('')}>
          <X size={15} />
        </button>
      ) : (
        <kbd aria-hidden="true">/</kbd>
      )}
    </div>
  );
}
