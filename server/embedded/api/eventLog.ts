// The one log of writes: it numbers them, and remembers the last so many for watches and old lists.

import type { StoreEvent } from '../objects.ts';
import { tooLarge, tooOld } from './errors.ts';

export interface LoggedEvent extends StoreEvent {
  revision: number;
}

export class EventLog {
  private entries: LoggedEvent[] = [];
  /** Everything up to and including this revision is forgotten. */
  private forgotten: number;
  private readonly size: number;

  /** `start` is the revision before the first write; `size` bounds the remembered writes. */
  constructor(start: number, size: number) {
    this.forgotten = start;
    this.size = size;
  }

  /** The latest revision given out. */
  get revision(): number {
    return this.forgotten + this.entries.length;
  }

  /** The oldest revision that can still be read or watched from. */
  get oldest(): number {
    return this.forgotten;
  }

  append(event: StoreEvent): LoggedEvent {
    const logged = { ...event, revision: this.revision + 1 };
    this.entries.push(logged);
    if (this.entries.length > this.size) {
      this.entries.shift();
      this.forgotten += 1;
    }
    return logged;
  }

  /** The writes after `revision`, oldest first. Throws ApiError 410 or 504 when it cannot know. */
  after(revision: number): readonly LoggedEvent[] {
    if (revision < this.forgotten) throw tooOld(revision, this.forgotten);
    if (revision > this.revision) throw tooLarge(revision, this.revision);
    // Every write takes exactly one revision, so the position follows from the number.
    return this.entries.slice(revision - this.forgotten);
  }

  /** Forgets every write, as etcd's compaction does. */
  compact(): void {
    this.forgotten = this.revision;
    this.entries = [];
  }
}
