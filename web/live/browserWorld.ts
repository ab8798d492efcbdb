// The real world of the hub, in a worker and in a page alike.
import type { HubWorld } from './hub.ts';

export function browserWorld(base: string): HubWorld {
  return {
    fetch: (url, init) => fetch(url, { ...init, cache: 'no-store' }),
    now: () => Date.now(),
    random: () => Math.random(),
    wait,
    async follow(stream, services) {
      try {
        const response = await fetch(new URL(`api/stream/${encodeURIComponent(stream)}`, base), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ services }),
        });
        return response.ok;
      } catch {
        return false;
      }
    },
  };
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal.aborted) done();
    else signal.addEventListener('abort', done);
  });
}
