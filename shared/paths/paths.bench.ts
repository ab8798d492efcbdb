import { bench, describe } from 'vitest';
import { createDoor } from '../model/parse/object.ts';
import { applyChange, buildState } from '../state/applyChange.ts';
import { admit, bigCluster, rawPod } from '../testing/bigCluster.ts';
import { pod, podEndpoint, service, slice } from '../testing/objects.ts';
import { nodes } from '../testing/pathWorld.ts';
import { serviceSummary } from '../topology/serviceSummary.ts';
import { serviceView } from '../topology/serviceView.ts';
import { topologyService } from '../topology/topologyService.ts';

// Ratios to the parse of one watch line of 8 kB, which every client of the API pays per event.

const padding = { managedFields: 'x'.repeat(7000) };
const line = JSON.stringify({ type: 'MODIFIED', object: { ...rawPod(7, 1000), padding } });
const baseline = (): void => void JSON.parse(line);
const options = { time: 500, warmupTime: 100 };
const domain = { clusterDomain: 'cluster.local' };

describe('a Pod of the Service that is looked at turns ready or unready: its view again', () => {
  bench('baseline: JSON.parse of the watch line', baseline, options);
  for (const pods of [1000, 10_000, 150_000]) {
    const door = createDoor();
    const state = buildState(bigCluster(pods, door));
    // Its first sixteen Pods belong to a NodePort Service; the one after them has a ClusterIP alone.
    const followed = state.service('team-0/app-1');
    if (followed === undefined) throw new Error('no such Service');
    let turn = 0;
    bench(
      `${pods} Pods`,
      () => {
        turn += 1;
        const raw = rawPod(15 + (turn % 15), pods, turn % 2 === 0, turn);
        applyChange(state, { type: 'set', object: admit(door, raw) });
        serviceView(state, followed, domain);
      },
      options,
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

describe('all paths of 10,000 Services from scratch, as a list and as topology', () => {
  const once = { iterations: 3, time: 0, warmupIterations: 1, warmupTime: 0 };
  const objects = [...bigCluster(150_000)].filter(
    ({ kind, metadata }) => kind !== 'Node' || Number(metadata.name.slice(5)) < 30,
  );
  const state = buildState(objects);
  const services = [...state.services()];
  bench('baseline: the state they are read from', () => void buildState(objects), once);
  bench(
    `${services.length} Services`,
    () => {
      for (const each of services) {
        topologyService(state, each, domain);
        serviceSummary(state, each, []);
      }
    },
    once,
  );
});
