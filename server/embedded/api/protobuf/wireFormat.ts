// Protobuf's wire format: numbered fields, each a varint, some fixed bytes or a length and bytes.
// https://protobuf.dev/programming-guides/encoding/

import { badRequest } from '../errors.ts';

export type WireValue = bigint | Uint8Array;

export interface WireField {
  number: number;
  value: WireValue;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

class Reader {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.take(1)[0] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw badRequest('the object provided is not protobuf: a number is too long');
  }

  take(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.bytes.length) {
      throw badRequest('the object provided is not protobuf: it ends early');
    }
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  value(wireType: number): WireValue {
    switch (wireType) {
      case VARINT:
        return this.varint();
      case BYTES:
        return this.take(Number(this.varint()));
      case FIXED64:
        return this.take(8);
      case FIXED32:
        return this.take(4);
      default:
        throw badRequest(`the object provided is not protobuf: wire type ${wireType}`);
    }
  }
}

/** The fields of one message in the order they were sent. Throws ApiError 400. */
export function readFields(bytes: Uint8Array): WireField[] {
  const reader = new Reader(bytes);
  const fields: WireField[] = [];
  while (!reader.done) {
    const tag = Number(reader.varint());
    fields.push({ number: tag >>> 3, value: reader.value(tag & 7) });
  }
  return fields;
}

/** The last value sent under a number, as protobuf has it. */
export function lastOf(fields: readonly WireField[], number: number): WireValue | undefined {
  return fields.findLast((field) => field.number === number)?.value;
}

/** Text of a string field; empty when absent. */
export function textOf(value: WireValue | undefined): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : '';
}

/** Bytes of a message field; empty when absent. */
export function bytesOf(value: WireValue | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}

/** A signed integer field; 0 when absent. */
export function integerOf(value: WireValue | undefined): number {
  return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : 0;
}
