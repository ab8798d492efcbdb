import type { ReactNode } from 'react';
import { FilterField } from '../../ui/FilterField.tsx';
import { NamespaceSwitch } from '../../ui/NamespaceSwitch.tsx';
import { SeverityCount, severities, type Severity } from '../../ui/SeverityMark.tsx';
import toolbar from '../../ui/Toolbar.module.css';
import controls from '../../ui/controls.module.css';
import type { FindingsPlace } from '../../url/location.ts';
import { refine } from '../../url/usePlace.ts';
import { useWords } from '../../words/useWords.ts';
import styles from './FindingsView.module.css';
import type { FindingList } from './listFindings.ts';

interface FindingsToolbarProps {
  readonly place: FindingsPlace;
  readonly list: FindingList;
}

/** How many there are, which is also how to see only those. */
export function FindingsToolbar({ place, list }: FindingsToolbarProps): ReactNode {
  const say = useWords();
  const { shown, counts, total } = list;
  return (
    <div className={toolbar['toolbar']}>
      <h1>{say('findings')}</h1>
      <output className={toolbar['count']}>
        {shown.length === total
          ? say('findingsAll', { total })
          : say('findingsShown', { shown: shown.length, total })}
      </output>
      <fieldset className={styles['severities']} aria-label={say('colSeverity')}>
        {severities.map((severity) => (
          <button
            key={severity}
            className={controls['button']}
            type="button"
            aria-pressed={place.severity === severity}
            onClick={() => refine(toggled(place, severity))}
          >
            <SeverityCount severity={severity} count={counts[severity]} />
          </button>
        ))}
      </fieldset>
      <NamespaceSwitch
        namespace={place.namespace}
        onChange={(namespace) => {
          const { namespace: _, ...rest } = place;
          refine(namespace === undefined ? rest : { ...rest, namespace });
        }}
      />
      <FilterField
        label={say('filterFindings')}
        hint={say('filterFindingsHint')}
        value={place.filter ?? ''}
        list="finding-list"
        onChange={(filter) => {
          const { filter: _, ...rest } = place;
          refine(filter ? { ...rest, filter } : rest);
        }}
      />
    </div>
  );
}

function toggled(place: FindingsPlace, severity: Severity): FindingsPlace {
  const { severity: before, ...rest } = place;
  return before === severity ? rest : { ...rest, severity };
}
