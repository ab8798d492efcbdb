/** What a command may use of the process: words on stderr, data on stdout. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Data that is no text, on stdout; absent where there is no such place. */
  bytes?(data: Uint8Array): void;
  /** Paths given on the command line resolve from here. */
  directory: string;
  /** Whether a person reads what goes to stdout. */
  colour?: boolean;
  environment: Readonly<Record<string, string | undefined>>;
  /** Calls `stop` on Ctrl-C instead of ending the process, until the function it returns is called. */
  onInterrupt?(stop: () => void): () => void;
}

/** A command that could not run: exit code 2 and one clear line. */
export class CommandError extends Error {}

/** Exit codes: done, found what was asked to be failed on, could not run. */
export const exitCodes = { done: 0, found: 1, couldNotRun: 2 } as const;
