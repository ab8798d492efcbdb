// The thread that draws PNGs: started by the first one, and no reason for the process to stay.
import { Worker } from 'node:worker_threads';

export interface PngOrder {
  readonly id: number;
  readonly svg: string;
  readonly scale: number;
}
export type PngAnswer =
  | { readonly id: number; readonly png: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly error: string };

interface Waiting {
  readonly resolve: (png: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

export class PngThread {
  readonly #file: URL;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #orders = 0;

  /** @param file What the thread runs: it takes a `PngOrder` and gives a `PngAnswer`. */
  constructor(file: URL) {
    this.#file = file;
  }

  /** Rejects when it cannot be drawn, or the thread ends before it is. */
  paint(svg: string, scale: number): Promise<Uint8Array> {
    const worker = (this.#worker ??= this.#start());
    this.#orders += 1;
    const order: PngOrder = { id: this.#orders, svg, scale };
    return new Promise((resolve, reject) => {
      this.#waiting.set(order.id, { resolve, reject });
      worker.ref();
      worker.postMessage(order, []);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.#file);
    worker.on('message', (answer: PngAnswer) => this.#answered(worker, answer));
    worker.on('error', (error) => this.#ended(worker, error));
    worker.on('exit', () => this.#ended(worker, new Error('the thread that draws has ended')));
    return worker;
  }

  #answered(worker: Worker, answer: PngAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) worker.unref();
    if ('png' in answer) waiting?.resolve(answer.png);
    else waiting?.reject(new Error(answer.error));
  }

  /** The next picture starts another one. */
  #ended(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const reason = error instanceof Error ? error : new Error(String(error));
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
