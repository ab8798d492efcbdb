import { bench, describe } from 'vitest';
import { createDoor } from '../model/parse/object.ts';
import { applyChange, buildState } from '../state/applyChange.ts';
import { admit, bigCluster, rawPod } from '../testing/bigCluster.ts';
import { pod, podEndpoint, service, slice } from '../testing/objects.ts';
import { nodes } from '../testing/pathWorld.ts';
import { keepingViews, serviceView } from '../topology/serviceView.ts';

// Ratios to the parse of one watch line of 8 kB, which every client of the API pays per event.

const padding = { managedFields: 'x'.repeat(7000) };
const line = JSON.stringify({ type: 'MODIFIED', object: { ...rawPod(7, 1000), padding } });
const baseline = (): void => void JSON.parse(line);
const options = { time: 500, warmupTime: 100 };
const domain = { clusterDomain: 'cluster.local' };

const worlds = [1000, 10_000, 150_000].map((pods) => {
  const door = createDoor();
  return { pods, door, state: buildState(bigCluster(pods, door)) };
});

// Fifteen endpoints each, in clusters of 34, 334 and 5,000 nodes. Of more than two hundred NodePorts
// each class of nodes is predicted once, from this machine; of fewer each one, from everywhere.
describe.each([
  ['ClusterIP', 1],
  ['NodePort', 0],
])('a Pod of a followed %s Service turns ready or unready: its view again', (_type, index) => {
  bench('baseline: JSON.parse of the watch line', baseline, options);
  for (const { pods, door, state } of worlds) {
    const followed = state.service(`team-0/app-${index}`);
    if (followed === undefined) throw new Error('no such Service');
    const kept = keepingViews(domain);
    let turn = 0;
    bench(
      `${pods} Pods`,
      () => {
        turn += 1;
        const raw = rawPod(15 * index + (turn % 15), pods, turn % 2 === 0, turn);
        applyChange(state, { type: 'set', object: admit(door, raw) });
        serviceView(state, followed, kept);
      },
      { time: 3000, warmupTime: 1500 },
    );
  }
});

describe('the view of one Service by its endpoints, on three nodes', () => {
  bench('baseline: JSON.parse of the watch line', baseline, options);
  for (const size of [30, 300, 600]) {
    const web = service({
      name: 'web',
      type: 'LoadBalancer',
      clusterIPs: ['10.96.0.10'],
      ingress: [{ ip: '192.0.2.60' }],
      ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30_080 }],
    });
    const pods = Array.from({ length: size }, (_, index) =>
      pod({
        name: `web-${index}`,
        ips: [`10.244.${index % 3}.${Math.floor(index / 3)}`],
        node: nodes[index % 3]?.metadata.name ?? '',
        ports: [{ containerPort: 8080 }],
      }),
    );
    const endpoints = pods.map(({ metadata, podIPs: [address = ''], nodeName = '' }) =>
      podEndpoint({ pod: metadata.name, address, node: nodeName }),
    );
    const only = slice({
      name: 'web-1',
      service: 'web',
      endpoints,
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    });
    const state = buildState([...nodes, web, only, ...pods]);
    bench(`${size} endpoints`, () => void serviceView(state, web, domain), options);
  }
});
