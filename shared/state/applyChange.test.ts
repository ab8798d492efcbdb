import { expect, test } from 'vitest';
import { parseObject } from '../model/parse/object.ts';
import { applyChange } from './applyChange.ts';
import { createState } from './clusterState.ts';

test('a Pod event marks the Services that select it', () => {
  const state = createState();
  const admit = (raw: unknown) => {
    const parsed = parseObject(raw);
    if (parsed.ok !== true) throw new Error(JSON.stringify(parsed));
    return applyChange(state, { type: 'set', object: parsed.object });
  };
  admit({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  });
  const dirty = admit({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', namespace: 'shop', labels: { app: 'web', tier: 'front' } },
    status: { podIPs: [{ ip: '10.244.0.5' }] },
  });
  expect([...dirty.services]).toEqual(['shop/web']);
  expect(state.podsAtAddress('10.244.0.5').map((pod) => pod.metadata.name)).toEqual(['web-1']);
});
