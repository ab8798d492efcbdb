// Header blocks of SPDY/3: names and values, compressed by zlib with one context for the whole
// connection and direction, begun with a dictionary that the protocol sets (draft 3.1, 2.6.10.1).
import { constants, createDeflate, createInflate } from 'node:zlib';

import { SpdyError } from './frames.ts';

/** The words of the dictionary that stand behind their length. */
const words =
  'options head post put delete trace accept accept-charset accept-encoding accept-language ' +
  'accept-ranges age allow authorization cache-control connection content-base content-encoding ' +
  'content-language content-length content-location content-md5 content-range content-type date ' +
  'etag expect expires from host if-match if-modified-since if-none-match if-range ' +
  'if-unmodified-since last-modified location max-forwards pragma proxy-authenticate ' +
  'proxy-authorization range referer retry-after server te trailer transfer-encoding upgrade ' +
  'user-agent vary via warning www-authenticate method get status 200 OK version HTTP/1.1 url ' +
  'public set-cookie keep-alive origin';

const tail =
  '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505' +
  '203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 ' +
  'Unauthorized403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented503 Service ' +
  'UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, ' +
  'Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xml,application/' +
  'xhtml+xml,text/plain,text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8' +
  'charset=iso-8859-1,utf-,*,enq=0.';

function counted(text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, Buffer.from(text, 'latin1')]);
}

/** `200 OK` is one word, the only one with a space in it. */
const listed = words.replace('200 OK', '200_OK').split(' ');

export const dictionary = Buffer.concat([
  ...listed.map((word) => counted(word.replace('_', ' '))),
  Buffer.from(tail, 'latin1'),
]);

/** Bytes; Kubernetes sends three short headers. */
const LONGEST = 16 * 1024;

/** Reads the header blocks of one direction of a connection, in their order. */
export class HeaderReader {
  private readonly inflate = createInflate({ dictionary });

  constructor() {
    // Told to whoever writes; without a listener it would end the process.
    this.inflate.on('error', () => undefined);
  }

  /** Names are lower case. Rejects with SpdyError for what is no header block. */
  async read(compressed: Buffer): Promise<Map<string, string>> {
    await new Promise<void>((resolve, reject) => {
      this.inflate.write(compressed, (error) => (error ? reject(error) : resolve()));
    }).catch((error: unknown) => {
      throw new SpdyError(`headers: ${String(error)}`);
    });
    const block: unknown = this.inflate.read();
    if (!Buffer.isBuffer(block) || block.length > LONGEST) throw new SpdyError('headers');
    return headersOf(block);
  }

  close(): void {
    this.inflate.close();
  }
}

function headersOf(block: Buffer): Map<string, string> {
  let at = 0;
  const count = (): number => {
    if (at + 4 > block.length) throw new SpdyError('headers are cut short');
    at += 4;
    return block.readUInt32BE(at - 4);
  };
  const text = (): string => {
    const length = count();
    if (at + length > block.length) throw new SpdyError('headers are cut short');
    at += length;
    return block.toString('latin1', at - length, at);
  };
  const headers = new Map<string, string>();
  for (let left = count(); left > 0; left -= 1) headers.set(text().toLowerCase(), text());
  return headers;
}

/** Writes header blocks without a header: all that replies have to say. */
export class EmptyHeaderWriter {
  private readonly deflate = createDeflate({ dictionary });

  async write(): Promise<Buffer> {
    await new Promise<void>((resolve) => {
      this.deflate.write(Buffer.alloc(4));
      this.deflate.flush(constants.Z_SYNC_FLUSH, resolve);
    });
    const block: unknown = this.deflate.read();
    return Buffer.isBuffer(block) ? block : Buffer.alloc(0);
  }

  close(): void {
    this.deflate.close();
  }
}
