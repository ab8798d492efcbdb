// The set of results picks the cause: each rule says how likely its own is, and the likeliest comes first.
import type { Diagnosis, ProbePath, ProbeResult } from '../wire/probe.ts';
import type { ServiceView } from '../wire/view.ts';
import { certificate, externalNameHost, oneFamily, resetAfterConnect } from './afterConnect.ts';
import { loadBalancerPath, nodePortFirewall } from './beforeNodes.ts';
import { crossNode, mtu } from './betweenNodes.ts';
import type { Candidate, Rule } from './candidate.ts';
import { type Evidence, evidenceOf, pathOf } from './evidence.ts';
import { hairpin } from './hairpin.ts';
import { interceptor } from './interceptor.ts';
import { clusterDNS, dnsPolicy, nameTypo } from './names.ts';
import { appNotListening, listensOnLoopback, wrongTargetPort } from './notListening.ts';
import { appSilent, podSilent } from './onPods.ts';
import { networkPolicy, policyNotEnforced, policyStricter } from './policies.ts';
import { proxyStale } from './proxy.ts';
import { localPolicy, noEndpoints, sourceRanges } from './refusedByDesign.ts';

/** In the order in which equals are told. */
const rules: readonly Rule[] = [
  listensOnLoopback,
  wrongTargetPort,
  appNotListening,
  crossNode,
  mtu,
  podSilent,
  appSilent,
  hairpin,
  proxyStale,
  nodePortFirewall,
  loadBalancerPath,
  clusterDNS,
  dnsPolicy,
  interceptor,
  policyNotEnforced,
  policyStricter,
  externalNameHost,
  certificate,
  resetAfterConnect,
  oneFamily,
  noEndpoints,
  networkPolicy,
  localPolicy,
  sourceRanges,
  nameTypo,
];

/** A Service has NodePorts on every node; a reader looks at some. */
const mostExplained = 500;

/**
 * The likely causes of what the results show together, most likely first; those that the prediction
 * knows already come last. Empty when all is well, and when nothing is known.
 */
export function diagnose(view: ServiceView, results: readonly ProbeResult[]): Diagnosis[] {
  const evidence = evidenceOf(view, results);
  return rules
    .flatMap((rule) => rule(evidence) ?? [])
    .toSorted(
      (left, right) =>
        Number(left.foreseen ?? false) - Number(right.foreseen ?? false) ||
        right.confidence - left.confidence,
    )
    .map((candidate) => diagnosisOf(candidate, evidence));
}

function diagnosisOf(candidate: Candidate, { seen }: Evidence): Diagnosis {
  const { cause, confidence, params, foreseen, fix, commands } = candidate;
  const known = new Set(seen.map((each) => keyOf(pathOf(each))));
  return {
    cause,
    confidence,
    params,
    ...(foreseen && { foreseen }),
    evidence: [...candidate.evidence],
    tellApart: distinct(candidate.tellApart).filter((path) => !known.has(keyOf(path))),
    fix,
    commands: [...new Set(commands)],
    explains: distinct(candidate.explains.slice(0, mostExplained).map(pathOf)),
  };
}

function distinct(paths: readonly ProbePath[]): ProbePath[] {
  return [...new Map(paths.map((path) => [keyOf(path), path])).values()];
}

function keyOf({ from, target }: ProbePath): string {
  return `${from} ${target}`;
}
