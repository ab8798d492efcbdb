// The server's side of a SPDY/3.1 connection whose streams the client opens. Flow control there is
// none: Kubernetes' clients send no window updates and heed none, so one slow stream holds up all.
import type { Duplex } from 'node:stream';

import {
  compressedHeaders,
  controlTypes,
  type Frame,
  FrameReader,
  pingFrame,
  subjectOf,
  synReplyFrame,
} from './frames.ts';
import { EmptyHeaderWriter, HeaderReader } from './headerBlock.ts';
import { SpdyStream } from './stream.ts';

/** Open at once; kubectl opens two for each connection it forwards. */
const MOST_STREAMS = 1024;

class SpdyConnection {
  private readonly transport: Duplex;
  private readonly onStream: (stream: SpdyStream) => void;
  private readonly streams = new Map<number, SpdyStream>();
  private readonly frames = new FrameReader();
  private readonly incoming = new HeaderReader();
  private readonly outgoing = new EmptyHeaderWriter();

  constructor(transport: Duplex, onStream: (stream: SpdyStream) => void) {
    this.transport = transport;
    this.onStream = onStream;
  }

  async run(): Promise<void> {
    try {
      for await (const chunk of this.transport) {
        for (const frame of this.frames.read(chunk)) await this.handle(frame);
      }
    } finally {
      for (const stream of this.streams.values()) stream.destroy();
      this.incoming.close();
      this.outgoing.close();
      this.transport.destroy();
    }
  }

  private async handle(frame: Frame): Promise<void> {
    if (frame.kind === 'data') {
      await this.streams.get(frame.stream)?.receive(frame.payload, frame.fin);
      return;
    }
    switch (frame.type) {
      case controlTypes.synStream:
        await this.open(frame);
        break;
      case controlTypes.headers:
        // Nobody needs them, but the compression goes on through them.
        await this.incoming.read(frame.payload.subarray(4));
        break;
      case controlTypes.rstStream:
        this.forget(subjectOf(frame.payload))?.destroy();
        break;
      case controlTypes.ping:
        this.send(pingFrame(subjectOf(frame.payload)));
        break;
      default:
      // SETTINGS, GOAWAY and WINDOW_UPDATE ask for nothing that is done here.
    }
  }

  private async open({ payload, fin }: Frame): Promise<void> {
    const id = subjectOf(payload);
    const headers = await this.incoming.read(compressedHeaders(payload));
    const stream = new SpdyStream(id, headers, (bytes, done) => this.send(bytes, done));
    // Whoever uses the stream is told of its end; an error of it must not end the process.
    stream.on('error', () => undefined);
    if (this.streams.size >= MOST_STREAMS) {
      stream.destroy();
      return;
    }
    this.streams.set(id, stream);
    stream.once('close', () => this.forget(id));
    this.send(synReplyFrame(id, await this.outgoing.write()));
    this.onStream(stream);
    if (fin) await stream.receive(Buffer.alloc(0), true);
  }

  private forget(id: number): SpdyStream | undefined {
    const stream = this.streams.get(id);
    this.streams.delete(id);
    return stream;
  }

  private send(frame: Buffer, done: (error?: Error | null) => void = () => undefined): void {
    if (this.transport.writable) this.transport.write(frame, done);
    else done();
  }
}

/**
 * Serves the streams that the client opens, until the connection ends; then destroys those left.
 * Rejects when the client does not speak SPDY/3.1, or goes without a farewell.
 */
export function serveSpdy(
  transport: Duplex,
  onStream: (stream: SpdyStream) => void,
): Promise<void> {
  return new SpdyConnection(transport, onStream).run();
}
