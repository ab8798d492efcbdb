import { bench, describe } from 'vitest';
import { buildState } from '../state/applyChange.ts';
import { bigCluster } from '../testing/bigCluster.ts';
import { serviceSummary } from './serviceSummary.ts';
import { topologyService } from './topologyService.ts';

// By itself, for it fills memory: five million NodePorts are made on the way.

const domain = { clusterDomain: 'cluster.local' };

describe('10,000 Services on 5,000 nodes from scratch, as topology with findings and as a list', () => {
  const once = { iterations: 2, time: 0, warmupIterations: 0, warmupTime: 0 };
  const objects = [...bigCluster(150_000)];
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
