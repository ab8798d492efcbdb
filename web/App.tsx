import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { Header } from './shell/Header.tsx';
import { SightBanner } from './shell/SightBanner.tsx';
import { StaleBanner } from './shell/StaleBanner.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { Notice } from './ui/Notice.tsx';
import { formatPlace, type Place } from './url/location.ts';
import { usePlace } from './url/usePlace.ts';
import { OverviewView } from './views/overview/OverviewView.tsx';
import { useWords, type Say } from './words/useWords.ts';
import styles from './App.module.css';

const FindingsView = lazy(() => import('./views/findings/FindingsView.tsx'));
const ServicePage = lazy(() => import('./views/service/ServicePage.tsx'));

export function App(): ReactNode {
  const say = useWords();
  const place = usePlace();
  useTitle(place);
  return (
    <div className={styles['app']}>
      <a className={styles['skip']} href="#content" onClick={focusContent}>
        {say('skipToContent')}
      </a>
      <Header place={place} />
      <StaleBanner />
      <SightBanner />
      <main className={styles['main']} id="content" tabIndex={-1}>
        <ErrorBoundary place={place.page === 'service' ? formatPlace(place) : place.page}>
          <Suspense fallback={<Notice title={say('connecting')} busy />}>
            <View place={place} />
          </Suspense>
        </ErrorBoundary>
      </main>
    </div>
  );
}

function View({ place }: { readonly place: Place }): ReactNode {
  const say = useWords();
  switch (place.page) {
    case 'services':
      return <OverviewView place={place} />;
    case 'service':
      return <ServicePage key={`${place.namespace}/${place.name}`} place={place} />;
    case 'findings':
      return <FindingsView place={place} />;
    case 'lost':
      break;
  }
  return (
    <Notice title={say('lost')}>
      <a href={formatPlace({ page: 'services' })}>{say('toList')}</a>
    </Notice>
  );
}

/** The address bar holds the place in the list: the link must not change it. */
function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

function titleOf(place: Exclude<Place, { page: 'lost' }>, say: Say): string {
  if (place.page === 'service') return `${place.namespace}/${place.name}`;
  return say(place.page === 'findings' ? 'findings' : 'services');
}

function useTitle(place: Place): void {
  const say = useWords();
  const title = place.page === 'lost' ? 'Portolan' : `${titleOf(place, say)} · Portolan`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
