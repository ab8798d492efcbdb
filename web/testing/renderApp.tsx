// The whole page over a cache that the test writes: no stream, no server.
import type { StreamMessage } from '@portolan/shared/wire/stream.ts';
import { notifyManager, QueryClientProvider } from '@tanstack/react-query';
import { act, configure, render } from '@testing-library/react';
import { App } from '../App.tsx';
import { createCacheWriter } from '../live/cache.ts';
import { createCache } from '../live/live.tsx';
import type { ToTab } from '../live/protocol.ts';
import { SettingsProvider } from '../words/SettingsProvider.tsx';

// Readers of the cache are told at once, inside `act`, not on a timer of their own.
notifyManager.setScheduler((notify) => notify());

// Views are imported when they are first shown, which takes a busy machine longer than a second.
configure({ asyncUtilTimeout: 10_000 });

// happy-dom lays nothing out: without a size no row would be in sight.
for (const [size, value] of [
  ['clientWidth', 1024],
  ['clientHeight', 768],
  ['offsetWidth', 1024],
  ['offsetHeight', 768],
] as const) {
  Object.defineProperty(HTMLElement.prototype, size, { configurable: true, value });
}

export interface RenderedApp {
  /** What the stream brings, on screen when this returns. */
  hear(message: StreamMessage): void;
  link(message: Extract<ToTab, { type: 'link' }>['link']): void;
}

/** Shows the page at `hash`, with a stream that is open. */
export function renderApp(hash: string): RenderedApp {
  location.hash = hash;
  const client = createCache();
  const hear = createCacheWriter(client, () => Date.now());
  const tell = (message: ToTab): void => act(() => hear(message));
  render(
    <SettingsProvider>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </SettingsProvider>,
  );
  tell({ type: 'link', link: { state: 'open' } });
  return {
    hear: (message) => tell({ type: 'message', message }),
    link: (link) => tell({ type: 'link', link }),
  };
}
