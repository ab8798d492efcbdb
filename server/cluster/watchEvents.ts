import { isRawObject, type RawObject } from '@portolan/shared/model/parse/rawObject.ts';
import { ByteLines } from './byteLines.ts';
import { parseJson } from './listPages.ts';

/**
 * One line of a watch. `unreadable`: bytes that are no event, or an event without an object; which
 * object was meant cannot be known. `unknown`: a type of a later Kubernetes.
 */
export type WatchEvent =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: RawObject; resourceVersion: string }
  | { type: 'BOOKMARK'; resourceVersion: string }
  | { type: 'ERROR'; object: unknown }
  | { type: 'unknown'; name: string }
  | { type: 'unreadable'; message: string };

/** Bytes of one event. etcd holds at most 1.5 MiB of an object, JSON can be somewhat longer (F14). */
const longestLine = 4 << 20;

/** The events in a watch's bytes, all that a chunk completes at once. */
export class WatchParser {
  readonly #tooLong: number[] = [];
  readonly #lines = new ByteLines(longestLine, (bytes) => {
    this.#tooLong.push(bytes);
  });

  push(chunk: Uint8Array): WatchEvent[] {
    const events = this.#lines.push(chunk).map((line) => eventOf(parseJson(line)));
    for (const bytes of this.#tooLong.splice(0)) {
      events.push({ type: 'unreadable', message: `event of ${bytes} bytes` });
    }
    return events;
  }
}

function eventOf(raw: unknown): WatchEvent {
  if (!isRawObject(raw) || typeof raw['type'] !== 'string') {
    return { type: 'unreadable', message: 'not a watch event' };
  }
  const { type, object } = raw;
  switch (type) {
    case 'ERROR':
      return { type, object };
    case 'BOOKMARK':
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return objectEvent(type, object);
    default:
      return { type: 'unknown', name: type };
  }
}

function objectEvent(
  type: 'BOOKMARK' | 'ADDED' | 'MODIFIED' | 'DELETED',
  object: unknown,
): WatchEvent {
  const metadata = isRawObject(object) ? object['metadata'] : undefined;
  const version = isRawObject(metadata) ? metadata['resourceVersion'] : undefined;
  if (!isRawObject(object) || typeof version !== 'string' || version === '') {
    return { type: 'unreadable', message: `${type} without metadata.resourceVersion` };
  }
  if (type === 'BOOKMARK') return { type, resourceVersion: version };
  return { type, object, resourceVersion: version };
}
