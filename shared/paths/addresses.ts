// IP addresses as the engine compares them. Text in, text out; what does not parse never matches.
import ipaddr from 'ipaddr.js';
import type { IPFamily } from '../model/net.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Parses strictly: `10.1` is no address. An IPv4-mapped IPv6 address counts as IPv4. */
function parse(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(':') || !ipaddr.IPv6.isValid(text)) return undefined;
  return ipaddr.process(text);
}

/** Four decimal octets without leading zeros, the only spelling of IPv4 that is taken. */
const ipv4 = /^(?:(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/;

/** Undefined when the text is no IP address. */
export function familyOf(ip: string): IPFamily | undefined {
  // Asked of every endpoint on every way: nothing is built where a look is enough.
  if (!ip.includes(':')) return ipv4.test(ip) ? 'IPv4' : undefined;
  const address = parse(ip);
  if (address === undefined) return undefined;
  return address.kind() === 'ipv4' ? 'IPv4' : 'IPv6';
}

/** RFC 5952 form; text that is no address comes back as it is. */
export function canonicalIP(ip: string): string {
  // IPv4 admits one spelling only, and is what is asked most.
  if (!ip.includes(':')) return ip;
  return parse(ip)?.toString() ?? ip;
}

export function isLoopback(ip: string): boolean {
  return parse(ip)?.range() === 'loopback';
}

export interface Range {
  family: IPFamily;
  /** Bits; zero means every address of the family. */
  prefix: number;
  contains(ip: string): boolean;
  /** The address `offset` places before the end of the range. */
  fromEnd(offset: number): string;
}

/** Reads `10.0.0.0/8`, blanks around it ignored (S52). Undefined when it is no CIDR. */
export function parseRange(cidr: string): Range | undefined {
  const [text = '', bits = '', ...rest] = cidr.trim().split('/');
  const base = parse(text);
  if (base === undefined || rest.length > 0 || !/^\d{1,3}$/.test(bits)) return undefined;
  const prefix = Number(bits);
  const octets = base.toByteArray();
  if (prefix > octets.length * 8) return undefined;
  return {
    family: base.kind() === 'ipv4' ? 'IPv4' : 'IPv6',
    prefix,
    contains: (ip) => contains(base, prefix, parse(ip)),
    fromEnd: (offset) => fromEnd(octets, prefix, offset),
  };
}

function contains(base: Address, prefix: number, address: Address | undefined): boolean {
  if (address instanceof ipaddr.IPv4 && base instanceof ipaddr.IPv4) {
    return address.match(base, prefix);
  }
  if (address instanceof ipaddr.IPv6 && base instanceof ipaddr.IPv6) {
    return address.match(base, prefix);
  }
  return false;
}

function fromEnd(base: readonly number[], prefix: number, offset: number): string {
  const octets = base.map((octet, index) => {
    const fixed = Math.min(8, Math.max(0, prefix - index * 8));
    return octet | (0xff >> fixed);
  });
  let borrow = offset;
  for (let index = octets.length - 1; index >= 0 && borrow > 0; index -= 1) {
    const value = (octets[index] ?? 0) - (borrow % 256);
    octets[index] = (value + 256) % 256;
    borrow = Math.floor(borrow / 256) + (value < 0 ? 1 : 0);
  }
  return ipaddr.fromByteArray(octets).toString();
}

/** Whether any of the CIDRs holds the address; CIDRs that do not parse hold nothing. */
export function inAnyRange(cidrs: readonly string[], ip: string): boolean {
  return cidrs.some((cidr) => parseRange(cidr)?.contains(ip) === true);
}

/** The network of that many bits which an address is in; keys of the two families never meet. */
export function networkKey(ip: string, prefix: number): string {
  const octets = parse(ip)?.toByteArray() ?? [];
  const kept = octets.map((octet, index) => {
    const fixed = Math.min(8, Math.max(0, prefix - index * 8));
    return octet & ~(0xff >> fixed);
  });
  return `${kept.join('.')}/${prefix}`;
}

/** `10.0.0.1:80`, `[fd00::1]:80`. */
export function hostPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
