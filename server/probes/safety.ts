// What may be dialled. Attackers can write any address into an EndpointSlice, a Pod status or an
// ExternalName; Portolan must not become their way to a metadata service or to the host's own
// loopback (F42, F43).
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

// Those after `broadcast` can carry any IPv4 address inside an IPv6 one.
const refusedRanges = new Set([
  'unspecified',
  'loopback',
  'linkLocal',
  'multicast',
  'broadcast',
  'rfc6052',
  'rfc6145',
  '6to4',
  'teredo',
]);

/** More that carry one: IPv4-compatible (RFC 4291), local-use NAT64 (RFC 8215). */
const refusedPrefixes = ['::/96', '64:ff9b:1::/48'].map((prefix) => ipaddr.parseCIDR(prefix));

/** Metadata services and their like outside the link-local range. */
const metadataAddresses = new Set([
  'fd00:ec2::254', // AWS
  'fd00:ec2::23', // AWS, identities of Pods
  'fd20:ce::254', // Google
  '100.100.100.200', // Alibaba
  '168.63.129.16', // Azure
  '192.0.0.192', // Oracle
]);

/** Whether this IP address may be dialled; names are no addresses and never may. */
export function mayDial(address: string): boolean {
  if (isIP(address) === 0 || !ipaddr.isValid(address)) return false;
  // ::ffff:127.0.0.1 is 127.0.0.1.
  const parsed = ipaddr.process(address);
  if (refusedRanges.has(parsed.range()) || metadataAddresses.has(parsed.toString())) return false;
  return !refusedPrefixes.some(
    (prefix) => parsed.kind() === prefix[0].kind() && parsed.match(prefix),
  );
}
