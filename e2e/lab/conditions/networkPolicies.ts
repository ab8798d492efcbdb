// NetworkPolicies, enforced in each Pod's way on its node.
import type { NetworkPolicy, PolicyPeer, PolicyPort } from '../objects/kinds.ts';
import { labPod } from '../objects/services.ts';
import { appPorts } from '../plan.ts';
import { type Scene, answerOf, answerTo, silence } from './condition.ts';
import { numbered } from './numbered.ts';

const guardedAddress = `10.244.1.30:${appPorts.http}`;

const guarded = numbered(50, {
  name: 'guarded',
  spec: { type: 'NodePort', externalTrafficPolicy: 'Local' },
  endpoints: [labPod('guarded')],
});
const web = numbered(51, { name: 'web', endpoints: [labPod('web-a'), labPod('web-b')] });

function policy(app: string, spec: Omit<NetworkPolicy['spec'], 'podSelector'>): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace: 'lab', name: `for-${app}` },
    spec: { podSelector: { matchLabels: { app } }, ...spec },
  };
}

function ingress(from: PolicyPeer[], ports?: PolicyPort[]): NetworkPolicy {
  return policy('guarded', { ingress: [{ from, ...(ports && { ports }) }] });
}

function egress(...rules: NonNullable<NetworkPolicy['spec']['egress']>): NetworkPolicy {
  return policy('locked', { policyTypes: ['Egress'], egress: rules });
}

const toWeb = {
  to: [{ podSelector: { matchLabels: { app: 'web' } } }],
  ports: [{ port: 'http' }],
};
const toDns = {
  to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
} as const;
const dnsSilence = { outcome: 'dnsTimeout', errno: 'ETIMEOUT' } as const;

export const denyAll = policy('guarded', { policyTypes: ['Ingress'] });

const nothing: Scene = {
  name: 'policies that allow nothing',
  objects: [...guarded.objects, ...web.objects, denyAll, egress()],
  conditions: [
    { name: 'into a Pod (S85)', from: 'pod:lab/client-b', to: guardedAddress, sees: silence },
    {
      name: 'into a Pod, by its Service (S91)',
      from: 'pod:lab/client-a',
      to: guarded.clusterIP,
      sees: silence,
    },
    {
      name: 'into a Pod from its own node (S89)',
      from: 'node:node-b',
      to: guardedAddress,
      sees: answerOf('guarded'),
    },
    {
      name: 'into a Pod from another node',
      from: 'node:node-a',
      to: guardedAddress,
      sees: silence,
    },
    {
      name: 'out of a Pod, to a Pod (S84)',
      from: 'pod:lab/locked',
      to: `10.244.1.20:${appPorts.http}`,
      sees: silence,
    },
    {
      name: 'out of a Pod, to a ClusterIP (S91)',
      from: 'pod:lab/locked',
      to: web.clusterIP,
      sees: silence,
    },
    {
      name: 'out of a Pod, to a name (S93)',
      from: 'pod:lab/locked',
      to: 'web:80',
      sees: dnsSilence,
    },
    {
      name: 'out of any other Pod (S82)',
      from: 'pod:lab/client-a',
      to: web.clusterIP,
      sees: answerOf('web-a', 'web-b'),
    },
  ],
};

const some: Scene = {
  name: 'policies that allow some',
  objects: [
    ...guarded.objects,
    ...web.objects,
    ingress([{ podSelector: { matchLabels: { role: 'client' } } }], [{ port: 'http' }]),
    egress(toWeb),
  ],
  conditions: [
    {
      name: 'a peer, to a named port (S86, S88)',
      from: 'pod:lab/client-a',
      to: guardedAddress,
      sees: answerOf('guarded'),
    },
    {
      name: 'a peer, by the Service (S91)',
      from: 'pod:lab/client-a',
      to: guarded.clusterIP,
      sees: answerOf('guarded'),
    },
    {
      name: 'a peer, to another port (S85)',
      from: 'pod:lab/client-a',
      to: `10.244.1.30:${appPorts.slow}`,
      sees: silence,
    },
    {
      name: 'a Pod of another namespace (S86)',
      from: 'pod:other/stranger',
      to: guardedAddress,
      sees: silence,
    },
    {
      name: 'egress to Pods is judged behind the ClusterIP (S91)',
      from: 'pod:lab/locked',
      to: web.clusterIP,
      sees: answerOf('web-a', 'web-b'),
    },
    {
      name: 'egress to Pods alone leaves names without an answer (S93)',
      from: 'pod:lab/locked',
      to: 'web:80',
      sees: dnsSilence,
    },
  ],
};

const wrongPort: Scene = {
  name: 'policies for the wrong port',
  objects: [
    ...guarded.objects,
    ...web.objects,
    ingress([{ namespaceSelector: {} }], [{ port: 80 }]),
    egress(toWeb, { to: [...toDns.to], ports: [...toDns.ports] }),
  ],
  conditions: [
    {
      name: 'the Service’s port instead of the Pod’s (S91)',
      from: 'pod:lab/client-a',
      to: guarded.clusterIP,
      sees: silence,
    },
    {
      name: 'with DNS allowed, names work (S93)',
      from: 'pod:lab/locked',
      to: 'web:80',
      sees: answerOf('web-a', 'web-b'),
    },
  ],
};

const blocks: Scene = {
  name: 'policies for addresses',
  objects: [
    ...guarded.objects,
    ...web.objects,
    ingress([
      { ipBlock: { cidr: '203.0.113.0/24' } },
      { ipBlock: { cidr: '10.244.0.0/16', except: ['10.244.1.0/24'] } },
    ]),
    egress({ to: [{ ipBlock: { cidr: '10.96.0.0/12' } }] }),
  ],
  conditions: [
    {
      name: 'a machine outside, by a NodePort that keeps its address (S87)',
      from: 'outside',
      to: guarded.onNode('node-b'),
      sees: answerTo('203.0.113.1', 'guarded'),
    },
    {
      name: 'a Pod in the block (S87)',
      from: 'pod:lab/client-a',
      to: guardedAddress,
      sees: answerOf('guarded'),
    },
    {
      name: 'a Pod in the exception (S87)',
      from: 'pod:lab/client-b',
      to: guardedAddress,
      sees: silence,
    },
    {
      name: 'the ClusterIPs’ block lets nothing out (S91)',
      from: 'pod:lab/locked',
      to: web.clusterIP,
      sees: silence,
    },
  ],
};

const byNamespace: Scene = {
  name: 'policies for namespaces',
  objects: [
    ...guarded.objects,
    ingress([{ namespaceSelector: { matchLabels: { team: 'other' } } }]),
  ],
  conditions: [
    {
      name: 'a Pod of the namespace (S86)',
      from: 'pod:other/stranger',
      to: guarded.clusterIP,
      sees: answerOf('guarded'),
    },
    {
      name: 'a Pod of the policy’s own (S86)',
      from: 'pod:lab/client-b',
      to: guarded.clusterIP,
      sees: silence,
    },
  ],
};

export const networkPolicies: readonly Scene[] = [nothing, some, wrongPort, blocks, byNamespace];
