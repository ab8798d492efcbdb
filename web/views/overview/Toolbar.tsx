import type { ReactNode } from 'react';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { FilterField } from '../../ui/FilterField.tsx';
import { NamespaceSwitch } from '../../ui/NamespaceSwitch.tsx';
import styles from '../../ui/Toolbar.module.css';
import controls from '../../ui/controls.module.css';
import { sorts, type ListPlace, type Sort } from '../../url/location.ts';
import { refine } from '../../url/usePlace.ts';
import { useWords } from '../../words/useWords.ts';

interface ToolbarProps {
  readonly place: ListPlace;
  readonly shown: number;
  readonly total: number;
}

/** Nobody reads a picture of more Services than this; a namespace is always offered. */
const mostDrawn = 200;

export function Toolbar({ place, shown, total }: ToolbarProps): ReactNode {
  const say = useWords();
  return (
    <div className={styles['toolbar']}>
      <h1>{say('services')}</h1>
      <output className={styles['count']}>
        {shown === total ? say('countAll', { total }) : say('countSome', { shown, total })}
      </output>
      <NamespaceSwitch
        namespace={place.namespace}
        onChange={(namespace) => {
          const { namespace: _, ...rest } = place;
          refine(namespace === undefined ? rest : { ...rest, namespace });
        }}
      />
      <FilterField
        label={say('filterServices')}
        hint={say('filterHint')}
        value={place.filter ?? ''}
        list="service-list"
        onChange={(filter) => {
          const { filter: _, ...rest } = place;
          refine(filter ? { ...rest, filter } : rest);
        }}
      />
      <SortSwitch place={place} />
      {(place.namespace !== undefined || total <= mostDrawn) && (
        <ExportMenu
          name={place.namespace ?? say('everyService')}
          subject={place.namespace === undefined ? {} : { namespace: place.namespace }}
        />
      )}
    </div>
  );
}

const sortCodes = {
  namespace: 'colNamespace',
  name: 'colName',
  type: 'colType',
  ready: 'colReady',
  health: 'colHealth',
  findings: 'colFindings',
  age: 'colAge',
} as const satisfies Record<Sort, string>;

function SortSwitch({ place }: { readonly place: ListPlace }): ReactNode {
  const say = useWords();
  return (
    <label className={styles['sort']}>
      <span>{say('sortBy')}</span>
      <select
        className={controls['select']}
        aria-label={say('sortBy')}
        value={place.sort ?? sorts[0]}
        onChange={(event) => {
          const sort = sorts.find((each) => each === event.target.value);
          const { sort: _, reversed: __, ...rest } = place;
          refine(sort && sort !== sorts[0] ? { ...rest, sort } : rest);
        }}
      >
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {say(sortCodes[sort])}
          </option>
        ))}
      </select>
    </label>
  );
}
