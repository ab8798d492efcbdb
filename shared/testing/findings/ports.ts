import { pod } from '../objects.ts';
import { onA, onB, webService, webSlice } from '../pathWorld.ts';
import { deploymentOf, inCluster, inFiles, serviceOf, type FindingCase } from './worlds.ts';

const byName = (targetPort: string, protocol = 'TCP') =>
  serviceOf({ ports: [{ port: 80, targetPort, protocol }] });

export const portCases: readonly FindingCase[] = [
  {
    code: 'targetPortUnresolved',
    raises: () => inFiles(byName('htpp'), deploymentOf()),
    nearMiss: () => inFiles(byName('http'), deploymentOf()),
    path: 'spec.ports[0].targetPort',
  },
  {
    code: 'targetPortUnresolved',
    title: 'except a port that a mesh injects',
    raises: () => inFiles(byName('admin'), deploymentOf()),
    nearMiss: () => inFiles(byName('http-envoy-prom'), deploymentOf()),
  },
  {
    code: 'targetPortProtocol',
    raises: () => inFiles(byName('http', 'UDP'), deploymentOf()),
    nearMiss: () =>
      inFiles(
        byName('http', 'UDP'),
        deploymentOf({ app: 'web' }, [{ name: 'http', containerPort: 8080, protocol: 'UDP' }]),
      ),
    path: 'spec.ports[0].protocol',
  },
  {
    code: 'portProtocolMismatch',
    raises: () =>
      inFiles(
        serviceOf(),
        deploymentOf({ app: 'web' }, [{ containerPort: 8080, protocol: 'UDP' }]),
      ),
    nearMiss: () =>
      inFiles(
        serviceOf({ ports: [{ port: 80, targetPort: 8080, protocol: 'UDP' }] }),
        deploymentOf({ app: 'web' }, [{ containerPort: 8080, protocol: 'UDP' }]),
      ),
  },
  {
    code: 'targetPortUndeclared',
    raises: () => inFiles(serviceOf({ ports: [{ port: 80 }] }), deploymentOf()),
    nearMiss: () => inFiles(serviceOf({ ports: [{ port: 8080 }] }), deploymentOf()),
  },
  {
    code: 'targetPortUnresolvedInSome',
    raises: () => rollout([{ name: 'http', containerPort: 8080 }], []),
    nearMiss: () =>
      rollout([{ name: 'http', containerPort: 8080 }], [{ name: 'http', containerPort: 8080 }]),
  },
  {
    code: 'targetPortDiffers',
    raises: () =>
      rollout([{ name: 'http', containerPort: 8080 }], [{ name: 'http', containerPort: 9090 }]),
    nearMiss: () =>
      rollout([{ name: 'http', containerPort: 8080 }], [{ name: 'http', containerPort: 8080 }]),
  },
];

/** Two Pods of one ReplicaSet with these ports, behind `targetPort: http`. */
function rollout(one: Ports, other: Ports) {
  const owner = { kind: 'ReplicaSet', name: 'web-1' };
  const labels = { app: 'web' };
  return inCluster(
    webService({ ports: [{ name: 'http', port: 80, targetPort: 'http' }] }),
    pod({ name: onA.name, ips: [onA.address], node: 'node-a', labels, owner, ports: one }),
    pod({ name: onB.name, ips: [onB.address], node: 'node-b', labels, owner, ports: other }),
    webSlice([onA, onB]),
  );
}

type Ports = readonly Record<string, unknown>[];
