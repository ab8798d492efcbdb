import { podEndpoint, slice } from '../objects.ts';
import { onA, onB, webPod, webService, webSlice, type Backend } from '../pathWorld.ts';
import { bareService, inCluster, type FindingCase } from './worlds.ts';

type Raw = Record<string, unknown>;

/** `default/web` without selector, and slices somebody wrote. */
const bare = () => bareService();
const good = { name: 'http', port: 8080, protocol: 'TCP' };

function written(given: Raw = {}) {
  const endpoints = [{ addresses: ['192.0.2.7'] }];
  return slice({ name: 'web-1', service: 'web', endpoints, ports: [good], ...given });
}

const healthy = () => inCluster(bare(), written());
const running = (backends: readonly Backend[], ...slices: ReturnType<typeof webSlice>[]) =>
  inCluster(webService(), ...backends.map(webPod), ...slices);
const both = { clusterIPs: ['10.96.0.10', 'fd00:10:96::a'], ipFamilies: ['IPv4', 'IPv6'] };

export const sliceCases: readonly FindingCase[] = [
  {
    code: 'slicePortNameMismatch',
    raises: () => inCluster(bare(), written({ ports: [{ ...good, name: 'web' }] })),
    nearMiss: healthy,
    path: 'ports[0].name',
    object: 'EndpointSlice web-1',
  },
  {
    code: 'slicePortNameMismatch',
    title: 'but not a port more than the Service has',
    raises: () => inCluster(bare(), written({ ports: [{ ...good, name: '' }] })),
    nearMiss: () => inCluster(bare(), written({ ports: [good, { ...good, name: 'metrics' }] })),
  },
  {
    code: 'slicePortProtocolMismatch',
    raises: () => inCluster(bare(), written({ ports: [{ ...good, protocol: 'UDP' }] })),
    nearMiss: healthy,
    path: 'ports[0].protocol',
  },
  {
    code: 'slicePortIgnored',
    raises: () => inCluster(bare(), written({ ports: [good, { name: 'other' }] })),
    nearMiss: healthy,
    path: 'ports[1]',
  },
  {
    code: 'sliceWithoutService',
    raises: () => inCluster(bare(), written(), written({ name: 'web-2', service: undefined })),
    nearMiss: healthy,
    object: 'EndpointSlice web-2',
  },
  {
    code: 'sliceServiceMissing',
    raises: () => inCluster(bare(), written(), written({ name: 'web-2', service: 'gone' })),
    nearMiss: healthy,
  },
  {
    code: 'fqdnSlice',
    raises: () =>
      inCluster(
        bare(),
        written(),
        written({ name: 'web-2', addressType: 'FQDN', endpoints: [{ addresses: ['a.example'] }] }),
      ),
    nearMiss: healthy,
  },
  {
    code: 'sliceFamilyUnserved',
    raises: () =>
      inCluster(
        bare(),
        written(),
        written({
          name: 'web-2',
          addressType: 'IPv6',
          endpoints: [{ addresses: ['2001:db8::7'] }],
        }),
      ),
    nearMiss: () =>
      inCluster(bare(), written(), written({ name: 'web-2', addressType: 'IPv6', endpoints: [] })),
  },
  {
    code: 'familyWithoutEndpoints',
    raises: () => inCluster(bareService(both), written()),
    nearMiss: () =>
      inCluster(
        bareService(both),
        written(),
        written({
          name: 'web-2',
          addressType: 'IPv6',
          endpoints: [{ addresses: ['2001:db8::7'] }],
        }),
      ),
    path: 'spec.ipFamilies',
  },
  {
    code: 'duplicateEndpoint',
    raises: () =>
      inCluster(
        bare(),
        written(),
        written({
          name: 'web-2',
          endpoints: [{ addresses: ['192.0.2.7'], conditions: { ready: false } }],
        }),
      ),
    nearMiss: () => inCluster(bare(), written(), written({ name: 'web-2' })),
  },
  {
    code: 'endpointTargetGone',
    raises: () => running([onA], webSlice([onA, onB])),
    nearMiss: () => running([onA, onB], webSlice([onA, onB])),
    path: 'endpoints[1].targetRef',
  },
  {
    code: 'endpointAddressMoved',
    raises: () =>
      inCluster(
        webService(),
        webPod(onA),
        slice({
          name: 'web-1',
          service: 'web',
          ports: [good],
          endpoints: [
            podEndpoint({ pod: onA.name, address: '10.244.0.99', node: 'node-a' }),
            podEndpoint({ pod: onA.name, address: onA.address, node: 'node-a' }),
          ],
        }),
      ),
    nearMiss: () => running([onA], webSlice([onA])),
    path: 'endpoints[0].addresses',
  },
  {
    code: 'readyPodUnlisted',
    raises: () => running([onA, onB], webSlice([onA])),
    nearMiss: () => running([onA, onB], webSlice([onA]), webSlice([onB], 'web-2')),
  },
  {
    code: 'hintsUnusable',
    raises: () => running([onA, onB], webSlice([{ ...onA, forZones: ['zone-1'] }, onB])),
    nearMiss: () =>
      running(
        [onA, onB],
        webSlice([
          { ...onA, forZones: ['zone-1'] },
          { ...onB, forZones: ['zone-1'] },
        ]),
      ),
  },
];
