// IPv4 ranges and who is behind them. Simulated addresses are IPv4 alone.

import ipaddr from 'ipaddr.js';

/** Where Services get their ClusterIPs. */
export const SERVICE_RANGE = '10.96.0.0/12';
export const POD_RANGE = '10.244.0.0/16';
/** The network the nodes share with the machine outside, load balancer addresses included. */
export const NODE_RANGE = '172.18.0.0/16';
/** The machine outside, as nodes see it: of TEST-NET-3, which stands for the world (RFC 5737). */
export const OUTSIDE_ADDRESS = '203.0.113.1';

/** False for anything that is not an address and a range of one family. */
export function inRange(address: string, range: string): boolean {
  if (!ipaddr.isValid(address) || !ipaddr.isValidCIDR(range)) return false;
  const parsed = ipaddr.parse(address);
  const cidr = ipaddr.parseCIDR(range);
  if (parsed.kind() !== cidr[0].kind()) return false;
  return parsed.match(cidr);
}

export function isLoopback(address: string): boolean {
  return inRange(address, '127.0.0.0/8');
}
