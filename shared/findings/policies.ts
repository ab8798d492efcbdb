// NetworkPolicies that do something else than was meant (S82–S93).

import type { LabelSelector } from '../model/cluster.ts';
import type { NetworkPolicy, PolicyPort, PolicyRule } from '../model/networkPolicy.ts';
import type { Pod } from '../model/pod.ts';
import { isHeadless, type ServicePort } from '../model/service.ts';
import { parseRange } from '../paths/addresses.ts';
import { isolatingPolicies } from '../policy/evaluate.ts';
import { namespaceLabels } from '../policy/peers.ts';
import { findPort } from '../simulate/findPort.ts';
import { matchesSelector } from '../state/matching.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import { applicationsOf } from './candidates.ts';
import { declaredPorts, declares, portLabel } from './containerPorts.ts';
import { found, isPartial, selectorText, type Scene } from './finding.ts';
import { nearMissOf } from './nearMiss.ts';

/** What the policies around the Service's Pods say of its ports. */
export function policyFindings(scene: Scene): Finding[] {
  const { world, service, namespace } = scene;
  const pod = scene.pods.find(({ hostNetwork }) => !hostNetwork);
  if (pod === undefined || !world.readable('NetworkPolicy', namespace)) return [];
  const policies = isolatingPolicies(world, pod, 'Ingress');
  if (policies.length === 0) return [];
  return service.ports.flatMap((port) => {
    const number = findPort(pod, port);
    if (number === undefined) return [];
    const rules = policies.flatMap(({ ingress }) => ingress);
    if (rules.some((rule) => allows(rule, pod, number, port))) return [];
    const slip = isHeadless(service) ? undefined : servicePortRule(policies, pod, number, port);
    if (slip !== undefined) return [slip];
    const params = {
      port: portLabel(port),
      targetPort: number,
      policies: policies.map(({ metadata }) => metadata.name).join(', '),
    };
    return [found('policyAllowsNobody', service, { params })];
  });
}

function allows(
  { ports }: PolicyRule,
  pod: Pod,
  number: number,
  { protocol }: ServicePort,
): boolean {
  if (ports.length === 0) return true;
  return ports.some((wanted) => wanted.protocol === protocol && holds(wanted, pod, number));
}

/** S88. */
function holds({ port, endPort, protocol }: PolicyPort, pod: Pod, number: number): boolean {
  if (port === undefined) return true;
  if (typeof port === 'number') return number >= port && number <= (endPort ?? port);
  return declaredPorts(pod).some(
    (each) => each.name === port && each.protocol === protocol && each.containerPort === number,
  );
}

/** S91: a rule for the Service port, which no packet has any more when it reaches the Pod. */
function servicePortRule(
  policies: readonly NetworkPolicy[],
  pod: Pod,
  number: number,
  { port, protocol }: ServicePort,
): Finding | undefined {
  if (port === number || declares(pod, port, protocol)) return undefined;
  for (const policy of policies) {
    for (const [rule, { ports }] of policy.ingress.entries()) {
      const index = ports.findIndex((each) => each.port === port && each.protocol === protocol);
      if (index < 0) continue;
      return found('policyServicePort', policy, {
        path: `spec.ingress[${rule}].ports[${index}].port`,
        params: { port, targetPort: number },
        fix: { code: 'allowTargetPort' },
      });
    }
  }
  return undefined;
}

/** What each policy of the world says by itself. */
export function policiesOfWorld(world: World): Finding[] {
  return [...world.namespaces()].flatMap(({ metadata }) =>
    world
      .policies(metadata.name)
      .flatMap((policy) =>
        [subject(world, policy), peers(world, policy), dns(world, policy), shapes(policy)].flat(),
      ),
  );
}

function subject(world: World, policy: NetworkPolicy): Finding[] {
  const { podSelector, metadata } = policy;
  const { namespace } = metadata;
  if (isEmpty(podSelector) || !world.readable('Pod', namespace)) return [];
  if (!isNobody(world.podsMatching(namespace, podSelector))) return [];
  const path = 'spec.podSelector';
  const selector = selectorOf(podSelector);
  if (podSelector.matchExpressions.length === 0) {
    for (const { kind, name, labels } of applicationsOf(world, world.pods(namespace))) {
      const miss = nearMissOf(podSelector.matchLabels, labels);
      if (miss?.likeness !== 'slip' || miss.found === undefined) continue;
      const params = {
        selector: `${miss.key}=${miss.value}`,
        labels: `${miss.found.key}=${miss.found.value}`,
        workload: `${kind}/${name}`,
      };
      return [found('policySelectorNearMiss', policy, { path, params })];
    }
  }
  return [found('policySelectsNothing', policy, { path, params: { selector } })];
}

/** S86: peers named by label that nobody wears; what comes and goes may wear them later. */
function peers(world: World, policy: NetworkPolicy): Finding[] {
  const { namespace } = policy.metadata;
  if (!world.readable('Pod')) return [];
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    policy[direction].flatMap(({ peers: all }, rule) =>
      all.flatMap(({ podSelector, namespaceSelector }, index) => {
        if (podSelector === undefined || isEmpty(podSelector)) return [];
        const within =
          namespaceSelector === undefined
            ? [namespace]
            : [...world.namespaces()]
                .map(({ metadata }) => metadata.name)
                .filter((name) => matchesSelector(namespaceSelector, namespaceLabels(world, name)));
        if (!within.every((name) => isNobody(world.podsMatching(name, podSelector)))) return [];
        const side = direction === 'ingress' ? 'from' : 'to';
        return [
          found('policyPeerSelectsNothing', policy, {
            path: `spec.${direction}[${rule}].${side}[${index}].podSelector`,
            params: { selector: selectorOf(podSelector) },
          }),
        ];
      }),
    ),
  );
}

/** DNS of clusters, and of OpenShift's Pods. */
const dnsPorts: ReadonlySet<number> = new Set([53, 5353]);

/**
 * S93: Pods that may speak to other Pods, but ask no name. Rules by address alone need no names, and
 * what may reach nothing at all is meant so.
 */
function dns(world: World, policy: NetworkPolicy): Finding[] {
  const { namespace } = policy.metadata;
  const isByLabel = policy.egress.some(({ peers: all }) =>
    all.some(({ podSelector, namespaceSelector }) => podSelector ?? namespaceSelector),
  );
  if (!policy.policyTypes.includes('Egress') || !isByLabel) return [];
  const [pod] = world.podsMatching(namespace, policy.podSelector);
  // Where the Pods are not given, neither need be the policy that lets them ask names.
  if (pod === undefined && isPartial(world)) return [];
  // Policies add up (S82): another may allow what this one forgets.
  const all = pod === undefined ? [policy] : isolatingPolicies(world, pod, 'Egress');
  const sameSubject = world
    .policies(namespace)
    .filter(
      ({ podSelector, policyTypes }) => isEmpty(podSelector) && policyTypes.includes('Egress'),
    );
  const rules = [...new Set([policy, ...all, ...sameSubject])].flatMap(({ egress }) => egress);
  if (rules.some((rule) => allowsDNS(world, rule))) return [];
  const params = { selector: selectorOf(policy.podSelector) };
  return [
    found('policyForgetsDNS', policy, { path: 'spec.egress', params, fix: { code: 'allowDNS' } }),
  ];
}

function allowsDNS(world: World, { ports, peers: all }: PolicyRule): boolean {
  const named = ports.some(
    ({ protocol, port, endPort }) =>
      protocol === 'UDP' &&
      (port === undefined ||
        (typeof port === 'string'
          ? port.includes('dns')
          : [...dnsPorts].some((each) => each >= port && each <= (endPort ?? port)))),
  );
  if (named) return true;
  if (ports.length > 0) return false;
  const system = namespaceLabels(world, 'kube-system');
  return (
    all.length === 0 ||
    all.some(
      ({ namespaceSelector, ipBlock }) =>
        ipBlock !== undefined ||
        (namespaceSelector !== undefined && matchesSelector(namespaceSelector, system)),
    )
  );
}

/** What the API server refuses (S87, S88). */
function shapes(policy: NetworkPolicy): Finding[] {
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    policy[direction].flatMap(({ peers: all, ports }, rule) => {
      const side = direction === 'ingress' ? 'from' : 'to';
      const at = `spec.${direction}[${rule}]`;
      return [
        ...all.flatMap(({ ipBlock }, index) =>
          (ipBlock?.except ?? []).flatMap((except, position) => {
            const cidr = ipBlock?.cidr ?? '';
            if (isInside(except, cidr)) return [];
            const path = `${at}.${side}[${index}].ipBlock.except[${position}]`;
            return [found('policyExceptOutside', policy, { path, params: { except, cidr } })];
          }),
        ),
        ...ports.flatMap(({ port, endPort }, index) => {
          if (endPort === undefined || (typeof port === 'number' && endPort >= port)) return [];
          const path = `${at}.ports[${index}].endPort`;
          const params = { port: port ?? '–', endPort };
          return [found('policyEndPortInvalid', policy, { path, params })];
        }),
      ];
    }),
  );
}

function isInside(except: string, cidr: string): boolean {
  const [inner, outer] = [parseRange(except), parseRange(cidr)];
  // What is no range at all is another fault.
  if (inner === undefined || outer === undefined) return true;
  return (
    inner.family === outer.family && inner.prefix > outer.prefix && outer.contains(inner.fromEnd(0))
  );
}

function isNobody(pods: Iterable<Pod>): boolean {
  const [first] = pods;
  return first === undefined;
}

function isEmpty({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return matchLabels.size === 0 && matchExpressions.length === 0;
}

function selectorOf({ matchLabels, matchExpressions }: LabelSelector): string {
  const expressions = matchExpressions.map(({ key, operator, values }) =>
    values.length === 0 ? `${key} ${operator}` : `${key} ${operator} (${values.join(',')})`,
  );
  return [selectorText(matchLabels), ...expressions].filter((each) => each !== '').join(',');
}
