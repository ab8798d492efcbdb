// Faults on demand, so that clients can be shown and tested under trouble.

import type { Verb } from './requestInfo.ts';

/** What may go wrong with one request; absent fields leave that part well. */
export interface Fault {
  /** Milliseconds before anything happens. */
  delayMs?: number;
  /** Answer with this HTTP status instead. */
  status?: number;
  /** Cut the connection without an answer. */
  drop?: boolean;
  /** Cut a watch after so many events, when the next one is due. */
  dropAfterEvents?: number;
  /** Keep a watch open, but silent. */
  stall?: boolean;
}

export interface FaultSubject {
  method: string;
  path: string;
  /** Absent outside resources. */
  verb?: Verb;
  plural?: string;
  namespace?: string;
}

/** Asked once for every request. */
export type FaultHook = (request: FaultSubject) => Fault | undefined;
