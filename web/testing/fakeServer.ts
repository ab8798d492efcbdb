// A server for the live layer's tests: answers `api/stream`, hears what is followed, and owns time.
import { type StreamMessage, encodeMessage } from '@portolan/shared/wire/stream.ts';
import type { HubWorld } from '../live/hub.ts';

interface OpenStream {
  readonly url: string;
  send(id: string, message: StreamMessage): void;
  /** Data that may be anything. */
  sendData(id: string, data: string): void;
  /** The connection breaks off. */
  drop(): void;
}

interface Waiter {
  readonly at: number;
  readonly wake: () => void;
}

export interface FakeServer {
  readonly world: HubWorld;
  readonly streams: OpenStream[];
  readonly followed: { stream: string; services: readonly string[] }[];
  /** While set, connections are refused. */
  down: boolean;
  /** Moves the clock, waking who waits, and lets everything that follows from it happen. */
  pass(ms: number): Promise<void>;
}

export function fakeServer(): FakeServer {
  let now = 0;
  let waiters: Waiter[] = [];
  const streams: OpenStream[] = [];
  const followed: FakeServer['followed'] = [];
  const server: FakeServer = {
    streams,
    followed,
    down: false,
    async pass(ms) {
      now += ms;
      const due = waiters.filter(({ at }) => at <= now);
      waiters = waiters.filter(({ at }) => at > now);
      for (const { wake } of due) wake();
      await settled();
    },
    world: {
      now: () => now,
      random: () => 0.5,
      wait: (ms, signal) =>
        new Promise((resolve) => {
          if (signal.aborted) return resolve();
          signal.addEventListener('abort', () => resolve());
          waiters.push({ at: now + ms, wake: resolve });
        }),
      fetch: (url, { signal }) =>
        server.down
          ? Promise.reject(new TypeError('refused'))
          : Promise.resolve(openStream(url, signal, streams)),
      follow: (stream, services) => {
        followed.push({ stream, services });
        return Promise.resolve(true);
      },
    },
  };
  return server;
}

function openStream(url: string, signal: AbortSignal, streams: OpenStream[]): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const sendData = (id: string, data: string): void =>
        controller.enqueue(encoder.encode(`id: ${id}\ndata: ${data}\n\n`));
      signal.addEventListener('abort', () => controller.error(new Error('aborted')));
      streams.push({
        url,
        send: (id, message) => sendData(id, JSON.stringify(encodeMessage(message))),
        sendData,
        drop: () => controller.close(),
      });
    },
  });
  return new Response(body, { status: 200 });
}

/** Long enough for every promise in a chain of them: no time passes. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
