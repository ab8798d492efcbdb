// What was seen, as evidence: one line for each vantage point and kind of outcome.
import { targetText } from '../topology/targets.ts';
import type { Coded } from '../wire/trace.ts';
import type { EvidenceCode } from '../words/diagnosis.ts';
import { hangs, type Seen } from './evidence.ts';

/** More targets than this are counted, not named. */
const named = 4;

function codeOf(seen: Seen): EvidenceCode {
  if (hangs(seen)) return 'seenHang';
  switch (seen.result.outcome) {
    case 'open':
    case 'http':
      return 'seenAnswer';
    case 'refused':
      return 'seenRefused';
    case 'nameError':
      return 'seenNameError';
    case 'dnsTimeout':
      return 'seenDNSTimeout';
    case 'reset':
      return 'seenReset';
    case 'tlsError':
      return 'seenTLSError';
    case 'unreachable':
      return 'seenUnreachable';
    case 'timeout':
    case 'blocked':
    case 'unusable':
      return 'seenTimeout';
  }
}

export function observed(...groups: readonly (readonly Seen[])[]): Coded[] {
  const lines = new Map<string, { code: EvidenceCode; from: string; to: string[] }>();
  for (const seen of groups.flat()) {
    const code = codeOf(seen);
    const key = `${code} ${seen.from}`;
    const line = lines.get(key) ?? { code, from: seen.from, to: [] };
    line.to.push(targetText(seen.target));
    lines.set(key, line);
  }
  return [...lines.values()].map(({ code, from, to }) => {
    const rest = to.length - named;
    const params = { from, to: to.slice(0, named).join(', ') };
    return rest > 0
      ? { code: `${code}More`, params: { ...params, count: rest } }
      : { code, params };
  });
}
