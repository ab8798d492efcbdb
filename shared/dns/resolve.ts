// What a name resolves to, for a resolver (S68, S72–S81).
import type { IPFamily } from '../model/net.ts';
import { familyOf } from '../paths/addresses.ts';
import { reason } from '../paths/reason.ts';
import type { World } from '../state/world.ts';
import {
  ask,
  isClusterName,
  noSuchName,
  nxdomain,
  outside,
  type NameAnswer,
} from './clusterZone.ts';
import { queriesFor, type Resolver } from './searchList.ts';

export type { DnsAnswer } from './clusterZone.ts';

/** A and AAAA together, as a client asks for both. */
export interface DnsResult extends NameAnswer {
  /** The names asked for until one answered, in order, each with what it brought. */
  tried: { name: string; outcome: NameAnswer['outcome'] }[];
}

/** Resolves as the client's resolver would, search list and all. */
export function resolveName(
  world: World,
  resolver: Resolver,
  name: string,
  clusterDomain: string,
): DnsResult {
  const tried: DnsResult['tried'] = [];
  const failed: NameAnswer[] = [];
  const guessed: NameAnswer[] = [];
  for (const query of queriesFor(resolver, name)) {
    const result =
      resolver.server === 'host'
        ? askHost(world, query, clusterDomain)
        : ask(world, query, clusterDomain, []);
    const isAsWritten = isSameName(query, name);
    const isGuess = !isAsWritten && isOutside(result) && result.cnames.length === 0;
    tried.push({ name: query, outcome: isGuess ? 'unknown' : result.outcome });
    if (isGuess) guessed.push(result);
    else if (isMiss(result)) failed.push(result);
    else if (!isOutside(result) || !failed.some(isOfKnownService)) {
      return { ...withSearchRule(result, isAsWritten), tried };
    }
  }
  return { ...tellingFailure(failed, guessed, name), tried };
}

function isSameName(query: string, name: string): boolean {
  return query === name.replace(/\.$/, '');
}

function isMiss({ outcome }: NameAnswer): boolean {
  return outcome === 'nxdomain' || outcome === 'noRecords';
}

function isOutside({ answers }: NameAnswer): boolean {
  return answers[0]?.kind === 'outside';
}

function withSearchRule(result: NameAnswer, isAsWritten: boolean): NameAnswer {
  return isAsWritten ? result : { ...result, rules: [...new Set(['S80', ...result.rules])] };
}

/**
 * Of several failures, the one at a Service that is there; else the first, in the client's own
 * namespace. Whether a search list of the world's names knows a short one cannot be told from here.
 */
function tellingFailure(failed: NameAnswer[], guessed: NameAnswer[], name: string): NameAnswer {
  const known = failed.find(isOfKnownService);
  const [guess] = guessed;
  if (known !== undefined || guess === undefined) return known ?? failed[0] ?? noSuchName(name);
  const why = reason('nameOfTheWorld', { name: guess.name });
  return { ...guess, outcome: 'unknown', answers: [], rules: ['S79', 'S80'], reason: why };
}

/** The name failed at a Service that is there, so it was meant for the cluster, not for the world. */
function isOfKnownService({ reason: { code } }: NameAnswer): boolean {
  return code !== 'noSuchName' && code !== 'noSuchService';
}

/** The node's resolver does not know the cluster's names (S68). */
function askHost(world: World, name: string, clusterDomain: string): NameAnswer {
  if (!name.includes('.') || isClusterName(world, name, clusterDomain)) {
    return nxdomain(name, ['S68'], reason('clusterNameOnHost', { name }));
  }
  return outside(name, []);
}

/** Only A or only AAAA: a name without an address of the family exists all the same (S72). */
export function inFamily<Result extends NameAnswer>(result: Result, family: IPFamily): Result {
  if (result.outcome !== 'answered') return result;
  const answers = result.answers.filter(
    (answer) => answer.kind === 'outside' || familyOf(answer.address) === family,
  );
  if (answers.length > 0) return { ...result, answers };
  const why = reason('noAddressInFamily', { name: result.name, family });
  const rules = [...new Set(['S72', ...result.rules])];
  return { ...result, outcome: 'noRecords', answers, rules, reason: why };
}
