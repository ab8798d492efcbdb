import type { ObjectKey } from '../model/metadata.ts';
import { canonicalIP, familyOf } from './addresses.ts';
import { reason, type Reason } from './reason.ts';

/** Where a client stands. */
export type VantagePoint =
  | { kind: 'pod'; pod: ObjectKey }
  | { kind: 'node'; node: string }
  | { kind: 'outside' }
  | { kind: 'server' }
  | { kind: 'browser' }
  /** A new packet with this source, as the kube-proxy of the node named beside it sees it. */
  | { kind: 'address'; ip: string };

/** `pod:NS/NAME[/CONTAINER]`, `node:NAME`, `outside`, `server`, `browser`, or an IP address. */
export function parseVantage(text: string): VantagePoint | { error: Reason } {
  if (text === 'outside' || text === 'server' || text === 'browser') return { kind: text };
  const pod = /^pod:([^/\s]+)\/([^/\s]+)(?:\/[^/\s]+)?$/.exec(text);
  if (pod !== null) return { kind: 'pod', pod: `${pod[1]}/${pod[2]}` };
  const node = /^node:([^/\s]+)$/.exec(text)?.[1];
  if (node !== undefined) return { kind: 'node', node };
  const ip = text.replace(/^\[(.*)\]$/, '$1');
  if (familyOf(ip) !== undefined) return { kind: 'address', ip: canonicalIP(ip) };
  return { error: reason('badVantage', { text }) };
}
