import { pathsOf } from '@portolan/shared/diagram/pathState.ts';
import { pathKey } from '@portolan/shared/wire/fold.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { expect, test } from 'vitest';
import { nodePortView, probesOf } from '../../../testing/fixtures.ts';
import { matrixColumns } from './matrixColumns.ts';
import { foldNodes, nodePortsOf } from './nodePortRows.ts';

/** The Service of the fixtures with its NodePort on so many nodes. */
function onNodes(count: number): ServiceView {
  const view = nodePortView(1);
  const pattern = view.entryPoints.find(({ kind }) => kind === 'nodePort');
  if (!pattern) throw new Error('the fixture has a NodePort');
  const entries = Array.from({ length: count }, (_, index) =>
    Object.assign({}, pattern, {
      id: `nodePort/n${index}/web`,
      node: `n${index}`,
      address: `172.18.${Math.floor(index / 200)}.${index % 200}`,
    }),
  );
  const others = view.entryPoints.filter(({ kind }) => kind !== 'nodePort');
  const like = view.expectations.filter(({ target }) => target === pattern.id);
  return {
    ...view,
    entryPoints: [...others, ...entries],
    expectations: like.flatMap((each) =>
      entries.map(({ id }) => Object.assign({}, each, { target: id })),
    ),
  };
}

function results(view: ServiceView, silent: readonly string[]) {
  return new Map(
    probesOf(view, 0, silent).map((result) => [pathKey(result.from, result.entryPoint), result]),
  );
}

test('few nodes are listed one by one, in their order', () => {
  const view = onNodes(50);
  const { ports, rows } = nodePortsOf(view, pathsOf(view, new Map()));
  expect(ports).toEqual([32123]);
  expect(foldNodes(rows, new Set())).toEqual(rows);
});

test('many are folded by what is expected and seen; those that disagree stand first, alone', () => {
  const view = onNodes(300);
  const { rows, odd } = nodePortsOf(view, pathsOf(view, results(view, ['n7', 'n9'])), 'outside');
  expect(odd).toBe(2);
  const lines = foldNodes(rows, new Set());
  expect(lines.map((line) => (line.kind === 'node' ? line.node : line.nodes.length))).toEqual([
    'n7',
    'n9',
    298,
  ]);
  const alike = lines.find((line) => line.kind === 'alike');
  expect(foldNodes(rows, new Set([alike?.id ?? '']))).toHaveLength(301);
});

test('in the matrix a NodePort on many nodes is one column', () => {
  const view = onNodes(300);
  const { columns, hidden } = matrixColumns(view, pathsOf(view, new Map()));
  expect(columns.map(({ id }) => id)).toEqual(['nodePorts/32123']);
  expect(hidden).toBe(0);
});
