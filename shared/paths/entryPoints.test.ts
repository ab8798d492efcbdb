import { expect, test } from 'vitest';
import { node, podEndpoint, service, slice, type GivenService } from '../testing/objects.ts';
import { nodePortSpec, onA, pathWorld, webService, webSlice } from '../testing/pathWorld.ts';
import type { ModelObject } from '../model/object.ts';
import { buildState } from '../state/applyChange.ts';
import { entryPointsOf } from './entryPoints.ts';

function entries(given: Partial<GivenService>, ...objects: ModelObject[]) {
  const web = webService(given);
  return entryPointsOf(pathWorld([web, ...objects]), web);
}

const ids = (given: Partial<GivenService>, ...objects: ModelObject[]) =>
  entries(given, ...objects).map(({ id, address, port }) => [id, address, port]);

const dns = ['dns/http', 'web.default.svc.cluster.local', 80];
const clusterIP = ['clusterIP/10.96.0.10/http', '10.96.0.10', 80];
const nodePorts = [
  ['nodePort/node-a/http', '172.18.0.2', 30080],
  ['nodePort/node-b/http', '172.18.0.3', 30080],
  ['nodePort/node-c/http', '172.18.0.4', 30080],
];

test('S1: ClusterIP', () => {
  expect(ids({})).toEqual([dns, clusterIP]);
});

test('S1: NodePort has all of ClusterIP, on every node', () => {
  expect(ids(nodePortSpec)).toEqual([dns, clusterIP, ...nodePorts]);
});

test('S1: LoadBalancer has all of NodePort; Proxy-mode and hostname entries can be dialled too', () => {
  const ingress = [
    { ip: '192.0.2.60' },
    { ip: '192.0.2.61', ipMode: 'Proxy' },
    { hostname: 'lb.example.com' },
  ];
  expect(
    ids({ ...nodePortSpec, type: 'LoadBalancer', ingress, externalIPs: ['192.0.2.50'] }),
  ).toEqual([
    dns,
    clusterIP,
    ...nodePorts,
    ['loadBalancer/192.0.2.60/http', '192.0.2.60', 80],
    ['loadBalancer/192.0.2.61/http', '192.0.2.61', 80],
    ['loadBalancer/lb.example.com/http', 'lb.example.com', 80],
    ['externalIP/192.0.2.50/http', '192.0.2.50', 80],
  ]);
});

test('S14: a pending load balancer has no address', () => {
  expect(ids({ type: 'LoadBalancer', loadBalancerClass: 'x/y' })).toEqual([dns, clusterIP]);
});

test('S15: no NodePorts, no entries', () => {
  expect(ids({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false })).toEqual([
    dns,
    clusterIP,
  ]);
});

test('an unnamed port goes by its number', () => {
  expect(ids({ ports: [{ port: 80 }] }).map(([id]) => id)).toEqual([
    'dns/80',
    'clusterIP/10.96.0.10/80',
  ]);
});

test('S12: a second family on every node that has it', () => {
  const web = webService({
    ...nodePortSpec,
    clusterIPs: ['10.96.0.10', 'fd00::a'],
    ipFamilies: ['IPv4', 'IPv6'],
    ipFamilyPolicy: 'PreferDualStack',
  });
  const world = buildState([web, node({ name: 'six', ips: ['172.18.0.9', 'fd01::9'] })]);
  expect(entryPointsOf(world, web).map(({ id }) => id)).toEqual([
    'dns/http',
    'clusterIP/10.96.0.10/http',
    'clusterIP/fd00::a/http',
    'nodePort/six/http',
    'nodePort/six/http/IPv6',
  ]);
});

test('S77: ExternalName has a name and what it stands for', () => {
  const named = service({
    name: 'ext',
    type: 'ExternalName',
    externalName: 'www.example.com',
    ports: [{ port: 443 }],
  });
  expect(entryPointsOf(pathWorld([named]), named)).toEqual([
    {
      id: 'dns/443',
      kind: 'dns',
      address: 'ext.default.svc.cluster.local',
      port: 443,
      protocol: 'TCP',
      portName: '',
    },
    {
      id: 'externalName/443',
      kind: 'externalName',
      address: 'www.example.com',
      port: 443,
      protocol: 'TCP',
      portName: '',
    },
  ]);
  const portless = service({ name: 'ext', type: 'ExternalName', externalName: 'www.example.com' });
  expect(entryPointsOf(pathWorld([portless]), portless).map(({ id }) => id)).toEqual([
    'dns',
    'externalName',
  ]);
});

const headless = { clusterIP: 'None', clusterIPs: ['None'] };

test('S9: headless is dialled on the endpoint port', () => {
  expect(ids(headless, webSlice([onA]))).toEqual([
    ['dns/http', 'web.default.svc.cluster.local', 8080],
  ]);
  const named = { ...headless, ports: [{ name: 'http', port: 80, targetPort: 'web' }] };
  expect(ids(named, webSlice([onA]))[0]?.[2]).toBe(8080);
});

test('S74, S75: Pods with a hostname have names of their own, by ordinal', () => {
  const hosts = slice({
    name: 's',
    service: 'web',
    endpoints: ['web-10', 'web-2', ''].map((hostname, index) =>
      Object.assign(
        podEndpoint({
          pod: `p${index}`,
          address: `10.244.0.${index + 1}`,
          conditions: { ready: false },
        }),
        { hostname },
      ),
    ),
    ports: [{ name: 'http', port: 8080 }],
  });
  expect(ids(headless, hosts)).toEqual([
    ['dns/http', 'web.default.svc.cluster.local', 8080],
    ['podDNS/web-2/http', 'web-2.web.default.svc.cluster.local', 8080],
    ['podDNS/web-10/http', 'web-10.web.default.svc.cluster.local', 8080],
  ]);
});

test('a cluster domain of its own', () => {
  const web = webService();
  const [first] = entryPointsOf(pathWorld([web]), web, { clusterDomain: 'example.org' });
  expect(first?.address).toBe('web.default.svc.example.org');
});

test('what Portolan made up is marked, and the embedded cluster says where to dial', () => {
  const web = webService(nodePortSpec);
  const metadata = { ...web.metadata, simulated: ['spec.clusterIP', 'spec.ports[0].nodePort'] };
  const made = { ...web, metadata };
  const dialled = { ...node({ name: 'node-a', ips: ['172.18.0.2'] }), dialAddress: '127.0.0.11' };
  const all = entryPointsOf(buildState([made, dialled]), made);
  expect(all.map(({ simulated, dial }) => [simulated, dial])).toEqual([
    [undefined, undefined],
    [true, undefined],
    [true, '127.0.0.11:30080'],
  ]);
});
