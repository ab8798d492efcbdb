import ipaddr from 'ipaddr.js';
import type { IPFamily } from '../net.ts';

// Dotted quads as Go writes them are by far the most common, and are canonical already.
const plainIPv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
/** Leading zeros are decimal to kube-proxy's parser, not octal. */
const paddedIPv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * The address as Kubernetes writes it (S20), or undefined when it is none: IPv6 shortened by
 * RFC 5952, IPv4 in IPv6 (`::ffff:1.2.3.4`) as IPv4, no zones.
 */
export function canonicalIP(text: string): string | undefined {
  if (plainIPv4.test(text)) return text;
  if (paddedIPv4.test(text)) return unpadded(text);
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress()
    ? address.toIPv4Address().toString()
    : address.toRFC5952String();
}

export function ipFamily(canonical: string): IPFamily {
  return canonical.includes(':') ? 'IPv6' : 'IPv4';
}

function unpadded(text: string): string | undefined {
  const octets = text.split('.').map(Number);
  return octets.every((octet) => octet <= 255) ? octets.join('.') : undefined;
}
