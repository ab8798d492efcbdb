// Addresses as the API server reads them: leading zeros are let through, zones are not.

import ipaddr from 'ipaddr.js';
import type { IPFamily } from '../model/net.ts';
import { canonicalIP, ipFamily } from '../model/parse/address.ts';
import { invalid, type FieldError } from './fieldError.ts';

export interface IPAddress {
  family: IPFamily;
  /** 4 or 16 bytes; an IPv4-mapped IPv6 address counts as IPv4, as it does for Kubernetes. */
  bytes: readonly number[];
  /** RFC 5952, or dotted decimal. */
  canonical: string;
}

/** The address, or undefined when the text is none. */
export function parseIP(text: string): IPAddress | undefined {
  const canonical = canonicalIP(text);
  if (canonical === undefined) return undefined;
  const bytes = ipaddr.parse(canonical).toByteArray();
  return { family: ipFamily(canonical), bytes, canonical };
}

/** Whether the text is `ADDRESS/BITS`. */
export function isCIDR(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const ip = parseIP(address);
  if (!ip || rest.length > 0 || !/^\d+$/.test(bits)) return false;
  return Number(bits) <= (address.includes(':') ? 128 : 32);
}

export function validateIP(path: string, text: string): FieldError[] {
  return parseIP(text) ? [] : [invalid(path, text, 'ip')];
}

export function validateCIDR(path: string, text: string): FieldError[] {
  return isCIDR(text) ? [] : [invalid(path, text, 'cidr')];
}

/** An address somebody else can be reached at (S13, S30). */
export function validateEndpointIP(path: string, text: string): FieldError[] {
  const ip = parseIP(text);
  if (!ip) return [invalid(path, text, 'ipPlain')];
  const errors: FieldError[] = [];
  if (isUnspecified(ip)) errors.push(invalid(path, text, 'unspecified', { ip: text }));
  if (isLoopback(ip)) errors.push(invalid(path, text, 'loopback'));
  if (isLinkLocal(ip)) errors.push(invalid(path, text, 'linkLocal'));
  if (isLinkLocalMulticast(ip)) errors.push(invalid(path, text, 'linkLocalMulticast'));
  return errors;
}

function isUnspecified(ip: IPAddress): boolean {
  return ip.bytes.every((byte) => byte === 0);
}

function isLoopback({ family, bytes }: IPAddress): boolean {
  if (family === 'IPv4') return bytes[0] === 127;
  return bytes.every((byte, index) => byte === (index === 15 ? 1 : 0));
}

function isLinkLocal({ family, bytes: [first = 0, second = 0] }: IPAddress): boolean {
  if (family === 'IPv4') return first === 169 && second === 254;
  return first === 0xfe && (second & 0xc0) === 0x80;
}

function isLinkLocalMulticast({ family, bytes: [first = 0, second = 0, third] }: IPAddress) {
  if (family === 'IPv4') return first === 224 && second === 0 && third === 0;
  return first === 0xff && (second & 0x0f) === 0x02;
}
