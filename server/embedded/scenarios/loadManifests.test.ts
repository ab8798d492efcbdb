import { expect, it } from 'vitest';

import { simulatedCluster } from '../testing/simulatedCluster.ts';
import { loadManifests } from './loadManifests.ts';

function load(...texts: string[]) {
  const cluster = simulatedCluster();
  const files = texts.map((text, index) => ({ name: `${index}.yaml`, text }));
  const said: string[] = [];
  const problems = loadManifests(cluster.store, files, (message) => said.push(message));
  cluster.stop();
  return { problems, said, store: cluster.store };
}

const configMap = (name: string, extra = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}${extra} }\n`;

const names = ({ store }: ReturnType<typeof load>, namespace = 'default') =>
  store.list({ plural: 'configmaps', namespace }).map(({ metadata }) => metadata.name);

it('loads every document, lists and the empty ones between', () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n- ${configMap('b').trim().replaceAll('\n', '\n  ')}\n`;
  const typed = `apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: { name: c }\n`;
  const loaded = load(`---\n# nothing\n---\n${configMap('a')}---\n${list}---\n${typed}`, '');
  expect(loaded.problems).toEqual([]);
  expect(names(loaded)).toEqual(['a', 'b', 'c']);
});

it('creates namespaces before what is in them, whatever the order', () => {
  const loaded = load(
    configMap('a', ', namespace: shop'),
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n',
  );
  expect(loaded.problems).toEqual([]);
  expect(names(loaded, 'shop')).toEqual(['a']);
});

it('makes the namespaces that no file gives, and says it once', () => {
  const shop = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
  const loaded = load(
    `${configMap('a', ', namespace: demo')}---\n${configMap('b', ', namespace: demo')}`,
    `${configMap('c', ', namespace: shop')}---\n${shop}---\n${configMap('d')}`,
  );
  expect(loaded.problems).toEqual([]);
  expect(loaded.said).toEqual(['No file has a Namespace object for demo: created.']);
  expect(names(loaded, 'demo')).toEqual(['a', 'b']);
  expect(names(loaded, 'shop')).toEqual(['c']);
});

it('makes no namespace of a name that cannot be one', () => {
  const loaded = load(configMap('a', ', namespace: "No Name"'));
  expect(loaded).toMatchObject({ said: [], problems: [{ object: 'ConfigMap/No Name/a' }] });
});

it('adds to an object that is there already', () => {
  const annotated =
    'apiVersion: v1\nkind: Node\nmetadata: { name: node-a, annotations: { example.com/a: b } }\n';
  const { problems, store } = load(annotated, annotated);
  expect(problems).toEqual([]);
  const node = store.get({ plural: 'nodes', name: 'node-a' });
  expect(node?.metadata.annotations).toMatchObject({ 'example.com/a': 'b' });
  expect(node?.metadata.labels).toMatchObject({ 'topology.kubernetes.io/zone': 'zone-1' });
});

it.each([
  [
    'a misspelt field',
    'apiVersion: v1\nkind: Service\nmetadata: { name: out }\nspec: { type: ExternalName, ExternalName: x.org }',
    {
      object: 'Service/out',
      message: expect.stringContaining('unknown field "spec.ExternalName"'),
    },
  ],
  [
    'what the API refuses',
    'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 99999 }] }',
    {
      object: 'Service/web',
      message: expect.stringContaining('spec.ports[0].port'),
      fields: [
        {
          path: 'spec.ports[0].port',
          message: expect.stringContaining('Invalid value: 99999: must be between 1 and 65535'),
        },
        { path: 'spec.ports[0].targetPort', message: expect.stringContaining('99999') },
      ],
    },
  ],
  [
    'a kind nobody knows',
    'apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: w, namespace: shop }',
    {
      object: 'Widget/shop/w',
      message: 'no matches for kind "Widget" in version "example.com/v1"',
    },
  ],
  [
    'a missing kind',
    'apiVersion: v1\nmetadata: { name: w }',
    { object: 'w', message: 'kind not set' },
  ],
  [
    'a document that is no object',
    'just words',
    { message: 'a manifest is an object with apiVersion and kind' },
  ],
])('reports %s with its place, and loads the rest', (_name, bad, problem) => {
  const loaded = load(`${configMap('before')}---\n${bad}\n---\n${configMap('after')}`);
  expect(loaded.problems).toEqual([{ file: '0.yaml', document: 2, line: 5, ...problem }]);
  expect(names(loaded)).toEqual(['after', 'before']);
});

it('reports YAML that cannot be read, and loads the other files', () => {
  const loaded = load('a: [1, 2', configMap('other'));
  expect(loaded.problems).toMatchObject([{ file: '0.yaml', document: 1, line: 1 }]);
  expect(names(loaded)).toEqual(['other']);
});
