// Nothing is broken, and the way is unusual all the same.
import { brokenName } from '../dns.ts';
import { labPod } from '../objects/services.ts';
import { type Scene, fine, refused, silence } from './condition.ts';
import { numbered } from './numbered.ts';

export const dual = numbered(75, {
  name: 'dual',
  spec: {
    type: 'NodePort',
    clusterIPs: ['10.96.1.75', 'fd00:10:96::75'],
    ipFamilyPolicy: 'RequireDualStack',
  },
  endpoints: [labPod('guarded')],
  dualStack: true,
});
const lazyBalancer = numbered(140, {
  name: 'lazy-balancer',
  spec: { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 32_140 },
  endpoints: [labPod('web-a')],
});
const balancer: Scene = {
  // The router sends this address to node-b, whatever its health check says.
  name: 'a balancer that asks no health check',
  objects: lazyBalancer.objects,
  conditions: [
    {
      name: 'it sends to a node without an endpoint (S66, S70)',
      from: 'outside',
      to: lazyBalancer.vip,
      sees: silence,
      broken: true,
    },
  ],
};

const remoteLocal = numbered(74, {
  name: 'remote-local',
  spec: { type: 'NodePort', externalTrafficPolicy: 'Local' },
  endpoints: [labPod('web-a')],
});
const crooked: Scene = {
  // node-b takes the Pod for one of the cluster's and sends it on as it is; the answer goes straight
  // back, past node-b, from an address the Pod never dialled.
  name: 'a way back that is not the way there',
  objects: remoteLocal.objects,
  conditions: [
    {
      name: 'a Pod, by another node’s NodePort, to an endpoint elsewhere (S49)',
      from: 'pod:lab/client-a',
      to: remoteLocal.onNode('node-b'),
      sees: silence,
      broken: true,
    },
  ],
};

const dualStack: Scene = {
  name: 'both families',
  objects: dual.objects,
  conditions: [
    fine('IPv4', 'pod:lab/client-a', dual.clusterIP, 'guarded'),
    fine('IPv6', 'pod:lab/client-a', '[fd00:10:96::75]:80', 'guarded'),
    fine('a node, IPv6', 'node:node-a', '[fd00:10:96::75]:80', 'guarded'),
    fine('outside, IPv6, by a NodePort', 'outside', '[fd00:172:18::3]:30075', 'guarded'),
    {
      name: 'the NodePort of a Service that does not have the family (S12)',
      from: 'outside',
      to: '[fd00:172:18::3]:30001',
      sees: refused,
    },
    {
      name: 'an address of no Service',
      from: 'pod:lab/client-a',
      to: '[fd00:10:96::76]:80',
      sees: silence,
    },
  ],
};
const failingServer: Scene = {
  name: 'a name server that fails',
  objects: [],
  conditions: [
    {
      name: 'of the world (SERVFAIL)',
      from: 'pod:lab/client-a',
      to: `${brokenName}:80`,
      sees: { outcome: 'nameError', errno: 'ESERVFAIL' },
      broken: true,
    },
  ],
};

export const oddities: readonly Scene[] = [balancer, crooked, dualStack, failingServer];
