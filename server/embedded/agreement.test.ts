// The engine's predictions beside what the network's own tables do. Neither knows the other; where
// they differ without a fault having been injected, one of them has misread a rule.

import { parseObject } from '@portolan/shared/model/parse/object.ts';
import type { ModelObject } from '@portolan/shared/model/object.ts';
import { agrees } from '@portolan/shared/paths/agreement.ts';
import { entryPointsOf } from '@portolan/shared/paths/entryPoints.ts';
import { tracerOf } from '@portolan/shared/paths/trace.ts';
import { buildState } from '@portolan/shared/state/applyChange.ts';
import type { Outcome as Observed } from '@portolan/shared/wire/probe.ts';
import { beforeAll, describe, expect, it } from 'vitest';

import { ClusterView } from './network/clusterView.ts';
import { resolveName } from './network/names.ts';
import { route } from './network/route.ts';
import { createRouting, type LiveRouting } from './network/routing.ts';
import { standingOf } from './network/vantage.ts';
import type { ObjectStore } from './objects.ts';
import { loadManifests } from './scenarios/loadManifests.ts';
import { bundledScenarios } from './scenarios/scenarios.ts';
import { seededRandom, simulatedCluster } from './testing/simulatedCluster.ts';

/** What the scenarios leave out: local policies, source ranges, external addresses, policies. */
const MORE = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: more }
spec:
  replicas: 2
  selector: { matchLabels: { app: more } }
  template:
    metadata: { labels: { app: more } }
    spec:
      nodeSelector: { topology.kubernetes.io/zone: zone-1 }
      containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }]
---
apiVersion: v1
kind: Service
metadata: { name: internal-local }
spec: { internalTrafficPolicy: Local, selector: { app: more }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: balanced-local }
spec: { type: LoadBalancer, externalTrafficPolicy: Local, selector: { app: more }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: ranged }
spec: { type: LoadBalancer, loadBalancerSourceRanges: [10.244.0.0/24], selector: { app: more }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: external }
spec: { externalIPs: [172.18.9.9], selector: { app: more }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: empty-balanced }
spec: { type: LoadBalancer, selector: { app: nobody }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: zonal }
spec: { trafficDistribution: PreferClose, selector: { app: more }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guarded, namespace: shop }
spec: { podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: frontend } } }], ports: [{ port: 9000 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: caged, namespace: faults }
spec: { podSelector: { matchLabels: { app: stale-node } }, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 8080 }] }] }
`;

const PLURALS =
  'services endpointslices endpoints pods nodes namespaces networkpolicies configmaps'.split(' ');

function modelsOf(store: ObjectStore): ModelObject[] {
  return PLURALS.flatMap((plural) => store.list({ plural })).flatMap((object) => {
    const parsed = parseObject(object);
    return parsed.ok === true ? [parsed.object] : [];
  });
}

interface Compared {
  service: string;
  from: string;
  to: string;
  expected: string;
  observed: string;
}

/** What the network does with one dial, in the words of a probe, and which address answered. */
function observe(
  routing: LiveRouting,
  from: string,
  host: string,
  port: number,
): { observed: Observed; backend?: string } {
  const standing = standingOf(routing.view, from);
  if (standing === undefined) throw new Error(`nowhere to stand: ${from}`);
  const answer = resolveName(routing.view, standing, host);
  const [address] = answer?.addresses ?? [];
  if (address === undefined) return { observed: 'nameError' };
  const outcome = route(routing, standing, { address, port, protocol: 'TCP' });
  if (outcome.kind === 'silent') return { observed: 'timeout' };
  if (outcome.kind === 'refused') return { observed: 'refused' };
  if (outcome.kind !== 'pod') return { observed: 'open' };
  return { observed: 'open', backend: `${outcome.pod.model.podIPs[0]}:${outcome.port}` };
}

function compareAll(): { compared: number; disagreements: Compared[] } {
  const cluster = simulatedCluster();
  const files = [...bundledScenarios, { name: 'more.yaml', text: MORE }];
  expect(loadManifests(cluster.store, files)).toEqual([]);
  cluster.clock.advance(30_000);
  const view = new ClusterView(cluster.store, () => undefined);
  const routing = createRouting(view, cluster.clock, seededRandom(3));
  routing.program();
  const state = buildState(modelsOf(cluster.store));
  const trace = tracerOf(state);
  const vantages = [
    'outside',
    'node:node-a',
    'node:node-b',
    'node:node-c',
    'pod:default/nobody',
    ...[...view.pods.keys()].map((key) => `pod:${key}`),
  ];
  const disagreements: Compared[] = [];
  let compared = 0;
  for (const service of state.services()) {
    const entries = entryPointsOf(state, service).filter(
      ({ port, protocol }) => port !== undefined && protocol !== 'UDP',
    );
    for (const { address, port = 0 } of entries) {
      for (const from of vantages) {
        const to = `${address}:${port}`;
        const expected = trace({ from, to });
        if ('error' in expected) throw new Error(`${from} ${to}: ${expected.error.code}`);
        const { observed, backend } = observe(routing, from, address, port);
        const foreseen = new Set(expected.backends.map((each) => `${each.address}:${each.port}`));
        const strange = backend !== undefined && !foreseen.has(backend);
        // A policy that lets only some endpoints be reached leaves the rest of the shares in silence.
        const shares = expected.backends.reduce((sum, { share }) => sum + share, 0);
        const partly = expected.verdict === 'forward' && shares < 0.99 && observed === 'timeout';
        compared += 1;
        if ((agrees(expected.verdict, observed) || partly) && !strange) continue;
        disagreements.push({
          service: `${service.metadata.namespace}/${service.metadata.name}`,
          from,
          to,
          expected: expected.verdict,
          observed: strange ? `${observed} by ${backend}` : observed,
        });
      }
    }
  }
  cluster.stop();
  return { compared, disagreements };
}

describe('predicted and observed, over every scenario', () => {
  let result: ReturnType<typeof compareAll>;
  beforeAll(() => {
    result = compareAll();
  });

  it('agree wherever no fault was injected', () => {
    const unexpected = result.disagreements.filter(
      ({ service }) => service !== 'faults/stale-node',
    );
    expect(unexpected).toEqual([]);
    expect(result.compared).toBeGreaterThan(1000);
  });

  it('differ where a node is stale', () => {
    const stale = result.disagreements.filter(({ service }) => service === 'faults/stale-node');
    expect(stale).toContainEqual(
      expect.objectContaining({ from: 'outside', expected: 'forward', observed: 'refused' }),
    );
  });
});
