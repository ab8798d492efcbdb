import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { formatPlace, parsePlace, type ListPlace, type Place } from './location.ts';

/** Where the page was opened. */
const firstHash = location.hash;

/** Whether the reader has gone on from where the page was opened. */
export function hasGoneOn(): boolean {
  return firstHash !== location.hash;
}

/** Told by hand: replaceState fires no event. */
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('hashchange', listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('hashchange', listener);
    removeEventListener('popstate', listener);
  };
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const place = useMemo(() => parsePlace(hash), [hash]);
  useEffect(() => {
    if (place.page === 'services') lastList = place;
  }, [place]);
  return place;
}

/** Goes somewhere else: the back button returns. */
export function go(place: Place): void {
  if (formatPlace(place) === location.hash) return;
  history.pushState(null, '', formatPlace(place));
  tell();
}

/** Refines the present place, as typing a filter does: the back button leaves it. */
export function refine(place: Place): void {
  history.replaceState(null, '', formatPlace(place));
  tell();
}

let lastList: ListPlace = { page: 'services' };

/** The list as it was last filtered, for the way back from a Service. */
export function listAsLeft(): ListPlace {
  return lastList;
}

function tell(): void {
  for (const listener of listeners) listener();
}
