import type { ObjectKey } from '../model/metadata.ts';
import type { Protocol } from '../model/net.ts';
import { canonicalIP, familyOf } from './addresses.ts';
import { reason, type Reason } from './reason.ts';

/** What a client dials. */
export type Target =
  | { kind: 'address'; ip: string; port: number; protocol: Protocol }
  | { kind: 'name'; name: string; port: number; protocol: Protocol }
  /** A port is a number or a Service port's name; absent when the Service has only one. */
  | { kind: 'service'; service: ObjectKey; port?: number | string; protocol?: Protocol }
  /** One endpoint itself, by its id in a view. */
  | { kind: 'endpoint'; ip: string; port: number; protocol: Protocol };

/**
 * `IP:PORT[/PROTO]` (IPv6 in brackets), `NAME:PORT[/PROTO]`, `svc:NS/NAME[:PORT][/PROTO]`, or an
 * endpoint's id, `endpoint/ADDRESS:PORT/PROTO`.
 */
export function parseTarget(text: string): Target | { error: Reason } {
  if (text.startsWith('svc:')) return parseServiceTarget(text);
  const isEndpoint = text.startsWith('endpoint/');
  const dialled = isEndpoint ? text.slice('endpoint/'.length) : text;
  const parts = /^(?:\[([^\]]*)\]|([^:/\s[\]]*)):(\d+)(?:\/(\w+))?$/.exec(dialled);
  if (parts === null) return unbracketed(dialled) ?? { error: reason('badTarget', { text }) };
  const [, bracketed, plain, digits, protocolText] = parts;
  const port = portNumber(digits);
  if (port === undefined) return { error: reason('badPort', { text }) };
  const protocol = protocolText === undefined ? 'TCP' : protocolOf(protocolText);
  if (protocol === undefined) return { error: reason('badProtocol', { text }) };
  const host = bracketed ?? plain ?? '';
  const family = familyOf(host);
  if (family !== undefined) {
    return { kind: isEndpoint ? 'endpoint' : 'address', ip: canonicalIP(host), port, protocol };
  }
  if (bracketed !== undefined || isEndpoint || !isName(host)) {
    return { error: reason('badTarget', { text }) };
  }
  return { kind: 'name', name: host.toLowerCase(), port, protocol };
}

/** `fd00::1:80` could mean two things. */
function unbracketed(text: string): { error: Reason } | undefined {
  const address = text.replace(/\/\w+$/, '');
  return familyOf(address) === 'IPv6' ? { error: reason('bracketsNeeded', { text }) } : undefined;
}

function parseServiceTarget(text: string): Target | { error: Reason } {
  const parts = /^svc:([^/:\s]+)\/([^/:\s]+)(?::([\w-]+))?(?:\/(\w+))?$/.exec(text);
  if (parts === null) return { error: reason('badTarget', { text }) };
  const [, namespace, name, portText, protocolText] = parts;
  const protocol = protocolText === undefined ? undefined : protocolOf(protocolText);
  if (protocolText !== undefined && protocol === undefined) {
    return { error: reason('badProtocol', { text }) };
  }
  const isNumber = portText !== undefined && /^\d+$/.test(portText);
  const port = isNumber ? portNumber(portText) : portText;
  if (portText !== undefined && port === undefined) return { error: reason('badPort', { text }) };
  return {
    kind: 'service',
    service: `${namespace}/${name}`,
    ...(port === undefined ? {} : { port }),
    ...(protocol === undefined ? {} : { protocol }),
  };
}

function portNumber(digits: string | undefined): number | undefined {
  const port = Number(digits);
  return port >= 1 && port <= 65535 ? port : undefined;
}

function protocolOf(text: string): Protocol | undefined {
  const upper = text.toUpperCase();
  return upper === 'TCP' || upper === 'UDP' || upper === 'SCTP' ? upper : undefined;
}

/** A host name; digits and dots alone are a mistyped address, not a name. */
function isName(text: string): boolean {
  return /^[\w-]+(\.[\w-]+)*\.?$/.test(text) && !/^[\d.]+$/.test(text);
}
