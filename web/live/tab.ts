// The tab's end of the stream: says what it follows, hears what arrives.
import { signOfLife, type FromTab, type ToTab } from './protocol.ts';

export interface Tab {
  /** Replaces the Services (`namespace/name`) this tab follows. */
  follow(services: readonly string[]): void;
  /** Asks for a new connection, now. */
  reconnect(): void;
}

type Speak = (message: FromTab) => void;

/** Joins the browser's stream; `hear` gets every message, the first of them a snapshot. */
export async function openTab(base: string, hear: (message: ToTab) => void): Promise<Tab> {
  const speak = await join(base, hear);
  let followed: readonly string[] = [];
  const say = (): void => speak({ type: 'follow', services: followed });
  say();
  setInterval(say, signOfLife);
  addEventListener('pagehide', () => speak({ type: 'bye' }));
  addEventListener('pageshow', say);
  addEventListener('visibilitychange', say);
  return {
    follow(services) {
      followed = services;
      say();
    },
    reconnect: () => speak({ type: 'reconnect' }),
  };
}

async function join(base: string, hear: (message: ToTab) => void): Promise<Speak> {
  if (typeof SharedWorker === 'undefined') {
    const { joinPageHub } = await import('./pageHub.ts');
    return joinPageHub(base, hear);
  }
  const worker = new SharedWorker(new URL('worker.ts', import.meta.url), {
    type: 'module',
    name: 'portolan',
  });
  worker.port.addEventListener('message', ({ data }: MessageEvent<ToTab>) => hear(data));
  worker.port.start();
  worker.port.postMessage({ type: 'open', base }, []);
  return (message) => worker.port.postMessage(message, []);
}
