import { describe, expect, it } from 'vitest';

import { fieldOf } from './json.ts';
import { configMap } from './testing/objects.ts';
import { type StartedApi, type WatchedEvent, startApi } from './testing/startedApi.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

function told(event: WatchedEvent | undefined): string {
  return `${event?.type} ${String(fieldOf(event?.object['metadata'], 'name'))}`;
}

function change(api: StartedApi, name: string, extra: Record<string, unknown>): void {
  api.store.update(configMap(name, extra));
}

function remove(api: StartedApi, name: string): void {
  api.store.delete({ plural: 'configmaps', namespace: 'default', name });
}

describe('a watch', () => {
  it('without a revision begins with what is there', async () => {
    const api = await startApi();
    api.store.create(configMap('a'));
    const watch = await api.watch(`${MAPS}?watch=true`);
    expect(told(await watch.next())).toBe('ADDED a');
    change(api, 'a', { data: { k: 'v' } });
    expect(told(await watch.next())).toBe('MODIFIED a');
    remove(api, 'a');
    expect(told(await watch.next())).toBe('DELETED a');
  });

  it('resumes after a revision, missing and repeating nothing', async () => {
    const api = await startApi();
    const { metadata } = api.store.create(configMap('a'));
    api.store.create(configMap('b'));
    remove(api, 'a');
    const watch = await api.watch(`${MAPS}?watch=1&resourceVersion=${metadata.resourceVersion}`);
    expect(told(await watch.next())).toBe('ADDED b');
    expect(told(await watch.next())).toBe('DELETED a');
  });

  it('sees objects enter and leave its selector', async () => {
    const api = await startApi();
    const watch = await api.watch(`${MAPS}?watch=true&labelSelector=app%3Dweb`);
    api.store.create(configMap('a'));
    change(api, 'a', { labels: { app: 'web' } });
    expect(told(await watch.next())).toBe('ADDED a');
    change(api, 'a', { labels: { app: 'api' } });
    const left = await watch.next();
    expect(left).toMatchObject({
      type: 'DELETED',
      // Its last matching state, at the revision of the change.
      object: {
        metadata: { labels: { app: 'web' }, resourceVersion: String(api.store.log.revision) },
      },
    });
  });

  it('keeps to its namespace and to one object by field', async () => {
    const api = await startApi();
    const watch = await api.watch(`${MAPS}?watch=true&fieldSelector=metadata.name%3Db`);
    api.store.create(configMap('b', { namespace: 'kube-system' }));
    api.store.create(configMap('a'));
    api.store.create(configMap('b'));
    expect(await watch.next()).toMatchObject({
      type: 'ADDED',
      object: { metadata: { name: 'b', namespace: 'default' } },
    });
  });

  it('says 410 as an event when its revision is forgotten', async () => {
    const api = await startApi();
    const { metadata } = api.store.create(configMap('a'));
    api.store.create(configMap('b'));
    api.store.log.compact();
    const watch = await api.watch(`${MAPS}?watch=true&resourceVersion=${metadata.resourceVersion}`);
    expect(await watch.next()).toMatchObject({
      type: 'ERROR',
      object: { kind: 'Status', code: 410, reason: 'Expired' },
    });
    expect(await watch.next()).toBeUndefined();
  });

  it('forgets beyond the size of the log', async () => {
    const api = await startApi({ logSize: 2 });
    const { metadata } = api.store.create(configMap('a'));
    for (const name of ['b', 'c', 'd']) api.store.create(configMap(name));
    const watch = await api.watch(`${MAPS}?watch=true&resourceVersion=${metadata.resourceVersion}`);
    expect(await watch.next()).toMatchObject({ type: 'ERROR', object: { code: 410 } });
  });

  it('refuses a revision of the future, as from another server', async () => {
    const api = await startApi();
    const ahead = api.store.log.revision + 1000;
    const watch = await api.watch(`${MAPS}?watch=true&resourceVersion=${ahead}`);
    expect(await watch.next()).toMatchObject({ type: 'ERROR', object: { code: 504 } });
  });

  it('gets bookmarks when it asks for them', async () => {
    const api = await startApi({ bookmarkIntervalMs: 5 });
    const watch = await api.watch(`${MAPS}?watch=true&allowWatchBookmarks=true`);
    expect(await watch.next()).toEqual({
      type: 'BOOKMARK',
      object: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { resourceVersion: String(api.store.log.revision) },
      },
    });
  });

  it('may begin as a streaming list, whose end a bookmark marks', async () => {
    const api = await startApi();
    api.store.create(configMap('a'));
    const query = 'watch=true&sendInitialEvents=true&allowWatchBookmarks=true';
    const watch = await api.watch(`${MAPS}?${query}&resourceVersionMatch=NotOlderThan`);
    expect(told(await watch.next())).toBe('ADDED a');
    expect(await watch.next()).toMatchObject({
      type: 'BOOKMARK',
      object: { metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } },
    });
    const half = await api.send('GET', `${MAPS}?${query}`);
    expect(half).toMatchObject({ code: 422, body: { reason: 'Invalid' } });
  });

  it('carries Tables for kubectl get -w', async () => {
    const api = await startApi();
    api.store.create(configMap('a'));
    const watch = await api.watch(`${MAPS}?watch=true`, { accept: TABLE });
    expect(await watch.next()).toMatchObject({
      type: 'ADDED',
      object: { kind: 'Table', rows: [{ cells: ['a', 0, expect.any(String)] }] },
    });
  });

  it('ends when its time is up', async () => {
    const api = await startApi();
    const watch = await api.watch(`${MAPS}?watch=true&timeoutSeconds=1`);
    expect(await watch.next()).toBeUndefined();
  });

  it('ends with the server, at once', async () => {
    const api = await startApi();
    const watch = await api.watch(`${MAPS}?watch=true`);
    const [ended] = await Promise.allSettled([watch.next(), api.close()]);
    expect(ended.status).toBe('rejected');
  });
});

describe('faults', () => {
  it('cut a watch after so many events', async () => {
    const api = await startApi({
      faults: ({ verb }) => (verb === 'watch' ? { dropAfterEvents: 1 } : undefined),
    });
    const watch = await api.watch(`${MAPS}?watch=true`);
    api.store.create(configMap('a'));
    expect(told(await watch.next())).toBe('ADDED a');
    api.store.create(configMap('b'));
    await expect(watch.next()).rejects.toThrow('terminated');
  });

  it('answer a status, drop the connection, or keep a watch silent', async () => {
    const api = await startApi({
      bookmarkIntervalMs: 5,
      faults: ({ path, verb }) => {
        if (verb === 'watch') return { stall: true };
        return path.endsWith('/pods') ? { delayMs: 1, drop: true } : { status: 503 };
      },
    });
    expect(await api.send('GET', MAPS)).toMatchObject({ code: 503, body: { kind: 'Status' } });
    await expect(api.send('GET', '/api/v1/pods')).rejects.toThrow('fetch failed');
    const watch = await api.watch(`${MAPS}?watch=true&allowWatchBookmarks=true&timeoutSeconds=1`);
    api.store.create(configMap('a'));
    expect(await watch.next()).toBeUndefined();
  });
});
