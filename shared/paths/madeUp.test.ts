import { expect, test } from 'vitest';
import { deploymentOf, fileWorld, serviceOf } from '../testing/findings/worlds.ts';
import { onA, webWorld } from '../testing/pathWorld.ts';
import { madeUp } from './madeUp.ts';

const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'one' },
  status: { addresses: [{ type: 'InternalIP', address: '192.0.2.9' }] },
};
const stated = serviceOf({ clusterIP: '10.96.0.10', clusterIPs: ['10.96.0.10'] });
const nodesAssumed = { code: 'nodesAssumed', params: { nodes: 'node-a, node-b, node-c' } };
const addressesAssumed = { code: 'addressesAssumed', params: {} };

test.each([
  ['files without Nodes or addresses', fileWorld(serviceOf()), [nodesAssumed, addressesAssumed]],
  ['files with Nodes', fileWorld(node, serviceOf()), [addressesAssumed]],
  ['a Service with its address', fileWorld(stated), [nodesAssumed]],
  ['Pods of a workload', fileWorld(node, stated, deploymentOf()), [addressesAssumed]],
  ['files that say all', fileWorld(node, stated), []],
  ['a cluster', webWorld({}, [onA]), []],
])('what is made up of %s', (_, world, assumed) => {
  expect(madeUp(world)).toEqual(assumed);
});
