import { expect, test } from 'vitest';
import { podEndpoint, slice, type GivenService } from '../testing/objects.ts';
import { onA, onB, pathWorld, webPod, webService, webSlice } from '../testing/pathWorld.ts';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import { endpointsOf } from './serviceEndpoints.ts';

function endpoints(given: Partial<GivenService>, ...slices: EndpointSlice[]) {
  const web = webService(given);
  return endpointsOf(pathWorld([web, ...slices, webPod(onB)]), web);
}

test('an endpoint with its Pod, node and zone', () => {
  expect(endpoints({}, webSlice([onA]))).toEqual([
    {
      address: '10.244.0.5',
      port: 8080,
      portName: 'http',
      protocol: 'TCP',
      ready: true,
      serving: true,
      terminating: false,
      pod: 'default/web-a',
      node: 'node-a',
      zone: 'zone-1',
      slices: ['web-abc'],
    },
  ]);
});

test('the Pod is found by address where nothing names it', () => {
  const made = slice({
    name: 'm',
    service: 'web',
    endpoints: [{ addresses: ['10.244.1.5'] }],
    ports: [{ name: 'http', port: 8080 }],
  });
  expect(endpoints({}, made)[0]?.pod).toBe('default/web-b');
});

test('S36: once over all slices, which are all named', () => {
  const found = endpoints({}, webSlice([onA]), webSlice([onA, onB], 'web-xyz'));
  expect(found.map(({ address, slices }) => [address, slices])).toEqual([
    ['10.244.0.5', ['web-abc', 'web-xyz']],
    ['10.244.1.5', ['web-xyz']],
  ]);
});

const plain = podEndpoint({ pod: 'x', address: '10.244.2.7' });
const made = (given: Partial<Parameters<typeof slice>[0]>) =>
  slice({
    name: 'm',
    service: 'web',
    endpoints: [plain],
    ports: [{ name: 'http', port: 8080 }],
    ...given,
  });
const conditions = (given: { ready?: boolean; serving?: boolean; terminating?: boolean }) =>
  made({ endpoints: [podEndpoint({ pod: 'x', address: '10.244.2.7', conditions: given })] });
const draining = { ready: false, serving: true, terminating: true };

test.each([
  ['S4: portNotOfService', 'portNotOfService', made({ ports: [{ name: 'web', port: 8080 }] })],
  [
    'S4: portNotOfService, by protocol',
    'portNotOfService',
    made({ ports: [{ name: 'http', port: 8080, protocol: 'UDP' }] }),
  ],
  ['S24: sliceWithoutPorts', 'sliceWithoutPorts', made({ ports: [] })],
  ['S34: portWithoutNumber', 'portWithoutNumber', made({ ports: [{ name: 'http' }] })],
  [
    'S33: fqdnSlice',
    'fqdnSlice',
    made({ addressType: 'FQDN', endpoints: [{ addresses: ['a.example'] }] }),
  ],
  [
    'S10: foreignProxySlice',
    'foreignProxySlice',
    made({ labels: { 'service.kubernetes.io/service-proxy-name': '' } }),
  ],
  [
    'S12: familyNotServed',
    'familyNotServed',
    made({ addressType: 'IPv6', endpoints: [{ addresses: ['fd00::1'] }] }),
  ],
  ['S39: notReady', 'notReady', conditions({ ready: false, serving: false })],
  [
    'S39: terminatingNotServing',
    'terminatingNotServing',
    conditions({ ready: false, serving: false, terminating: true }),
  ],
  ['S38: terminatingWhileReady', 'terminatingWhileReady', conditions(draining)],
])('%s', (_title, code, given) => {
  const found = endpoints({}, webSlice([onA], 'z'), given);
  expect(found.map(({ reason }) => reason?.code)).toEqual([code, undefined]);
});

test('S38: terminating while nothing is ready gets traffic', () => {
  expect(endpoints({}, conditions(draining))[0]?.reason).toBeUndefined();
});

test('S33: every address but the first is left out', () => {
  const two = made({ endpoints: [{ addresses: ['10.244.2.7', '10.244.2.8'] }] });
  expect(endpoints({}, two).map(({ reason }) => reason?.code)).toEqual([
    undefined,
    'notFirstAddress',
  ]);
});

test('S73: headless publishes what is ready, and terminating ones are not', () => {
  const headless = { clusterIP: 'None', clusterIPs: ['None'] };
  const codes = (given: EndpointSlice) =>
    endpoints(headless, given).map(({ reason }) => reason?.code);
  expect(codes(conditions(draining))).toEqual(['terminatingUnpublished']);
  expect(codes(conditions({ ready: false }))).toEqual(['notReady']);
  expect(codes(made({ ports: [] }))).toEqual([undefined]);
});
