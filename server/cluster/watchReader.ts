import type { AbortScope } from './abortScope.ts';
import type { ApiResponse } from './apiClient.ts';
import { ApiError } from './apiError.ts';
import type { Clock } from './clock.ts';
import { WatchParser, type WatchEvent } from './watchEvents.ts';

/** Milliseconds without a byte after which an unguarded watch is opened anew where it stopped (F1). */
const quietFor = 30_000;

export interface WatchReading {
  clock: Clock;
  /** The request's own: aborted to break the watch off; an ApiError as its reason ends it as such. */
  scope: AbortScope;
  /** Milliseconds the watch may last. */
  longest: number;
  /** Called for every chunk that arrives, with the events it completes; may throw. */
  heard: (events: readonly WatchEvent[]) => void;
}

/**
 * Reads a watch until it ends, is silent or lasts too long.
 * @throws {ApiError} what `heard` throws, or why the scope was aborted.
 */
export async function readWatch(response: ApiResponse, reading: WatchReading): Promise<void> {
  const { clock, scope, longest } = reading;
  const cancelOvertime = clock.after(longest, () => {
    scope.abort();
  });
  try {
    await follow(response, reading);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    if (scope.signal.reason instanceof ApiError) throw scope.signal.reason;
    // A cut connection and one we broke off ourselves end alike: resume where it stopped (F3).
  } finally {
    cancelOvertime();
  }
}

async function follow(response: ApiResponse, { clock, scope, heard }: WatchReading): Promise<void> {
  const parser = new WatchParser();
  const watchdog = () =>
    response.guarded
      ? () => {}
      : clock.after(quietFor, () => {
          scope.abort();
        });
  let cancelWatchdog = watchdog();
  try {
    for await (const chunk of response.body) {
      cancelWatchdog();
      heard(parser.push(chunk));
      cancelWatchdog = watchdog();
    }
  } finally {
    cancelWatchdog();
  }
}
