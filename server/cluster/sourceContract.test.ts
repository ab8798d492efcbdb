import { startEmbeddedCluster } from '../embedded/cluster.ts';
import { openFiles } from '../manifests/fileSource.ts';
import { HttpApiClient } from './apiClient.ts';
import { systemClock } from './clock.ts';
import { ClusterSource } from './clusterSource.ts';
import { noCredentials } from './credentials.ts';
import { openEmbedded } from './openCluster.ts';
import { FakeApi } from './testing/fakeApi.ts';
import { describeSource } from './testing/sourceContract.ts';

const identity = { apiVersion: 'v1', kind: 'Service' };

function service(name: string, port: number) {
  const metadata = { name, namespace: 'default' };
  return { ...identity, metadata, spec: { ports: [{ port, protocol: 'TCP' }] } };
}

describeSource(
  'a live cluster',
  async () => {
    const api = await FakeApi.start();
    const put = (name: string, port: number) => {
      api.store.put('services', 'default', name, { ...identity, spec: service(name, port).spec });
    };
    put('one', 80);
    put('two', 80);
    put('bad', 99_999);
    const client = new HttpApiClient(api.url, noCredentials(), systemClock);
    const info = { kind: 'cluster' as const, name: 'fake', server: api.url.href };
    const source = new ClusterSource({ info, api: client, clock: systemClock, random: () => 0.1 });
    return {
      source,
      put,
      remove: (name) => {
        api.store.remove('services', 'default', name);
      },
      interrupt: () => {
        api.cutAll();
      },
      stop: () => api.stop(),
    };
  },
  { changes: true, bad: true },
);

describeSource(
  'the embedded cluster',
  async () => {
    const cluster = await startEmbeddedCluster({ apiPort: 0, manifests: [], log: () => {} });
    const put = (name: string, port: number) => {
      cluster.store.create(service(name, port));
    };
    put('one', 80);
    put('two', 80);
    return {
      source: openEmbedded(new URL(cluster.url), { clock: systemClock, random: () => 0.1 }),
      put,
      remove: (name) => {
        cluster.store.delete({ plural: 'services', namespace: 'default', name });
      },
      stop: () => cluster.close(),
    };
  },
  { changes: true, bad: false },
);

describeSource(
  'files',
  () => {
    const objects = [service('one', 80), service('two', 80), service('bad', 99_999)];
    const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
    const source = openFiles([{ name: 'all.yaml', text }]);
    return Promise.resolve({ source, stop: () => Promise.resolve() });
  },
  { changes: false, bad: true },
);
