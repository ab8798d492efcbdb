// Faults that show once somebody has accepted: certificates, hosts, resets, one family of two.
import type { Rule } from './candidate.ts';
import { dialCommand } from './commands.ts';
import { hangs, isAccepted, type Seen, shouldWork } from './evidence.ts';
import { observed } from './observed.ts';

/** Statuses of servers that do not know the host they were asked for. */
const unknownHost = new Set([404, 421]);

function isMisaddressed({ result }: Seen): boolean {
  const { httpStatus, tls } = result.evidence;
  const isOtherName = tls?.troubles?.includes('nameMismatch') ?? false;
  return isOtherName || (httpStatus !== undefined && unknownHost.has(httpStatus));
}

export const externalNameHost: Rule = ({ view, seen }) => {
  const bad = seen.filter((each) => view.type === 'ExternalName' && isMisaddressed(each));
  const [one] = bad;
  if (one === undefined) return undefined;
  const isTLS = bad.some(({ result }) => result.outcome === 'tlsError');
  const isSure = isTLS || bad.some(({ result }) => result.evidence.httpStatus === 421);
  const params = { name: one.target.address, externalName: view.externalName ?? '' };
  return {
    cause: 'externalNameHost',
    confidence: isSure ? 0.9 : 0.55,
    params: { ...params, names: one.result.evidence.tls?.names?.join(', ') ?? params.externalName },
    evidence: observed(bad),
    tellApart: [],
    fix: { code: 'sendRealHost', params },
    commands: [
      dialCommand(view, one),
      ...(view.externalName === undefined
        ? []
        : [
            dialCommand(view, {
              from: one.from,
              target: { ...one.target, address: view.externalName },
            }),
          ]),
    ],
    explains: bad,
  };
};

export const certificate: Rule = ({ view, seen }) => {
  const bad = seen.filter(
    ({ result }) => result.outcome === 'tlsError' && view.type !== 'ExternalName',
  );
  const [one] = bad;
  if (one === undefined) return undefined;
  const trouble = one.result.evidence.tls?.troubles?.[0] ?? 'handshake';
  return {
    cause: 'certificate',
    confidence: 0.9,
    params: { to: one.target.address, trouble },
    evidence: observed(bad),
    tellApart: [],
    fix: { code: 'mendCertificate', params: { to: one.target.address } },
    commands: [dialCommand(view, one)],
    explains: bad,
  };
};

export const resetAfterConnect: Rule = ({ view, seen }) => {
  const bad = seen.filter((each) => shouldWork(each) && each.result.outcome === 'reset');
  const [one] = bad;
  if (one === undefined) return undefined;
  return {
    cause: 'resetAfterConnect',
    confidence: 0.7,
    params: {},
    evidence: observed(bad),
    tellApart: [],
    fix: { code: 'matchMesh', params: {} },
    commands: [dialCommand(view, one)],
    explains: bad,
  };
};

/** Clients that try the other family first wait, or fail. */
export const oneFamily: Rule = ({ view, seen }) => {
  const bad = seen.filter(isHalf);
  const [one] = bad;
  if (one === undefined) return undefined;
  const { IPv4 } = one.result.evidence.families ?? {};
  const family = IPv4 === 'open' || IPv4 === 'http' ? 'IPv6' : 'IPv4';
  return {
    cause: 'oneFamily',
    confidence: 0.85,
    params: { family, name: one.target.address },
    evidence: observed(bad),
    tellApart: [],
    fix: { code: 'mendFamily', params: { family } },
    commands: [dialCommand(view, one)],
    explains: bad,
  };
};

function isHalf(seen: Seen): boolean {
  const outcomes = Object.values(seen.result.evidence.families ?? {});
  const answered = outcomes.filter((outcome) => outcome === 'open' || outcome === 'http');
  return (
    isAccepted(seen) && !hangs(seen) && answered.length > 0 && answered.length < outcomes.length
  );
}
