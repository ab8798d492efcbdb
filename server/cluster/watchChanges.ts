import type { ObjectKey } from '@portolan/shared/model/metadata.ts';
import type { Change } from '@portolan/shared/model/object.ts';
import type { Door } from '@portolan/shared/model/parse/object.ts';
import { isRawObject, type RawObject } from '@portolan/shared/model/parse/rawObject.ts';
import { objectProblemText } from '@portolan/shared/words/objectProblem.ts';
import { admit } from './admission.ts';
import type { CollectionHistory } from './collectionHistory.ts';
import { eventError } from './refusal.ts';
import { apiVersionOf, type Resource } from './resources.ts';
import type { SourceProblem } from './source.ts';
import type { WatchEvent } from './watchEvents.ts';

export interface WatchChangesOptions {
  resource: Resource;
  /** Of the collection, for errors. */
  path: string;
  door: Door;
  history: CollectionHistory;
  sink: {
    changes(changes: readonly Change[]): void;
    problem(problem: SourceProblem): void;
  };
}

interface Told {
  changes: Change[];
  problems: SourceProblem[];
}

/** Turns the events of a kind's watches into changes, and moves its history on with them. */
export class WatchChanges {
  readonly #options: WatchChangesOptions;

  constructor(options: WatchChangesOptions) {
    this.#options = options;
  }

  /**
   * Tells what the events changed, up to the first error.
   * @throws {ApiError} of an `ERROR` event, or `expired` where the server's history went back.
   */
  tell(events: readonly WatchEvent[]): void {
    const { sink } = this.#options;
    const told: Told = { changes: [], problems: [] };
    try {
      for (const event of events) this.#apply(event, told);
    } finally {
      if (told.changes.length > 0) sink.changes(told.changes);
      // After the changes: whoever keeps problems drops them when an object changes.
      for (const problem of told.problems) sink.problem(problem);
    }
  }

  #apply(event: WatchEvent, told: Told): void {
    const { resource, path, history } = this.#options;
    switch (event.type) {
      case 'ERROR': {
        const error = eventError(event.object, path);
        history.streamError(error);
        throw error;
      }
      case 'unreadable':
        history.doubt();
        told.problems.push({
          kind: resource.kind,
          key: '',
          message: objectProblemText({
            code: 'unreadableEvent',
            params: { detail: event.message },
          }),
        });
        return;
      case 'unknown':
        history.passOver();
        return;
      case 'BOOKMARK':
        history.advance(event.resourceVersion);
        return;
      case 'DELETED':
        if (history.advance(event.resourceVersion)) this.#remove(event.object, told);
        return;
      case 'ADDED':
      case 'MODIFIED':
        if (history.advance(event.resourceVersion)) this.#set(event.object, told);
    }
  }

  #set(raw: RawObject, told: Told): void {
    const { door, resource } = this.#options;
    const admitted = admit(door, resource.kind, apiVersionOf(resource), raw);
    if ('object' in admitted) {
      told.changes.push({ type: 'set', object: admitted.object });
      return;
    }
    // What is shown of a refused object would be out of date: it is removed and reported.
    told.problems.push(admitted.refused);
    this.#remove(raw, told);
  }

  #remove(raw: RawObject, told: Told): void {
    const key = rawKey(raw);
    if (key === undefined) this.#options.history.doubt();
    else told.changes.push({ type: 'delete', kind: this.#options.resource.kind, key });
  }
}

function rawKey(raw: RawObject): ObjectKey | undefined {
  const metadata = raw['metadata'];
  if (!isRawObject(metadata)) return undefined;
  const { name, namespace } = metadata;
  if (typeof name !== 'string') return undefined;
  return typeof namespace === 'string' && namespace !== '' ? `${namespace}/${name}` : name;
}
