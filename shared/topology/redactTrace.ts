import type { Trace, TraceBackend, TraceHop } from '../wire/trace.ts';
import type { Expectation } from '../wire/view.ts';
import { redactCoded } from './redactCoded.ts';
import type { Redaction } from './redaction.ts';

/** `pod:NS/NAME`, `node:NAME`, or a place that has no name of its own. */
export function redactVantage(id: string, by: Redaction): string {
  const named = /^(pod|node):(.*)$/su.exec(id);
  if (!named) return id === 'server' || id === 'outside' || id === 'browser' ? id : by.text(id);
  const [first = '', ...rest] = (named[2] ?? '').split('/');
  // The client that stands for any is called so by us.
  return [`${named[1]}:${by.name(first)}`, ...rest.map((part) => by.text(part))].join('/');
}

/** Ids of endpoints are made of what they are; all others only have to stay the same everywhere. */
export function redactTarget(id: string, by: Redaction): string {
  const endpoint = /^endpoint\/\[?(.*?)\]?:(\d+|\*)\/(\w+)$/su.exec(id);
  if (!endpoint) return by.text(id);
  const address = by.host(endpoint[1] ?? '');
  const bracketed = address.includes(':') ? `[${address}]` : address;
  return `endpoint/${bracketed}:${endpoint[2]}/${endpoint[3]}`;
}

export function redactExpectation(
  { vantage, target, alike, trace }: Expectation,
  by: Redaction,
): Expectation {
  return {
    vantage: redactVantage(vantage, by),
    target: redactTarget(target, by),
    ...(alike && { alike: alike.map((id) => redactTarget(id, by)) }),
    trace: redactTrace(trace, by),
  };
}

function redactTrace(trace: Trace, by: Redaction): Trace {
  return {
    from: redactVantage(trace.from, by),
    to: redactTarget(trace.to, by),
    verdict: trace.verdict,
    rules: trace.rules,
    backends: trace.backends.map((backend) => redactBackend(backend, by)),
    masquerade: trace.masquerade,
    hops: trace.hops.map((hop) => redactHop(hop, by)),
    assumptions: trace.assumptions.map((each) => redactCoded(each, by)),
  };
}

function redactBackend(
  { address, port, share, pod, node }: TraceBackend,
  by: Redaction,
): TraceBackend {
  return {
    address: by.host(address),
    port,
    share,
    ...(pod !== undefined && { pod: by.text(pod) }),
    ...(node !== undefined && { node: by.name(node) }),
  };
}

/** The name of a chain is a hash of the Service's: it would tell whether a guess is right. */
function redactHop({ kind, subject, verdict, rules, reason }: TraceHop, by: Redaction): TraceHop {
  return {
    kind,
    subject: by.text(subject),
    ...(verdict && { verdict }),
    rules,
    ...(reason && { reason: redactCoded(reason, by) }),
  };
}
