// Pods that get no traffic though the Service selects them (S16–S18, S38, S39).

import type { Pod } from '../model/pod.ts';
import { isCandidate } from '../simulate/podEndpoint.ts';
import { notReadyReason } from '../topology/podReadiness.ts';
import type { Finding } from '../wire/finding.ts';
import type { Coded } from '../wire/trace.ts';
import { declaredPorts } from './containerPorts.ts';
import { found, listed, writtenAs, type Scene } from './finding.ts';

export function podFindings(scene: Scene): Finding[] {
  return [...readiness(scene), ...terminating(scene), ...readinessPorts(scene)];
}

function readiness({ world, service, pods }: Scene): Finding[] {
  if (service.publishNotReadyAddresses) return [];
  // Pods that ended are no candidates (S16), and those that end are told of apart.
  const staying = pods.filter(
    (pod) =>
      pod.metadata.deletionTimestamp === undefined &&
      (isCandidate(pod) || (pod.phase !== 'Succeeded' && pod.phase !== 'Failed')),
  );
  const reasons = staying.map((pod) => ({ pod, reason: notReadyReason(pod) }));
  const gated = reasons.filter(({ reason }) => reason?.code === 'gateFalse');
  const unready = reasons.filter(({ reason }) => reason && reason.code !== 'gateFalse');
  const [gate] = gated;
  const [first] = unready;
  const findings: Finding[] = [];
  if (gate !== undefined) {
    const params = {
      gate: gate.reason?.params['gate'] ?? '',
      pods: listed(gated.map(({ pod }) => pod.metadata.name)),
    };
    findings.push(found('readinessGateFalse', service, { params }));
  }
  if (first === undefined) return findings;
  // A Pod whose readiness probe names no port is told of apart.
  if (unready.every(({ pod }) => badProbes(world, pod).length > 0)) return findings;
  const isNone = unready.length + gated.length === staying.length;
  const params = {
    count: unready.length,
    total: staying.length,
    pods: listed(unready.map(({ pod }) => pod.metadata.name)),
    why: first.reason ? whyText(first.reason) : '',
  };
  const code = isNone && gated.length === 0 ? 'noReadyPods' : 'somePodsNotReady';
  return [...findings, found(code, service, { params })];
}

/** In Kubernetes' own words, which no language changes: `main: CrashLoopBackOff`. */
function whyText({ code, params }: Coded): string {
  const { container, reason, message, probe, phase } = params;
  const known = [reason, message, probe && `readinessProbe ${probe}`, phase].filter(Boolean);
  const what = known.length > 0 ? known.join(' – ') : code;
  return container === undefined ? what : `${container}: ${what}`;
}

/** S38: the last resort of a proxy, and soon nothing. */
function terminating({ service, slices }: Scene): Finding[] {
  const endpoints = slices.flatMap((slice) => slice.endpoints);
  if (endpoints.length === 0) return [];
  const left = endpoints.filter(({ ready = true, terminating: ends = false }) => ready || !ends);
  if (left.length > 0) return [];
  return [found('onlyTerminating', service, { params: { count: endpoints.length } })];
}

/** A probe's named port is looked up in its own container, and fails for ever when it is not there. */
function readinessPorts({ world, pods }: Scene): Finding[] {
  const findings = new Map<string, Finding>();
  for (const pod of pods)
    for (const finding of badProbes(world, pod)) findings.set(JSON.stringify(finding), finding);
  return [...findings.values()];
}

function badProbes(world: Scene['world'], pod: Pod): Finding[] {
  return pod.containers.flatMap(({ name, ports, readinessProbe }, index) => {
    const port = readinessProbe?.port;
    if (typeof port !== 'string' || /^\d+$/.test(port)) return [];
    if (ports.some((each) => each.name === port)) return [];
    const { subject, spec } = writtenAs(world, pod);
    const type = readinessProbe?.type ?? 'httpGet';
    const names = declaredPorts(pod).flatMap((each) => (each.name === '' ? [] : [each.name]));
    return found('readinessPortUnresolved', subject, {
      path: `${spec}.containers[${index}].readinessProbe.${type}.port`,
      params: { container: name, port, names: names.join(', ') || '–' },
      fix: { code: 'nameContainerPort' },
    });
  });
}
