import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { serviceDiagram } from '@portolan/shared/diagram/serviceDiagram.ts';
import { expect, test } from 'vitest';
import { nodePortView } from '../testing/fixtures.ts';

/** The same Service on so many nodes that its NodePorts are folded. */
function onManyNodes(): ServiceView {
  const view = nodePortView(1);
  const first = view.entryPoints.find(({ kind }) => kind === 'nodePort');
  if (!first) throw new Error('the fixture has a NodePort');
  const others = Array.from({ length: 40 }, (_, index) => {
    const id = `nodePort/far-${index}/web`;
    return { ...first, id, node: `far-${index}`, address: `172.18.1.${index + 1}` };
  });
  const expected = view.expectations.filter(({ target }) => target === first.id);
  const more = others.flatMap(({ id }) =>
    expected.map(({ vantage, trace }) => ({ vantage, trace, target: id })),
  );
  return {
    ...view,
    entryPoints: [...view.entryPoints, ...others],
    expectations: [...view.expectations, ...more],
  };
}

test('folded entry points stay on the way from every vantage point to the Service', () => {
  const { edges } = serviceDiagram(onManyNodes(), new Map(), { expanded: new Set() });
  const bundle = 'entries/nodePort/32123';
  const ways = edges.filter(({ target }) => target === bundle).map(({ source }) => source);
  expect(ways).toEqual([
    'vantage/server',
    'vantage/pod:default/client',
    'vantage/node:node-a',
    'vantage/outside',
  ]);
  expect(edges.find(({ source }) => source === bundle)).toMatchObject({
    target: 'service',
    port: 'web',
    tone: 'works',
  });
});
