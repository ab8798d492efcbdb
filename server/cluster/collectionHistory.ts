import { ApiError } from './apiError.ts';
import { compareVersions } from './resourceVersion.ts';

const pageSize = 500;
/** After a list whose history ran out under it: fewer, larger pages take less time (F5). */
const largePageSize = 5_000;
/** In-stream errors in a row after which the position itself is in doubt. */
const errorsBeforeRelist = 3;

/**
 * How far a collection has been followed through the API server's history, and what the next
 * request must ask for: to watch from a position, or to list, how large and how recent.
 */
export class CollectionHistory {
  readonly #path: string;
  #position: string | undefined;
  /** The newest version ever seen: no list may be older (F10). */
  #newest: string | undefined;
  /** The next list asks for the latest state instead of one not older than `#newest`. */
  #latest = false;
  #pageSize = pageSize;
  #streamErrors = 0;
  /** An event was lost whose object is not known: relist when the watch ends. */
  #doubtful = false;
  #repeats = 0;

  /** `path` of the collection, for errors. */
  constructor(path: string) {
    this.#path = path;
  }

  /** Where the watch continues; undefined when the history was lost: list. */
  get position(): string | undefined {
    return this.#position;
  }

  /** Has there ever been a complete list? */
  get begun(): boolean {
    return this.#newest !== undefined;
  }

  /** Objects per page of the next list. */
  get pageSize(): number {
    return this.#pageSize;
  }

  /** The version the next list may not be older than; undefined: it asks for the latest state. */
  get notOlderThan(): string | undefined {
    return this.#latest ? undefined : this.#newest;
  }

  /** Events that told nothing new: repeats, and those of unknown types (F13). */
  get repeats(): number {
    return this.#repeats;
  }

  /** Goes on from a complete list. False when it is too old to be used: list again. */
  restart(version: string): boolean {
    if (!this.#latest && this.#older(version)) {
      // A lagging server (F10): it was asked for nothing older and answered so all the same.
      this.#latest = true;
      return false;
    }
    this.#latest = false;
    this.#pageSize = pageSize;
    this.#streamErrors = 0;
    this.#doubtful = false;
    this.#position = version;
    this.#newest = version;
    return true;
  }

  /**
   * Goes on to the version of an event; false for a repeat.
   * @throws {ApiError} `expired` when the server's history went back: only a list can tell why (F10).
   */
  advance(version: string): boolean {
    const order = this.#newest === undefined ? 1 : compareVersions(version, this.#newest);
    if (order === 0 || order === -1) {
      this.#repeats += 1;
      if (order === 0) return false;
      this.#position = undefined;
      this.#latest = true;
      throw new ApiError({ code: 'expired', params: { path: this.#path } }, { status: 410 });
    }
    this.#position = version;
    this.#newest = version;
    this.#streamErrors = 0;
    return true;
  }

  /** An event of an unknown type was passed over. */
  passOver(): void {
    this.#repeats += 1;
  }

  /** An event was lost whose object is not known. */
  doubt(): void {
    this.#doubtful = true;
  }

  /** The watch carried an error of the server; one of expiry says itself what to do. */
  streamError({ status }: ApiError): void {
    if (status !== 410) this.#streamErrors += 1;
  }

  /** The watch ended without an error. */
  watchEnded(): void {
    if (this.#doubtful) this.#position = undefined;
  }

  /** A list refused for its version is asked for without one: the latest, which is never older. */
  listFailed({ status, problem, refusal }: ApiError): void {
    if (problem.code === 'tooLarge') this.#pageSize = Math.max(1, Math.floor(this.#pageSize / 10));
    if (status === 410 || status === 400 || refusal.tooNew === true) this.#latest = true;
    if (problem.code === 'expired') this.#pageSize = largePageSize;
  }

  watchFailed({ status, refusal }: ApiError): void {
    if (status === 410) this.#position = undefined;
    if (status === 400 || refusal.tooNew === true) {
      this.#position = undefined;
      this.#latest = true;
    }
    if (this.#streamErrors >= errorsBeforeRelist) this.#position = undefined;
  }

  #older(version: string): boolean {
    return this.#newest !== undefined && compareVersions(version, this.#newest) === -1;
  }
}
