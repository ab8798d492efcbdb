// SPDY/3.1 frames, as far as Kubernetes speaks it: https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/

/** Numbers of control frames. */
export const controlTypes = {
  synStream: 1,
  synReply: 2,
  rstStream: 3,
  ping: 6,
  headers: 8,
} as const;

/** The sender sends nothing more on the stream. */
const FLAG_FIN = 0x01;
const CONTROL = 0x8000;
const VERSION = 3;
const HEAD_BYTES = 8;
/** Clients copy 32 KiB at a time; what is far beyond is no SPDY. */
const LONGEST = 1 << 20;
const STATUS_CANCEL = 5;

export type Frame =
  | { kind: 'data'; stream: number; fin: boolean; payload: Buffer }
  | { kind: 'control'; type: number; fin: boolean; payload: Buffer };

export class SpdyError extends Error {}

/** Cuts a stream of bytes into frames. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);

  /** The frames that these bytes complete. @throws {SpdyError} for what cannot be SPDY/3. */
  read(chunk: Buffer): Frame[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const frames: Frame[] = [];
    while (this.rest.length >= HEAD_BYTES) {
      const length = this.rest.readUIntBE(5, 3);
      if (length > LONGEST) throw new SpdyError(`a frame of ${length} bytes`);
      if (this.rest.length < HEAD_BYTES + length) break;
      frames.push(frameOf(this.rest, this.rest.subarray(HEAD_BYTES, HEAD_BYTES + length)));
      this.rest = this.rest.subarray(HEAD_BYTES + length);
    }
    return frames;
  }
}

function frameOf(head: Buffer, payload: Buffer): Frame {
  const fin = (head.readUInt8(4) & FLAG_FIN) !== 0;
  const first = head.readUInt16BE(0);
  if ((first & CONTROL) === 0) return { kind: 'data', stream: head.readUInt32BE(0), fin, payload };
  if (first !== (CONTROL | VERSION)) throw new SpdyError(`version ${first & ~CONTROL}`);
  return { kind: 'control', type: head.readUInt16BE(2), fin, payload };
}

/** The number of the stream, or the ping, that a control frame is about. */
export function subjectOf(payload: Buffer): number {
  if (payload.length < 4) throw new SpdyError('a control frame about nothing');
  return payload.readUInt32BE(0) & 0x7fff_ffff;
}

/** Of SYN_STREAM, behind the stream, the associated one, priority and slot. */
const SYN_STREAM_HEADERS = 10;

/** The compressed headers of a SYN_STREAM. */
export function compressedHeaders(payload: Buffer): Buffer {
  return payload.subarray(SYN_STREAM_HEADERS);
}

function control(type: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt16BE(CONTROL | VERSION, 0);
  head.writeUInt16BE(type, 2);
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function dataFrame(stream: number, payload: Buffer, fin: boolean): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(stream, 0);
  head.writeUInt8(fin ? FLAG_FIN : 0, 4);
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

export function synReplyFrame(stream: number, headers: Buffer): Buffer {
  return control(controlTypes.synReply, Buffer.concat([number(stream), headers]));
}

/** The stream is over, in both directions. */
export function cancelFrame(stream: number): Buffer {
  return control(controlTypes.rstStream, Buffer.concat([number(stream), number(STATUS_CANCEL)]));
}

/** A ping is answered by itself. */
export function pingFrame(id: number): Buffer {
  return control(controlTypes.ping, number(id));
}
