import { expect, test } from 'vitest';
import { loadManifests } from '../embedded/scenarios/loadManifests.ts';
import { simulatedCluster } from '../embedded/testing/simulatedCluster.ts';
import { openFiles } from '../manifests/fileSource.ts';
import { checkManifests } from './checkManifests.ts';
import { refusedObjects } from './refusedObjects.ts';

function refusedOf(text: string) {
  const files = [{ name: 'app.yaml', text }];
  const cluster = simulatedCluster();
  const problems = loadManifests(cluster.store, files, () => undefined);
  cluster.stop();
  const source = openFiles(files);
  const { findings } = checkManifests(source, [], 'default', 'en');
  const written = { findings, placeOf: source.placeOf.bind(source) };
  return { problems, told: findings, refused: refusedObjects(problems, written) };
}

const service = (spec: string) => `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
${spec}`;
const ports = (port: string) => service(`  type: NodePort\n  ports:\n  - ${port}\n`);

test('S7: a nodePort that no default API server gives is told at its field', () => {
  const { told, refused } = refusedOf(ports('port: 80\n    nodePort: 8080'));
  expect(told).toEqual([]);
  expect(refused).toEqual([
    {
      code: 'invalidField',
      severity: 'error',
      object: { kind: 'Service', namespace: 'default', name: 'web' },
      path: 'spec.ports[0].nodePort',
      params: {
        message: expect.stringMatching(/^spec\.ports\[0\]\.nodePort: Invalid value: 8080: /),
      },
      source: { file: 'app.yaml', document: 1, line: 8 },
    },
  ]);
});

test.each([
  ['a value', ports('port: 99999')],
  ['a misspelt field', service('  prots: []\n')],
  ['no YAML', 'a: [1, 2'],
  ['a kind that is not charted', 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\n'],
])('%s: nothing is told twice', (_, text) => {
  const { problems, refused } = refusedOf(text);
  expect(problems).toHaveLength(1);
  expect(refused).toEqual([]);
});
