// A DNS server on loopback, small enough to say exactly what a test wants said.
import { type Socket, createSocket } from 'node:dgram';
import { once } from 'node:events';

/** What is said of a name: its IPv4 addresses, a response code, or nothing at all. */
export type Said = readonly string[] | { rcode: number } | 'silence';

export interface DnsServer {
  /** `127.0.0.1:PORT`. */
  address: string;
  port: number;
  /** Names asked for, in order; each A question once. */
  asked: string[];
  close(): void;
}

const A = 1;
const HEADER_BYTES = 12;

/** Answers A questions by `say`; the same names have no AAAA. */
export async function startDnsServer(say: (name: string) => Said): Promise<DnsServer> {
  const socket: Socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (question, peer) => {
    const { name, type, end } = questionOf(question);
    if (type === A) asked.push(name);
    const said = say(name);
    if (said === 'silence') return;
    socket.send(answer(question.subarray(0, end), said, type), peer.port, peer.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  return { address: `127.0.0.1:${port}`, port, asked, close: () => socket.close() };
}

function questionOf(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function answer(question: Buffer, said: Exclude<Said, 'silence'>, type: number): Buffer {
  const addresses = 'rcode' in said || type !== A ? [] : said;
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8180 | ('rcode' in said ? said.rcode : 0), 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt16BE(0, 10);
  // A pointer to the name in the question, type A, class IN, a minute, four bytes.
  const lead = [0xc0, HEADER_BYTES, 0, A, 0, 1, 0, 0, 0, 60, 0, 4];
  const records = addresses.map((ip) => Buffer.from([...lead, ...ip.split('.').map(Number)]));
  return Buffer.concat([head, ...records]);
}
