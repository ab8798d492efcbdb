// The readers of the one stream. Every frame is serialised once and shared; a reader's position is
// its number in one bounded log, so that a reader who comes back gets just what it missed. Nothing
// is queued per reader: one that falls behind, or stayed away too long, gets a fresh snapshot.
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { ObjectKey } from '@portolan/shared/model/metadata.ts';
import { type StreamMessage, encodeMessage, streamVersion } from '@portolan/shared/wire/stream.ts';
import { eventStreamHeaders, frame, writeEvent } from './eventStream.ts';

type Snapshot = Extract<StreamMessage, { type: 'snapshot' }>;
type Delta = Extract<StreamMessage, { type: 'delta' }>;

export interface ReadersOptions {
  /** The whole state for a reader that follows these Services. */
  snapshot(follows: ReadonlySet<ObjectKey>): Omit<Snapshot, 'type' | 'version' | 'stream'>;
  /** A reader began or stopped following a Service. */
  onFollow(key: ObjectKey): void;
  onUnfollow(key: ObjectKey): void;
  now(): number;
  /** Names this run of the server: readers of an earlier one get a snapshot (F31). */
  launch?: string;
  /** Bytes of log kept for readers who come back. */
  logBytes?: number;
  /** Milliseconds a reader may be away and keep its place. */
  patience?: number;
}

interface Frame {
  seq: number;
  bytes: Buffer;
  /** Absent: for everybody. */
  topic?: ObjectKey;
}

interface Reader {
  id: string;
  follows: Set<ObjectKey>;
  response: ServerResponse | undefined;
  /** It did not read fast enough: send a snapshot when it has drained. */
  behind: boolean;
  awaySince: number;
}

export class Readers {
  #options: ReadersOptions;
  #launch: string;
  #readers = new Map<string, Reader>();
  #log: Frame[] = [];
  #logBytes = 0;
  #seq = 0;

  constructor(options: ReadersOptions) {
    this.#options = options;
    this.#launch = options.launch ?? randomUUID().slice(0, 8);
  }

  /** Readers connected now. */
  get connected(): number {
    let count = 0;
    for (const reader of this.#readers.values()) if (reader.response) count += 1;
    return count;
  }

  /**
   * Serves one stream until the connection closes. `resume` is the last event id the reader saw.
   */
  connect(response: ServerResponse, resume?: string): void {
    response.writeHead(200, eventStreamHeaders);
    const returning = this.#returning(resume);
    const reader = returning?.reader ?? this.#newReader();
    reader.response?.end();
    reader.response = response;
    reader.behind = false;
    response.on('close', () => {
      if (reader.response !== response) return;
      reader.response = undefined;
      reader.awaySince = this.#options.now();
    });
    response.on('drain', () => {
      if (reader.response === response && reader.behind) this.#sendSnapshot(reader);
    });
    if (returning) this.#replay(reader, returning.after);
    else this.#sendSnapshot(reader);
  }

  /**
   * Sets which Services a reader follows; what is new to it is sent to it at once. False when
   * there is no such reader.
   */
  follow(id: string, keys: readonly ObjectKey[], current: (added: ObjectKey[]) => Delta): boolean {
    const reader = this.#readers.get(id);
    if (!reader) return false;
    const wanted = new Set(keys);
    for (const key of reader.follows) {
      if (wanted.has(key)) continue;
      reader.follows.delete(key);
      this.#options.onUnfollow(key);
    }
    const added = keys.filter((key) => !reader.follows.has(key));
    for (const key of added) {
      reader.follows.add(key);
      this.#options.onFollow(key);
    }
    // Told under the number of the last frame: it is for this reader alone, and whoever resumes
    // from before it gets the followed views again anyway.
    if (added.length > 0) this.#write(reader, this.#seq, frame(encodeMessage(current(added))));
    return true;
  }

  /** Sends to all readers, or to those following the topic. */
  publish(delta: Delta, topic?: ObjectKey): void {
    this.#seq += 1;
    const entry: Frame = {
      seq: this.#seq,
      bytes: frame(encodeMessage(delta)),
      ...(topic && { topic }),
    };
    this.#log.push(entry);
    this.#logBytes += entry.bytes.length;
    const limit = this.#options.logBytes ?? 4 * 1024 * 1024;
    while (this.#logBytes > limit) this.#logBytes -= this.#log.shift()?.bytes.length ?? 0;
    for (const reader of this.#readers.values()) this.#deliver(reader, entry);
  }

  /** Keeps proxies from closing idle connections, and forgets readers that stayed away. */
  heartbeat(): void {
    const now = this.#options.now();
    const bytes = frame(encodeMessage({ type: 'heartbeat', now }));
    for (const reader of this.#readers.values()) {
      if (reader.response) {
        this.#write(reader, this.#seq, bytes);
      } else if (now - reader.awaySince > (this.#options.patience ?? 60_000)) {
        this.#forget(reader);
      }
    }
  }

  close(): void {
    for (const reader of this.#readers.values()) {
      reader.response?.end();
      this.#forget(reader);
    }
  }

  #newReader(): Reader {
    const reader: Reader = {
      id: randomUUID(),
      follows: new Set(),
      response: undefined,
      behind: false,
      awaySince: 0,
    };
    this.#readers.set(reader.id, reader);
    return reader;
  }

  #forget(reader: Reader): void {
    this.#readers.delete(reader.id);
    for (const key of reader.follows) this.#options.onUnfollow(key);
    reader.follows.clear();
  }

  /** The reader that saw this event id, if it is known and nothing it missed has left the log. */
  #returning(resume: string | undefined): { reader: Reader; after: number } | undefined {
    const [launch, id, seq] = resume?.split(/[.:]/) ?? [];
    const reader = id === undefined ? undefined : this.#readers.get(id);
    const after = Number(seq);
    if (!reader || launch !== this.#launch || !Number.isSafeInteger(after)) return undefined;
    const oldest = this.#log[0]?.seq ?? this.#seq + 1;
    return after >= oldest - 1 && after <= this.#seq ? { reader, after } : undefined;
  }

  #replay(reader: Reader, after: number): void {
    for (const entry of this.#log) if (entry.seq > after) this.#deliver(reader, entry);
    this.#write(
      reader,
      this.#seq,
      frame(encodeMessage({ type: 'heartbeat', now: this.#options.now() })),
    );
  }

  #sendSnapshot(reader: Reader): void {
    reader.behind = false;
    const snapshot: Snapshot = {
      type: 'snapshot',
      version: streamVersion,
      stream: reader.id,
      ...this.#options.snapshot(reader.follows),
    };
    // Its size says nothing of how fast the reader is, so it never marks it as behind.
    if (reader.response)
      writeEvent(reader.response, this.#eventId(reader, this.#seq), frame(encodeMessage(snapshot)));
  }

  #deliver(reader: Reader, entry: Frame): void {
    if (entry.topic === undefined || reader.follows.has(entry.topic)) {
      this.#write(reader, entry.seq, entry.bytes);
    }
  }

  #write(reader: Reader, seq: number, bytes: Buffer): void {
    if (!reader.response || reader.behind) return;
    reader.behind = !writeEvent(reader.response, this.#eventId(reader, seq), bytes);
  }

  #eventId(reader: Reader, seq: number): string {
    return `${this.#launch}.${reader.id}:${seq}`;
  }
}
