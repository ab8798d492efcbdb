// Ranges that addresses are handed out from.

import ipaddr from 'ipaddr.js';
import type { IPFamily } from '../model/net.ts';
import { canonicalIP, ipFamily } from '../model/parse/address.ts';
import { drawNumber } from './hashing.ts';

export interface AddressRange {
  cidr: string;
  family: IPFamily;
  /** How many addresses may be handed out, the first being 1; never more than 2^31. */
  size: number;
  /** Canonical. */
  at(offset: number): string;
  /** Whether an address may be handed out: neither the network's own nor an IPv4 broadcast. */
  contains(ip: string): boolean;
}

/** Larger ranges are used in part: a draw needs no more. */
const maxSize = 2 ** 31;

/** Throws for a text that is no CIDR: ranges are configuration, not cluster data. */
export function addressRange(cidr: string): AddressRange {
  const [address, bits] = ipaddr.parseCIDR(cidr);
  const family: IPFamily = address.kind() === 'ipv4' ? 'IPv4' : 'IPv6';
  const free = (family === 'IPv4' ? 32 : 128) - bits;
  const span = 1n << BigInt(free);
  const base = (toNumber(address.toByteArray()) / span) * span;
  const last = span - (family === 'IPv4' && free > 1 ? 2n : 1n);
  return {
    cidr,
    family,
    size: Number(last < BigInt(maxSize) ? last : BigInt(maxSize)),
    at: (offset) => toAddress(base + BigInt(offset), family),
    contains: (ip) => {
      const canonical = canonicalIP(ip);
      if (canonical === undefined || ipFamily(canonical) !== family) return false;
      const offset = toNumber(ipaddr.parse(canonical).toByteArray()) - base;
      return offset >= 1n && offset <= last;
    },
  };
}

/** A free address that belongs to `seed`, beyond the first `reserved`; those only when nothing else is left. */
export function drawAddress(
  seed: string,
  range: AddressRange,
  isFree: (ip: string) => boolean,
  reserved = 0,
): string | undefined {
  const beyond = drawNumber(seed, range.size - reserved, (drawn) =>
    isFree(range.at(drawn + reserved + 1)),
  );
  if (beyond !== undefined) return range.at(beyond + reserved + 1);
  if (reserved === 0) return undefined;
  const within = drawNumber(seed, reserved, (drawn) => isFree(range.at(drawn + 1)));
  return within === undefined ? undefined : range.at(within + 1);
}

function toNumber(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function toAddress(value: bigint, family: IPFamily): string {
  const length = family === 'IPv4' ? 4 : 16;
  const bytes = Array.from({ length }, (_, index) =>
    Number((value >> BigInt(8 * (length - 1 - index))) & 0xffn),
  );
  const address = ipaddr.fromByteArray(bytes);
  return canonicalIP(address.toString()) ?? address.toString();
}
