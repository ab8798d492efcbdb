import { pod, type GivenPod } from '../objects.ts';
import { onA, onB, webService, webSlice, type Backend } from '../pathWorld.ts';
import { deploymentOf, inCluster, inFiles, serviceOf, type FindingCase } from './worlds.ts';

const unready = { ready: false, serving: false };
const ending = { ready: false, serving: true, terminating: true };

function podOf({ name, address, node = '' }: Backend, given: Partial<GivenPod> = {}) {
  const owner = { kind: 'ReplicaSet', name: 'web-1' };
  const ports = [{ containerPort: 8080 }];
  return pod({ name, ips: [address], node, labels: { app: 'web' }, owner, ports, ...given });
}

function ready(one: boolean, other: boolean, given: Partial<GivenPod> = {}) {
  return inCluster(
    webService(),
    podOf(onA, { ready: one, ...given }),
    podOf(onB, { ready: other }),
    webSlice([
      { ...onA, ...(!one && { conditions: unready }) },
      { ...onB, ...(!other && { conditions: unready }) },
    ]),
  );
}

const probe = (port: string | number) => ({ readinessProbe: { httpGet: { port, path: '/' } } });
const declared = [{ name: 'http', containerPort: 8080 }];
const labels = { app: 'web' };

function terminating(...left: Backend[]) {
  const gone = podOf(onA, { deletionTimestamp: '2026-01-01T00:00:00Z' });
  return inCluster(
    webService(),
    gone,
    ...left.map((each) => podOf(each)),
    webSlice([{ ...onA, conditions: ending }, ...left]),
  );
}

const told = (value: string) => ({ env: [{ name: 'WEB', value }] });

export const podCases: readonly FindingCase[] = [
  {
    code: 'callsItself',
    raises: () =>
      inFiles(serviceOf(), deploymentOf(labels, declared, 'web', told('http://web.default.svc/a'))),
    nearMiss: () =>
      inFiles(serviceOf(), deploymentOf(labels, declared, 'web', told('http://web.other.svc/a'))),
    path: 'spec.template.spec.containers[0].env[0].value',
    object: 'Deployment web',
  },
  {
    code: 'callsItself',
    title: 'by name and port, but not by a word that is the same',
    raises: () => inFiles(serviceOf(), deploymentOf(labels, declared, 'web', told('web:80'))),
    nearMiss: () => inFiles(serviceOf(), deploymentOf(labels, declared, 'web', told('web'))),
  },
  { code: 'noReadyPods', raises: () => ready(false, false), nearMiss: () => ready(true, true) },
  { code: 'somePodsNotReady', raises: () => ready(true, false), nearMiss: () => ready(true, true) },
  {
    code: 'readinessGateFalse',
    raises: () => ready(false, true, { spec: { readinessGates: [{ conditionType: 'lb' }] } }),
    nearMiss: () =>
      ready(true, true, {
        spec: { readinessGates: [{ conditionType: 'lb' }] },
        status: {
          conditions: [
            { type: 'lb', status: 'True' },
            { type: 'Ready', status: 'True' },
          ],
        },
      }),
  },
  {
    code: 'readinessPortUnresolved',
    raises: () => inFiles(serviceOf(), deploymentOf(labels, declared, 'web', probe('health'))),
    nearMiss: () => inFiles(serviceOf(), deploymentOf(labels, declared, 'web', probe('http'))),
    path: 'spec.template.spec.containers[0].readinessProbe.httpGet.port',
    object: 'Deployment web',
  },
  {
    code: 'readinessPortUnresolved',
    title: 'but any number will do',
    raises: () => inFiles(serviceOf(), deploymentOf(labels, declared, 'web', probe('htpp'))),
    nearMiss: () => inFiles(serviceOf(), deploymentOf(labels, declared, 'web', probe(9999))),
  },
  { code: 'onlyTerminating', raises: () => terminating(), nearMiss: () => terminating(onB) },
];
