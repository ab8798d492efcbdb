// Every name of a healthy Service, and those that lead nowhere.
import { worldName } from '../dns.ts';
import { labPod, serviceWith } from '../objects/services.ts';
import { appPorts } from '../plan.ts';
import { type Scene, answerOf, answerTo, noSuchName, refused } from './condition.ts';
import { web } from './waysIn.ts';

const clientA = '10.244.0.10';

const headless = serviceWith({
  name: 'peers',
  spec: {
    clusterIP: 'None',
    ports: [{ name: 'http', port: 80, targetPort: appPorts.http }],
  },
  endpoints: [
    { pod: labPod('web-a'), hostname: 'web-0' },
    { pod: labPod('web-b'), hostname: 'web-1' },
  ],
});
const noPeers = serviceWith({
  name: 'no-peers',
  spec: { clusterIP: 'None', ports: [{ name: 'http', port: 80, targetPort: appPorts.http }] },
  endpoints: [{ pod: labPod('web-a'), conditions: { ready: false } }],
});
const alias = serviceWith({
  name: 'alias',
  spec: { type: 'ExternalName', externalName: worldName },
  endpoints: [],
});

export const names: Scene = {
  name: 'names',
  objects: [...web.objects, ...headless, ...noPeers, ...alias],
  conditions: [
    {
      name: 'with its namespace, from another one (S80)',
      from: 'pod:other/stranger',
      to: 'web.lab:80',
      sees: answerOf('web-a', 'web-b'),
    },
    {
      name: 'without its namespace, from another one (S80)',
      from: 'pod:other/stranger',
      to: 'web:80',
      sees: noSuchName,
    },
    {
      name: 'in full, ended by a dot (S80)',
      from: 'pod:lab/client-a',
      to: 'web.lab.svc.cluster.local.:80',
      sees: answerOf('web-a', 'web-b'),
    },
    {
      name: 'misspelt (S81)',
      from: 'pod:lab/client-a',
      to: 'wob:80',
      sees: noSuchName,
    },
    {
      name: 'from a Pod on the node’s network (S68)',
      from: 'pod:lab/host-b',
      to: 'web.lab:80',
      sees: noSuchName,
    },
    {
      name: 'from outside (S68)',
      from: 'outside',
      to: 'web.lab.svc.cluster.local:80',
      sees: noSuchName,
    },
    {
      name: 'of a headless Service, at the Pods’ own port (S9, S73)',
      from: 'pod:lab/client-a',
      to: `peers:${appPorts.http}`,
      sees: answerTo(clientA, 'web-a', 'web-b'),
    },
    {
      name: 'of a headless Service, at the Service’s port (S9)',
      from: 'pod:lab/client-a',
      to: 'peers:80',
      sees: refused,
    },
    {
      name: 'of one Pod of a headless Service (S74)',
      from: 'pod:lab/client-a',
      to: `web-1.peers:${appPorts.http}`,
      sees: answerOf('web-b'),
    },
    {
      name: 'of a headless Service without a ready Pod (S73)',
      from: 'pod:lab/client-a',
      to: `no-peers:${appPorts.http}`,
      sees: noSuchName,
    },
    {
      name: 'of an ExternalName (S77)',
      from: 'pod:lab/client-a',
      to: 'alias:80',
      sees: answerOf('world'),
    },
  ],
};
