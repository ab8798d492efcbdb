// One stream of a SPDY connection as a duplex of Node's.
import { Duplex } from 'node:stream';

import { cancelFrame, dataFrame } from './frames.ts';

/** Bytes of a data frame; as much as Kubernetes' own clients send at once. */
const PIECE = 32 * 1024;

/** How a stream sends a frame; `done` is called when there is room for more. */
export type SendFrame = (frame: Buffer, done: (error?: Error | null) => void) => void;

export class SpdyStream extends Duplex {
  readonly id: number;
  readonly headers: ReadonlyMap<string, string>;
  private readonly sendFrame: SendFrame;
  private resumed: (() => void) | undefined;

  constructor(id: number, headers: ReadonlyMap<string, string>, sendFrame: SendFrame) {
    super({ allowHalfOpen: true });
    this.id = id;
    this.headers = headers;
    this.sendFrame = sendFrame;
  }

  /** Resolves when there is room for more. */
  async receive(payload: Buffer, fin: boolean): Promise<void> {
    if (this.destroyed || this.readableEnded) return;
    const hasRoom = payload.length === 0 || this.push(payload);
    if (fin) this.push(null);
    else if (!hasRoom) await new Promise<void>((resolve) => (this.resumed = resolve));
  }

  override _read(): void {
    this.resumed?.();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    for (let at = PIECE; at < chunk.length; at += PIECE)
      this.sendFrame(dataFrame(this.id, chunk.subarray(at - PIECE, at), false), () => undefined);
    const last = chunk.length - ((chunk.length - 1) % PIECE) - 1;
    this.sendFrame(dataFrame(this.id, chunk.subarray(last), false), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.sendFrame(dataFrame(this.id, Buffer.alloc(0), true), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.resumed?.();
    if (this.readableEnded && this.writableFinished) done(error);
    else this.sendFrame(cancelFrame(this.id), () => done(error));
  }
}
