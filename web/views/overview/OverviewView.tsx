import { useMemo, type ReactNode } from 'react';
import { useLastTests, useLink, useServices, useSource, useUnknown } from '../../live/live.tsx';
import controls from '../../ui/controls.module.css';
import { Notice } from '../../ui/Notice.tsx';
import { filterTokens, parseFilter } from '../../url/filter.ts';
import type { ListPlace } from '../../url/location.ts';
import { refine } from '../../url/usePlace.ts';
import { useWords } from '../../words/useWords.ts';
import { listServices } from './listServices.ts';
import styles from './OverviewView.module.css';
import { ServiceList } from './ServiceList.tsx';
import { Toolbar } from './Toolbar.tsx';
import { withTests } from './withTests.ts';

/** Every Service there is, as far as it may be seen. */
export function OverviewView({ place }: { readonly place: ListPlace }): ReactNode {
  const untested = useServices();
  const tests = useLastTests();
  const services = useMemo(() => untested && withTests(untested, tests), [untested, tests]);
  const source = useSource();
  const link = useLink();
  const { namespace, filter, sort, reversed } = place;
  const shown = useMemo(
    () =>
      services &&
      listServices(services, {
        ...(namespace === undefined ? {} : { namespace }),
        ...(filter === undefined ? {} : { filter }),
        ...(sort === undefined ? {} : { sort }),
        ...(reversed ? { reversed } : {}),
      }),
    [services, namespace, filter, sort, reversed],
  );
  const reading = source?.state === 'connecting' || source?.state === 'syncing';
  if (link.state === 'outdated' && !services) return null;
  if (!services || !shown || (reading && services.size === 0)) return <Reading />;
  return (
    <div className={styles['view']}>
      <Toolbar place={place} shown={shown.length} total={services.size} />
      <FilterHint filter={filter ?? ''} />
      {shown.length > 0 && <ServiceList services={shown} place={place} />}
      {shown.length === 0 && services.size > 0 && <NoMatch total={services.size} />}
      {services.size === 0 && <NoServices />}
    </div>
  );
}

/** A token that means nothing is said to, with what could be meant. */
function FilterHint({ filter }: { readonly filter: string }): ReactNode {
  const say = useWords();
  const { unknown } = parseFilter(filter);
  if (unknown.length === 0) return null;
  const known = Object.entries(filterTokens).map(([name, values]) =>
    values.length === 0 ? `${name}:…` : `${name}:${values.join('|')}`,
  );
  return (
    <output className={styles['hint']}>
      {say('filterUnknown', { tokens: unknown.join(' ') })} <code>{known.join('  ')}</code>
    </output>
  );
}

function Reading(): ReactNode {
  const say = useWords();
  const listed = useSource()?.listed;
  return (
    <Notice title={say('loadingTitle')} busy>
      {listed !== undefined && <p>{say('loadingListed', { listed })}</p>}
    </Notice>
  );
}

function NoMatch({ total }: { readonly total: number }): ReactNode {
  const say = useWords();
  return (
    <Notice title={say('noMatchTitle')}>
      <p>{say('noMatchHint', { total })}</p>
      <button
        className={controls['button']}
        type="button"
        onClick={() => refine({ page: 'services' })}
      >
        {say('clearFilter')}
      </button>
    </Notice>
  );
}

function NoServices(): ReactNode {
  const say = useWords();
  const denied = useUnknown().some(({ kind }) => kind === 'Service');
  return (
    <Notice title={say('emptyTitle')}>
      <p>{say(denied ? 'emptyDenied' : 'emptyHint')}</p>
      {!denied && <pre>kubectl create service nodeport nginx --tcp=80</pre>}
    </Notice>
  );
}
