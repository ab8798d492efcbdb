// The one question a DNS server behind a Service is asked: any answer to it proves that it answers.
import { randomInt } from 'node:crypto';

/** The version record that the Kubernetes DNS specification asks of every cluster's DNS. */
const labels = ['dns-version', 'cluster', 'local'];
const TXT = 16;
const IN = 1;
const RECURSION_DESIRED = 0x0100;
const HEADER_BYTES = 12;

/** A question as it travels (RFC 1035, 4.1). */
export function dnsQuestion(): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(randomInt(0x1_0000), 0);
  header.writeUInt16BE(RECURSION_DESIRED, 2);
  header.writeUInt16BE(1, 4);
  const name = labels.map((label) => `${String.fromCodePoint(label.length)}${label}`).join('');
  return Buffer.concat([header, Buffer.from(`${name}\0`, 'latin1'), Buffer.from([0, TXT, 0, IN])]);
}

/** The response code of the answer to this question; undefined when it is no answer to it. */
export function answerCode(question: Buffer, answer: Buffer): number | undefined {
  if (answer.length < HEADER_BYTES) return undefined;
  const isSameQuestion = answer.readUInt16BE(0) === question.readUInt16BE(0);
  const flags = answer.readUInt16BE(2);
  const isAnswer = (flags & 0x8000) !== 0;
  return isSameQuestion && isAnswer ? flags & 0x000f : undefined;
}
