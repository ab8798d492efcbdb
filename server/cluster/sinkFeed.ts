import { objectKey } from '@portolan/shared/model/metadata.ts';
import type { Change } from '@portolan/shared/model/object.ts';
import type { Clock } from './clock.ts';
import type { Standing } from './kindWatcher.ts';
import type { SourceInfo, SourceProblem, SourceSink } from './source.ts';
import { StatusBoard } from './statusBoard.ts';

/** Milliseconds in which changes are gathered into one batch. */
const batchFor = 10;

/** Gathers what all reflectors of a source learn and tells it to the sink, in batches. */
export class SinkFeed {
  readonly #clock: Clock;
  readonly #board: StatusBoard;
  #sink: SourceSink | undefined;
  #changes: Change[] = [];
  #problems: SourceProblem[] = [];
  #lastStatus = '';
  #cancelFlush: (() => void) | undefined;
  #cancelRecheck: () => void = () => {};

  constructor(info: SourceInfo, clock: Clock) {
    this.#clock = clock;
    this.#board = new StatusBoard(info, clock);
  }

  /** How many reflectors there are. */
  get reflectors(): number {
    return this.#board.size;
  }

  /** Begins with the status. */
  open(sink: SourceSink): void {
    this.#sink = sink;
    this.#flush();
  }

  /** Nothing more is told, and no timer is left. */
  close(): void {
    this.#sink = undefined;
    this.#cancelRecheck();
    this.#cancelFlush?.();
  }

  changes(changes: readonly Change[]): void {
    for (const change of changes) {
      this.#changes.push(change);
      this.#mend(change);
    }
    this.#scheduleFlush();
  }

  /** Objects of the running list of one reflector, so far. */
  listed(id: string, count: number): void {
    this.#board.listed(id, count);
    this.#scheduleFlush();
  }

  /** `undefined`: nothing is watched under that id any more. */
  standing(id: string, standing: Standing | undefined): void {
    this.#board.set(id, standing);
    this.#scheduleFlush();
  }

  problem(problem: SourceProblem): void {
    this.#board.skip(problem);
    this.#problems.push(problem);
    this.#scheduleFlush();
  }

  /** What was skipped and now is well, or gone, is told too. */
  #mend(change: Change): void {
    const well = (kind: string, key: string) => {
      this.#problems.push({ kind, key, message: '' });
    };
    if (change.type === 'replace') {
      for (const { kind, key } of this.#board.admitAll(change.kind, change.namespace))
        well(kind, key);
    } else if (change.type === 'set') {
      const { kind, metadata } = change.object;
      const key = objectKey(metadata);
      if (this.#board.admit(kind, key)) well(kind, key);
    } else if (change.type === 'delete' && this.#board.admit(change.kind, change.key)) {
      well(change.kind, change.key);
    }
  }

  #scheduleFlush(): void {
    if (this.#sink === undefined) return;
    this.#cancelFlush ??= this.#clock.after(batchFor, () => {
      this.#flush();
    });
  }

  /** Data before status: who reads `live` has seen what there is. */
  #flush(): void {
    this.#cancelFlush = undefined;
    const sink = this.#sink;
    if (sink === undefined) return;
    const changes = this.#changes;
    const problems = this.#problems;
    this.#changes = [];
    this.#problems = [];
    if (changes.length > 0) sink.change(changes);
    for (const problem of problems) sink.problem(problem);
    const status = this.#board.status();
    const text = JSON.stringify(status);
    if (text !== this.#lastStatus) sink.status(status);
    this.#lastStatus = text;
    this.#cancelRecheck();
    const wait = this.#board.nextChange();
    if (wait === undefined) return;
    this.#cancelRecheck = this.#clock.after(wait, () => {
      this.#flush();
    });
  }
}
