import { deploymentOf, inFiles, serviceOf, type FindingCase } from './worlds.ts';

const api = deploymentOf({ app: 'api' });
const web = deploymentOf();
const selector = { app: 'api' };

function nodePort(number: number, protocol = 'TCP') {
  const ports = [{ port: 80, targetPort: 8080, protocol, nodePort: number }];
  return { type: 'NodePort', ports };
}

const udp = deploymentOf({ app: 'api' }, [{ containerPort: 8080, protocol: 'UDP' }]);

export const clashCases: readonly FindingCase[] = [
  {
    code: 'nodePortClash',
    raises: () =>
      inFiles(
        serviceOf(nodePort(30_080)),
        web,
        serviceOf({ ...nodePort(30_080), selector }, 'api'),
        api,
      ),
    nearMiss: () =>
      inFiles(
        serviceOf(nodePort(30_080)),
        web,
        serviceOf({ ...nodePort(30_080, 'UDP'), selector }, 'api'),
        udp,
      ),
    object: 'Service web',
  },
  {
    code: 'clusterIPClash',
    raises: () =>
      inFiles(
        serviceOf({ clusterIP: '10.96.1.1' }),
        web,
        serviceOf({ clusterIP: '10.96.1.1', selector }, 'api'),
        api,
      ),
    nearMiss: () =>
      inFiles(
        serviceOf({ clusterIP: '10.96.1.1' }),
        web,
        serviceOf({ clusterIP: '10.96.1.2', selector }, 'api'),
        api,
      ),
  },
  {
    code: 'externalAddressClash',
    raises: () =>
      inFiles(
        serviceOf({ externalIPs: ['198.51.100.7'] }),
        web,
        serviceOf({ externalIPs: ['198.51.100.7'], selector }, 'api'),
        api,
      ),
    nearMiss: () =>
      inFiles(
        serviceOf({ externalIPs: ['198.51.100.7'] }),
        web,
        serviceOf(
          { externalIPs: ['198.51.100.7'], selector, ports: [{ port: 81, targetPort: 8080 }] },
          'api',
        ),
        api,
      ),
    path: 'spec.externalIPs[0]',
  },
  {
    code: 'externalAddressClash',
    title: 'but not for the same Pods',
    raises: () =>
      inFiles(
        serviceOf({ externalIPs: ['198.51.100.7'] }),
        web,
        serviceOf({ externalIPs: ['198.51.100.7'], selector }, 'api'),
        api,
      ),
    nearMiss: () =>
      inFiles(
        serviceOf({ externalIPs: ['198.51.100.7'] }),
        serviceOf({ externalIPs: ['198.51.100.7'] }, 'again'),
        web,
      ),
  },
];
