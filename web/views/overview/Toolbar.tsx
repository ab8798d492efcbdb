import { Search, X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useNamespaces } from '../../live/live.tsx';
import controls from '../../ui/controls.module.css';
import { useKey } from '../../ui/useKey.ts';
import type { ListPlace, Sort } from '../../url/location.ts';
import { refine } from '../../url/usePlace.ts';
import { useWords } from '../../words/useWords.ts';
import styles from './Toolbar.module.css';

interface ToolbarProps {
  readonly place: ListPlace;
  readonly shown: number;
  readonly total: number;
}

export function Toolbar({ place, shown, total }: ToolbarProps): ReactNode {
  const say = useWords();
  return (
    <div className={styles['toolbar']}>
      <h1>{say('services')}</h1>
      <output className={styles['count']}>
        {shown === total ? say('countAll', { total }) : say('countSome', { shown, total })}
      </output>
      <NamespaceSwitch place={place} />
      <FilterField place={place} />
      <SortSwitch place={place} />
    </div>
  );
}

function FilterField({ place }: { readonly place: ListPlace }): ReactNode {
  const say = useWords();
  const field = useRef<HTMLInputElement>(null);
  useKey('/', (event) => {
    event.preventDefault();
    field.current?.focus();
    field.current?.select();
  });
  const change = (filter: string): void => {
    const { filter: _, ...rest } = place;
    refine(filter ? { ...rest, filter } : rest);
  };
  return (
    <div className={styles['filter']}>
      <Search size={15} aria-hidden="true" />
      <input
        ref={field}
        type="text"
        role="searchbox"
        aria-label={say('filterServices')}
        placeholder={say('filterHint')}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={place.filter ?? ''}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter' && event.key !== 'Escape') return;
          if (event.key === 'Escape' && place.filter) change('');
          else document.querySelector<HTMLElement>('#service-list a')?.focus();
          event.preventDefault();
        }}
      />
      {place.filter ? (
        <button type="button" aria-label={say('clearFilter')} onClick={() => change('')}>
          <X size={15} />
        </button>
      ) : (
        <kbd aria-hidden="true">/</kbd>
      )}
    </div>
  );
}

function NamespaceSwitch({ place }: { readonly place: ListPlace }): ReactNode {
  const say = useWords();
  const known = useNamespaces();
  const { namespace } = place;
  const namespaces =
    namespace === undefined || known.includes(namespace) ? known : [namespace, ...known];
  return (
    <select
      className={`${controls['select']} ${styles['namespace']}`}
      aria-label={say('namespace')}
      value={namespace ?? ''}
      onChange={(event) => {
        const { namespace: _, ...rest } = place;
        refine(event.target.value ? { ...rest, namespace: event.target.value } : rest);
      }}
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

const sorts = [
  ['name', 'colName'],
  ['health', 'colHealth'],
  ['ready', 'colReady'],
  ['age', 'colAge'],
] as const satisfies readonly (readonly [Sort, string])[];

function SortSwitch({ place }: { readonly place: ListPlace }): ReactNode {
  const say = useWords();
  return (
    <label className={styles['sort']}>
      <span>{say('sortBy')}</span>
      <select
        className={controls['select']}
        aria-label={say('sortBy')}
        value={place.sort ?? 'name'}
        onChange={(event) => {
          const sort = sorts.find(([each]) => each === event.target.value)?.[0];
          const { sort: _, ...rest } = place;
          refine(sort && sort !== 'name' ? { ...rest, sort } : rest);
        }}
      >
        {sorts.map(([sort, code]) => (
          <option key={sort} value={sort}>
            {say(code)}
          </option>
        ))}
      </select>
    </label>
  );
}
