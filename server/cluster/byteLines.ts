const newline = 0x0a;

/**
 * Splits a stream of bytes at newlines without ever holding more than `limit` bytes of one line: a
 * hostile or broken server must not fill our memory (F14). Bytes are decoded only when a line is
 * complete, so a chunk may end inside a UTF-8 sequence. What follows the last newline is not a line
 * (a cut connection leaves half an event behind, F3).
 */
export class ByteLines {
  readonly #limit: number;
  readonly #tooLong: (bytes: number) => void;
  #parts: Uint8Array[] = [];
  #length = 0;

  /** `tooLong` hears the size in bytes of each line that was longer than `limit` and dropped. */
  constructor(limit: number, tooLong: (bytes: number) => void) {
    this.#limit = limit;
    this.#tooLong = tooLong;
  }

  /** The lines that `chunk` completes. */
  push(chunk: Uint8Array): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#append(chunk.subarray(start, end));
      this.#complete(lines);
      start = end + 1;
    }
    this.#append(chunk.subarray(start));
    return lines;
  }

  #append(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.#limit) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  #complete(lines: string[]): void {
    if (this.#length > this.#limit) this.#tooLong(this.#length);
    else if (this.#length > 0) lines.push(Buffer.concat(this.#parts).toString('utf8'));
    this.#parts = [];
    this.#length = 0;
  }
}
