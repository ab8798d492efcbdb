// One request on an open connection and the beginning of its answer: nothing followed, nothing
// decoded, no more read than is needed (F45).
import type { Duplex } from 'node:stream';
import { type Deadline, stopwatch } from './deadline.ts';

export interface HttpAnswer {
  /** Absent: what came is not HTTP. */
  status?: number;
  /** Milliseconds from the request to the first byte; absent when none came. */
  firstByte?: number;
  /** Head and body as far as they were read, Latin-1. */
  said: string;
}

export interface HttpRequest {
  /** `Host`: a name or an address, with its port where that is not the usual one. */
  host: string;
  /** Bytes to read at most. */
  bytes: number;
  /** Read on after the status line. */
  wantsAnswer: boolean;
}

/**
 * Asks and reads. An answer cut short by the deadline counts as far as it came; none at all, and
 * errors of the socket, reject.
 */
export async function httpAnswer(
  socket: Duplex,
  request: HttpRequest,
  step: Deadline,
): Promise<HttpAnswer> {
  const elapsed = stopwatch();
  const heard: { text: string; firstByte?: number } = { text: '' };
  const enough = request.wantsAnswer ? isWhole : hasStatusLine;
  const reading = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => {
      heard.firstByte ??= elapsed();
      heard.text += chunk.toString('latin1', 0, request.bytes - heard.text.length);
      if (heard.text.length < request.bytes && !enough(heard.text)) return;
      socket.pause();
      resolve();
    });
    socket.once('end', resolve);
    socket.once('close', resolve);
    socket.once('error', reject);
  });
  socket.write(
    `GET / HTTP/1.1\r\nHost: ${request.host}\r\nUser-Agent: portolan\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
  );
  try {
    await step.race(reading);
  } catch (error) {
    if (!hasStatusLine(heard.text)) throw error;
  }
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(heard.text)?.[1]);
  return {
    ...(!Number.isNaN(status) && { status }),
    ...(heard.firstByte !== undefined && { firstByte: heard.firstByte }),
    said: heard.text,
  };
}

function hasStatusLine(text: string): boolean {
  return text.includes('\r\n');
}

/** Head and as much body as the head announces; a body of unknown length ends with the connection. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end + 2))?.[1];
  return length !== undefined && text.length >= end + 4 + Number(length);
}
