// The network is not as the objects say: every prediction is wrong where the fault is, and right beside it.
import { type Lab, type Mend, interceptorPort } from '../lab.ts';
import { clusterDns } from '../objects/cluster.ts';
import { labPod } from '../objects/services.ts';
import { appPorts, podNamed } from '../plan.ts';
import { type Scene, answerOf, fine, refused, silence } from './condition.ts';
import { dual } from './oddities.ts';
import { denyAll } from './networkPolicies.ts';
import { numbered } from './numbered.ts';

const both = [labPod('web-a'), labPod('web-b')];
const onB = numbered(71, { name: 'on-b', endpoints: [labPod('web-b')] });
const onA = numbered(72, { name: 'on-a', endpoints: [labPod('web-a')] });
const empty = numbered(73, { name: 'empty', spec: { type: 'NodePort' }, endpoints: [] });

const stale: Scene = {
  name: 'a node whose kube-proxy is stale',
  objects: onA.objects,
  synced: ['node-a'],
  conditions: [
    fine('another node', 'pod:lab/client-a', onA.clusterIP, 'web-a'),
    {
      name: 'that node knows nothing of the Service',
      from: 'pod:lab/client-b',
      to: onA.clusterIP,
      sees: silence,
      broken: true,
    },
  ],
};

const ignored: Scene = {
  name: 'a node on which nobody enforces policies',
  objects: [denyAll],
  synced: ['node-a'],
  conditions: [
    {
      name: 'who is to be kept out comes in (S92)',
      from: 'pod:lab/client-a',
      to: `10.244.1.30:${appPorts.http}`,
      sees: answerOf('guarded'),
      broken: true,
    },
  ],
};

const firewalls = (
  [
    ['drops', '-j DROP', silence],
    [
      'rejects as a host’s firewall does',
      '-j REJECT --reject-with icmp-host-prohibited',
      { outcome: 'unreachable', errno: 'EHOSTUNREACH' },
    ],
    ['rejects with a reset', '-j REJECT --reject-with tcp-reset', refused],
  ] as const
).map(([what, target, sees], index): Scene => {
  const number = 80 + index;
  const behind = numbered(number, {
    name: `behind-firewall-${index}`,
    spec: { type: 'NodePort' },
    endpoints: both,
  });
  const rule = `-p tcp -m conntrack --ctorigdstport ${30_000 + number} ${target}`;
  return {
    name: `a firewall on node-b that ${what}`,
    objects: behind.objects,
    breaks: async (lab) => [
      await lab.filter('node:node-b', { table: 'filter', chain: 'FORWARD', rule }),
    ],
    conditions: [
      fine('another node', 'outside', behind.onNode('node-a'), 'web-a', 'web-b'),
      { name: 'that node', from: 'outside', to: behind.onNode('node-b'), sees, broken: true },
      fine('the ClusterIP there', 'pod:lab/client-b', behind.clusterIP, 'web-a', 'web-b'),
    ],
  };
});

const podGone: Scene = {
  name: 'an endpoint whose Pod is gone',
  objects: onB.objects,
  breaks: async (lab) => [await withoutPod(lab, 'node:node-b', '10.244.1.20')],
  conditions: [
    {
      name: 'nobody answers for its address',
      from: 'pod:lab/client-a',
      to: onB.clusterIP,
      sees: { outcome: 'unreachable', errno: 'EHOSTUNREACH' },
      broken: true,
    },
  ],
};

/** As when its cable is taken away: the address is asked for on the Pods' network, in vain. */
async function withoutPod(lab: Lab, node: string, ip: string): Promise<Mend> {
  // Looked up before all other routes.
  const rule = `rule add to ${ip} table 100`;
  const undoRule = await lab.route(node, rule, rule.replace('add', 'delete'));
  const route = `route add ${ip} dev cni0 table 100`;
  const undoRoute = await lab.route(node, route, route.replace('add', 'delete'));
  return async () => {
    await undoRoute();
    await undoRule();
  };
}

const overlay: Scene = {
  name: 'an overlay that lost the way between nodes',
  objects: [...onA.objects, ...onB.objects],
  breaks: async (lab) => [
    await lab.filter('node:node-b', {
      table: 'mangle',
      chain: 'PREROUTING',
      rule: '-s 10.244.0.0/24 -d 10.244.1.0/24 -j DROP',
    }),
  ],
  conditions: [
    fine('within a node', 'pod:lab/client-a', onA.clusterIP, 'web-a'),
    {
      name: 'between nodes, by the ClusterIP',
      from: 'pod:lab/client-a',
      to: onB.clusterIP,
      sees: silence,
      broken: true,
    },
    {
      name: 'between nodes, by the Pod’s address',
      from: 'pod:lab/client-a',
      to: `10.244.1.20:${appPorts.http}`,
      sees: silence,
      broken: true,
    },
  ],
};

const large = numbered(76, { name: 'large', endpoints: [labPod('locked')] });
const tooLarge: Scene = {
  name: 'answers too large for the way',
  objects: large.objects,
  breaks: async (lab) => [
    await lab.filter('node:node-a', {
      table: 'mangle',
      chain: 'FORWARD',
      rule: '-s 10.244.0.40 -p tcp -m length --length 120: -j DROP',
    }),
  ],
  conditions: [
    {
      name: 'it connects and hears nothing: as open as a silent app',
      from: 'pod:lab/client-a',
      to: large.clusterIP,
      sees: { outcome: 'open', errno: 'ENOANSWER' },
    },
  ],
};

const prohibited: Scene = {
  name: 'a node that may not send to a Pod',
  objects: onB.objects,
  breaks: async (lab) => [
    await lab.route(
      'node:node-a',
      'route add prohibit 10.244.1.20/32',
      'route delete prohibit 10.244.1.20/32',
    ),
  ],
  conditions: [
    {
      name: 'its own policy says so, which says nothing of the Pod',
      from: 'node:node-a',
      to: `10.244.1.20:${appPorts.http}`,
      sees: { outcome: 'unusable', errno: 'EACCES' },
      broken: true,
    },
    {
      name: 'but not where the address is rewritten on the way',
      from: 'node:node-a',
      to: onB.clusterIP,
      sees: silence,
      broken: true,
    },
    {
      name: 'a Pod behind it is told',
      from: 'pod:lab/client-a',
      to: onB.clusterIP,
      sees: { outcome: 'unreachable', errno: 'EHOSTUNREACH' },
      broken: true,
    },
    fine('another node', 'pod:lab/client-b', onB.clusterIP, 'web-b'),
  ],
};

const noHairpin: Scene = {
  name: 'a network that sends no packet back to its sender',
  objects: onA.objects,
  breaks: async (lab) => [
    await lab.filter('node:node-a', {
      table: 'nat',
      chain: 'POSTROUTING',
      rule: '-s 10.244.0.20 -d 10.244.0.20 -j ACCEPT',
    }),
  ],
  conditions: [
    {
      name: 'a Pod that is sent to itself (S51)',
      from: 'pod:lab/web-a',
      to: onA.clusterIP,
      sees: silence,
      broken: true,
    },
    fine('any other Pod', 'pod:lab/client-a', onA.clusterIP, 'web-a'),
  ],
};

const interceptor: Scene = {
  name: 'an interceptor in front of the outside machine',
  objects: empty.objects,
  breaks: async (lab) => [
    await lab.filter('outside', {
      table: 'nat',
      chain: 'OUTPUT',
      rule: `-p tcp --dport 30073 -j REDIRECT --to-ports ${interceptorPort}`,
    }),
  ],
  conditions: [
    {
      name: 'it accepts for a Service without endpoints, and nobody says who it is',
      from: 'outside',
      to: empty.onNode('node-a'),
      sees: { outcome: 'open', errno: 'ENOANSWER' },
      broken: true,
    },
  ],
};

const oneFamily: Scene = {
  name: 'both families, one of them broken',
  objects: dual.objects,
  breaks: async (lab) => [
    await lab.filter('node:node-b', {
      table: 'mangle',
      chain: 'PREROUTING',
      rule: '-d fd00:10:244:1::30 -j DROP',
      family: 'IPv6',
    }),
  ],
  conditions: [
    fine('IPv4', 'pod:lab/client-a', dual.clusterIP, 'guarded'),
    {
      name: 'IPv6',
      from: 'pod:lab/client-a',
      to: '[fd00:10:96::75]:80',
      sees: silence,
      broken: true,
    },
  ],
};

const silentDns: Scene = {
  name: 'cluster DNS that is silent',
  objects: onA.objects,
  breaks: async (lab) => [
    await lab.filter('pod:kube-system/dns', {
      table: 'mangle',
      chain: 'PREROUTING',
      rule: '-p udp --dport 53 -j DROP',
    }),
  ],
  conditions: [
    {
      name: 'a name (S81)',
      from: 'pod:lab/client-a',
      to: 'on-a:80',
      sees: { outcome: 'dnsTimeout', errno: 'ETIMEOUT' },
      broken: true,
    },
    {
      name: 'its own address',
      from: 'pod:lab/client-a',
      to: '10.96.0.10:53',
      speak: 'dns',
      sees: { outcome: 'timeout' },
      broken: true,
    },
    fine('an address', 'pod:lab/client-a', onA.clusterIP, 'web-a'),
  ],
};

const deadDns: Scene = {
  name: 'cluster DNS without a Pod',
  objects: [],
  breaks: async (lab) => {
    await lab.apply(clusterDns([]));
    await lab.sync();
    return [async () => lab.apply(clusterDns([podNamed('kube-system/dns')]))];
  },
  conditions: [
    {
      name: 'a name: nobody answers, and that is known (S81)',
      from: 'pod:lab/client-a',
      to: 'kubernetes.default:443',
      sees: { outcome: 'dnsTimeout', errno: 'ECONNREFUSED' },
    },
    {
      name: 'its address (S56)',
      from: 'pod:lab/client-a',
      to: '10.96.0.10:53',
      speak: 'dns',
      sees: { outcome: 'refused', errno: 'ECONNREFUSED' },
    },
  ],
};

/** Those in one list do not disturb each other. */
export const faults: readonly (readonly Scene[])[] = [
  [stale, ignored],
  firewalls,
  [podGone, noHairpin, interceptor, oneFamily, tooLarge],
  [overlay],
  [prohibited, silentDns],
  [deadDns],
];
