// What may be dialled. Attackers can write any address into an EndpointSlice, a Pod status or an
// ExternalName; Portolan must not become their way to a metadata service or to the host's own
// loopback (F42, F43).
import ipaddr from 'ipaddr.js';

// The last three can carry any IPv4 address inside an IPv6 one.
const refusedRanges = new Set([
  'unspecified',
  'loopback',
  'linkLocal',
  'multicast',
  'broadcast',
  'rfc6052',
  '6to4',
  'teredo',
]);

/** Metadata services outside the link-local range. */
const metadataAddresses = new Set(['fd00:ec2::254', '100.100.100.200']);

/** Whether this IP address may be dialled; names are no addresses and never may. */
export function mayDial(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // ::ffff:127.0.0.1 is 127.0.0.1.
  const parsed = ipaddr.process(address);
  return !refusedRanges.has(parsed.range()) && !metadataAddresses.has(parsed.toString());
}
