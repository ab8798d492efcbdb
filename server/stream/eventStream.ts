// Server-sent events over one HTTP response; knows nothing of Services.
import type { ServerResponse } from 'node:http';

export const eventStreamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // no-transform: a compressing proxy would hold events back.
  'Cache-Control': 'no-cache, no-transform',
  Connection: 'keep-alive',
  'X-Accel-Buffering': 'no',
} as const;

/** Bytes a reader may leave unread before it counts as slow (F30). */
export const slowReaderBytes = 1024 * 1024;

/** The bytes of one event after its id line; made once, written to many readers. */
export function frame(data: unknown): Buffer {
  return Buffer.from(`data: ${JSON.stringify(data)}\n\n`);
}

/** Writes one event; false when the reader is slow and should be dropped to a snapshot. */
export function writeEvent(response: ServerResponse, id: string, bytes: Buffer): boolean {
  response.cork();
  response.write(`id: ${id}\n`);
  response.write(bytes);
  response.uncork();
  return response.writableLength <= slowReaderBytes;
}
