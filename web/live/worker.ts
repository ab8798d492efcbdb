import './withoutEval.ts';
import { browserWorld } from './browserWorld.ts';
import { createHub, type Hub } from './hub.ts';
import type { FromTab } from './protocol.ts';

/** A tab says where the server's page is: behind a prefix, a worker's own address does not tell. */
type Opening = { readonly type: 'open'; readonly base: string };

const hubs = new Map<string, Hub>();

function hubOf(base: string): Hub {
  const known = hubs.get(base);
  if (known) return known;
  const hub = createHub(base, browserWorld(base));
  hubs.set(base, hub);
  return hub;
}

self.addEventListener('connect', (event) => {
  const port = event instanceof MessageEvent ? event.ports[0] : undefined;
  if (!port) return;
  let speak: ((message: FromTab) => void) | undefined;
  port.addEventListener('message', ({ data }: MessageEvent<Opening | FromTab>) => {
    if (data.type === 'open') speak = hubOf(data.base).join((message) => port.postMessage(message));
    else speak?.(data);
  });
  port.start();
});
