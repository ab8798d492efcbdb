// An agent per host: a process inside its network namespace that serves the host's apps and dials.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** How an app behaves; see `apps.mjs`. */
export interface App {
  kind: 'http' | 'slow' | 'silent' | 'reset' | 'tlsRefusing' | 'relay' | 'echo' | 'servfail';
  port: number;
  /** All addresses when absent. */
  host?: string;
  /** Who it says it is. */
  name: string;
  /** Of HTTP answers; 200 when absent. */
  status?: number;
  /** Where a relay leads. */
  socketPath?: string;
}

export interface Dial {
  /** IP address or name. */
  host: string;
  port: number;
  speak: 'http' | 'tcp' | 'tls' | 'udp' | 'dns';
  /** Milliseconds for each of connecting and answering. */
  patience: number;
}

/** What became of a connection. */
export interface Seen {
  outcome:
    | 'open'
    | 'http'
    | 'refused'
    | 'timeout'
    | 'unreachable'
    | 'nameError'
    | 'dnsTimeout'
    | 'reset'
    | 'tlsError'
    | 'unusable';
  errno?: string;
  /** Who answered, and the source address it saw. */
  name?: string;
  source?: string;
  /** Of an HTTP answer. */
  status?: number;
  /** What a name led to. */
  address?: string;
  ms: number;
}

interface Answer {
  id: number;
  result: Seen;
  error?: string;
}

const program = join(import.meta.dirname, 'agent.mjs');

export class Agent {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #asked = 0;

  constructor(namespace: string) {
    const command = ['netns', 'exec', namespace, process.execPath, program];
    // Look-ups each hold a thread for as long as a DNS server is silent.
    const env = { ...process.env, UV_THREADPOOL_SIZE: '32' };
    this.#process = spawn('ip', command, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process.stdin.on('error', () => undefined);
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      const answer: Answer = JSON.parse(line);
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  async serve(apps: readonly App[]): Promise<void> {
    await this.#ask({ do: 'serve', apps });
  }

  async dial(to: Dial): Promise<Seen> {
    return this.#ask({ do: 'dial', to });
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.stdin.end();
    await ended;
  }

  async #ask(command: object): Promise<Seen> {
    this.#asked += 1;
    const id = this.#asked;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#process.stdin.write(`${JSON.stringify({ id, ...command })}\n`);
    const { result, error } = await answered;
    if (error !== undefined) throw new Error(error);
    return result;
  }
}
