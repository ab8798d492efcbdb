// One connection to `api/stream` that never gives up: silence is noticed, waits grow with jitter,
// and a new connection resumes where the last one ended.
import { type StreamMessage, decodeMessage, streamVersion } from '@portolan/shared/wire/stream.ts';
import { readEvents, type StreamEvent } from './eventStream.ts';
import type { Link } from './protocol.ts';

/** The world, passed in so that tests own it. */
export interface ConnectionWorld {
  fetch(
    url: string,
    init: { signal: AbortSignal; headers: Record<string, string> },
  ): Promise<Response>;
  now(): number;
  /** Resolves after `ms`, or at once when `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** 0–1. */
  random(): number;
}

export interface ConnectionEvents {
  onMessage(message: StreamMessage): void;
  onLink(link: Link): void;
}

export interface Connection {
  /** Drops the present connection or wait and connects at once, without resuming. */
  reconnect(): void;
  close(): void;
}

/** The server sends a heartbeat every 15 s; two missed and a grace period mean it is gone. */
export const deadAfter = 40_000;
const firstWait = 500;
const longestWait = 10_000;

/** Opens the stream of the server whose page is at `base`. */
export function connect(
  base: string,
  world: ConnectionWorld,
  events: ConnectionEvents,
): Connection {
  const closing = new AbortController();
  let attempt = new AbortController();
  let lastId: string | undefined;

  const run = async (): Promise<void> => {
    let failures = 0;
    let lostSince: number | undefined;
    events.onLink({ state: 'connecting' });
    while (!closing.signal.aborted) {
      attempt = new AbortController();
      const opened = await readOnce(attempt.signal, () => {
        lostSince = undefined;
        events.onLink({ state: 'open' });
      });
      if (closing.signal.aborted) return;
      failures = opened ? 0 : failures + 1;
      lostSince ??= world.now();
      const ms = backOff(failures, world.random());
      events.onLink({ state: 'lost', since: lostSince, retryAt: world.now() + ms });
      await world.wait(ms, attempt.signal);
    }
  };

  /** Trying again would bring the same: a newer page must be loaded. */
  const giveUp = (): void => {
    closing.abort();
    events.onLink({ state: 'outdated' });
  };

  /** One connection from start to end; true when the server took it. */
  const readOnce = async (signal: AbortSignal, onOpen: () => void): Promise<boolean> => {
    let opened = false;
    const watch = watchdog(world, deadAfter);
    const either = AbortSignal.any([signal, closing.signal, watch.signal]);
    let understood = false;
    const onEvent = (event: StreamEvent): void => {
      watch.feed();
      const message = parseMessage(event.data);
      if (message ? isForeign(message) : !understood) return giveUp();
      if (!message) return;
      understood = true;
      lastId = event.id ?? lastId;
      events.onMessage(message);
    };
    try {
      const resume = lastId === undefined ? '' : `?resume=${encodeURIComponent(lastId)}`;
      const response = await world.fetch(new URL(`api/stream${resume}`, base).href, {
        signal: either,
        headers: { accept: 'text/event-stream' },
      });
      if (response.ok && response.body) {
        opened = true;
        watch.feed();
        onOpen();
        await readEvents(response.body, onEvent);
      }
    } catch {
      // Refused, reset, aborted by the watchdog: all of them mean "try again", and the link says so.
    } finally {
      watch.stop();
    }
    return opened;
  };

  void run();
  return {
    reconnect() {
      lastId = undefined;
      attempt.abort();
    },
    close() {
      closing.abort();
      attempt.abort();
    },
  };
}

function backOff(failures: number, random: number): number {
  const longest = Math.min(longestWait, firstWait * 2 ** failures);
  return firstWait + random * (longest - firstWait);
}

function isForeign(message: StreamMessage): boolean {
  return message.type === 'snapshot' && message.version !== streamVersion;
}

/** Once a connection is understood, a message that cannot be read is passed over. */
function parseMessage(data: string): StreamMessage | undefined {
  try {
    return decodeMessage(JSON.parse(data));
  } catch {
    return undefined;
  }
}

interface Watchdog {
  readonly signal: AbortSignal;
  feed(): void;
  stop(): void;
}

/** Aborts its signal when it was not fed for `ms`. */
function watchdog(world: ConnectionWorld, ms: number): Watchdog {
  const dead = new AbortController();
  const stopped = new AbortController();
  let fed = world.now();
  const watch = async (): Promise<void> => {
    while (!stopped.signal.aborted && !dead.signal.aborted) {
      const left = fed + ms - world.now();
      if (left <= 0) dead.abort();
      else await world.wait(left, stopped.signal);
    }
  };
  void watch();
  return {
    signal: dead.signal,
    feed() {
      fed = world.now();
    },
    stop: () => stopped.abort(),
  };
}
