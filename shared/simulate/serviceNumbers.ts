// The addresses and ports a Service is given, the same in the embedded cluster as in the file world.

import { drawAddress, type AddressRange } from './addressRange.ts';
import { drawNumber } from './hashing.ts';

/** Inclusive. */
export interface PortRange {
  from: number;
  to: number;
}

/** S7. */
export const defaultNodePortRange: PortRange = { from: 30000, to: 32767 };
export const defaultServiceCIDR = '10.96.0.0/12';
export const defaultServiceCIDRv6 = 'fd00:10:96::/112';

/** The lower part of a range is left to those who ask for an address by name, as the API server does. */
function reservedAddresses({ size }: AddressRange): number {
  return Math.min(Math.max(16, Math.floor(size / 16)), 256, Math.floor(size / 2));
}

function reservedPorts(size: number): number {
  return Math.min(Math.max(16, Math.floor(size / 32)), 128, Math.floor(size / 2));
}

/** A ClusterIP that belongs to `namespace/name`; undefined when the range is full. */
export function drawClusterIP(
  key: string,
  range: AddressRange,
  isFree: (ip: string) => boolean,
): string | undefined {
  return drawAddress(`clusterIP ${key}`, range, isFree, reservedAddresses(range));
}

/** A node port that belongs to `seed`; undefined when the range is full. */
export function drawNodePort(
  seed: string,
  { from, to }: PortRange,
  isFree: (port: number) => boolean,
): number | undefined {
  const size = to - from + 1;
  const reserved = reservedPorts(size);
  const upper = drawNumber(`nodePort ${seed}`, size - reserved, (drawn) =>
    isFree(from + reserved + drawn),
  );
  if (upper !== undefined) return from + reserved + upper;
  const lower = drawNumber(`nodePort ${seed}`, reserved, (drawn) => isFree(from + drawn));
  return lower === undefined ? undefined : from + lower;
}
