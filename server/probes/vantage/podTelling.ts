// What the script's run in a container says: which tool it was, what that tool met, what was answered.
import { isIP } from 'node:net';
import type { CommandEnd } from '../../cluster/podExec.ts';
import { DialError } from '../dialer.ts';
import { connectOutcomes } from '../outcomes.ts';
import { type Observation, unusable } from './vantage.ts';

/** The script's own code for "nothing to do it with". */
const noTool = 3;
/** Of `timeout`, and of a shell whose job was killed. */
const timedOut: ReadonlySet<number> = new Set([124, 137, 143]);

/** Lines that the script tells of itself: `portolan KEY VALUE`. */
function factsIn(stderr: string): ReadonlyMap<string, string> {
  const lines = stderr.matchAll(/^portolan (\S+) ?(.*)$/gm);
  return new Map([...lines].map(([, key = '', value = '']) => [key, value]));
}

/** Milliseconds between the script's two looks at the clock, which counts hundredths of a second. */
function elapsedIn(facts: ReadonlyMap<string, string>): number | undefined {
  const ms = Math.round((Number(facts.get('end')) - Number(facts.get('begin'))) * 1000);
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Tools word the same errors in their own ways; the C library's words are in all of them. */
const wordings: readonly (readonly [RegExp, string])[] = [
  [/connection refused/i, 'ECONNREFUSED'],
  [/no route to host|host is unreachable/i, 'EHOSTUNREACH'],
  [/network is unreachable/i, 'ENETUNREACH'],
  [/reset by peer/i, 'ECONNRESET'],
  [/permission denied|operation not permitted/i, 'EACCES'],
  [/timed? ?out|timeout/i, 'ETIMEDOUT'],
];

const connectedWords = /\bopen$|\bsucceeded\b|connected to /im;

/** What a dial showed. `spoke`: HTTP was asked for. */
export function dialSeen(ended: CommandEnd, address: string, spoke: boolean): Observation {
  const { stdout, stderr, exit, failure } = ended;
  if (exit === undefined) return unusable('execFailed', { address, detail: failure ?? '' });
  const facts = factsIn(stderr);
  const errno = facts.get('errno') ?? wordings.find(([words]) => words.test(stderr))?.[1];
  const answer = spoke ? answerIn(stdout, stderr) : '';
  const isSpeakingClient = facts.get('tool') === 'nc' && exit === 0 && !spoke;
  const isConnected =
    answer !== '' || facts.has('connected') || connectedWords.test(stderr) || isSpeakingClient;
  if (isConnected) return connected(answer, address, spoke, facts, errno);
  if (exit === noTool) return unusable('noTools', { address });
  if (timedOut.has(exit) || errno === 'ETIMEDOUT') {
    return { outcome: 'timeout', evidence: { errno: 'ETIMEDOUT', address } };
  }
  const outcome = errno === undefined ? undefined : connectOutcomes.get(errno);
  if (errno === undefined || outcome === undefined)
    return unusable(errno ?? 'execFailed', { address });
  return { outcome, evidence: { errno, address } };
}

/** wget tells the head of an answer among its own words. */
function answerIn(stdout: string, stderr: string): string {
  return stdout === '' ? (/^ *(HTTP\/[\d.]+ \d{3}.*)$/m.exec(stderr)?.[1] ?? '') : stdout;
}

function connected(
  answer: string,
  address: string,
  spoke: boolean,
  facts: ReadonlyMap<string, string>,
  errno: string | undefined,
): Observation {
  const told = Number(facts.get('connected') || Number.NaN);
  const ms = Number.isNaN(told) ? elapsedIn(facts) : told;
  const timing = { ...(ms !== undefined && { ms }) };
  const evidence = { address, phases: { ...(ms !== undefined && { connect: ms }) } };
  if (!spoke) return { outcome: 'open', ...timing, evidence };
  const status = Number(/^HTTP\/[\d.]+ (\d{3})/.exec(answer)?.[1]);
  if (!Number.isNaN(status)) {
    const seen = { ...evidence, httpStatus: status };
    return { outcome: 'http', ...timing, evidence: seen, said: answer };
  }
  if (errno === 'ECONNRESET')
    return { outcome: 'reset', ...timing, evidence: { ...evidence, errno } };
  const detail = answer === '' ? 'noAnswer' : 'noHttp';
  return { outcome: 'open', ...timing, evidence: { ...evidence, detail } };
}

/** Slower than any cache and quicker than the shortest patience of a resolver; milliseconds. */
const resolverPatience = 900;

/** The addresses of a name. @throws {DialError} with an errno as resolvers have them. */
export function resolvedIn({ stdout, stderr, exit }: CommandEnd): string[] {
  const facts = factsIn(stderr);
  const addresses = new Set(
    facts.get('tool') === 'nslookup' ? nslookupAddresses(stdout) : firstWords(stdout),
  );
  if (exit === 0 && addresses.size > 0) return [...addresses];
  const errno = facts.get('errno');
  if (errno !== undefined) throw new DialError(errno);
  if (exit === undefined) throw new DialError('execFailed');
  if (exit === noTool) throw new DialError('noTools');
  if (timedOut.has(exit) || /timed out|no servers/i.test(stdout)) throw new DialError('ETIMEOUT');
  // getent has one word for a name that is not there and for a server that is silent.
  const isSlow = (elapsedIn(facts) ?? 0) >= resolverPatience;
  throw new DialError(facts.get('tool') === 'getent' && isSlow ? 'EAI_AGAIN' : 'ENOTFOUND');
}

function firstWords(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [word = ''] = line.trim().split(/\s+/);
    return isIP(word) === 0 ? [] : [word];
  });
}

/** After the server's own address come those of the name. */
function nslookupAddresses(text: string): string[] {
  const answer = text.slice(Math.max(0, text.search(/^Name:/m)));
  return [...answer.matchAll(/^Address(?: \d+)?: +(\S+)/gm)].flatMap(([, address = '']) =>
    isIP(address) === 0 || !/^Name:/m.test(text) ? [] : [address],
  );
}
