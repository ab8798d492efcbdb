import { describe, expect, it, test } from 'vitest';

import type { Admission, KubeObject, StoreEvent } from '../objects.ts';
import { createEmbeddedApi } from './api.ts';
import { ApiError } from './errors.ts';
import type { Store } from './store.ts';
import { configMap, deployment, pod } from './testing/objects.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

function newStore(admissions: readonly Admission[] = []): Store {
  let count = 0;
  const uid = (): string => `uid-${(count += 1)}`;
  return createEmbeddedApi({ admissions, clock: () => NOW, random: () => 0, uid }).store;
}

function refusal(act: () => unknown): ApiError['status'] {
  try {
    act();
  } catch (error) {
    if (error instanceof ApiError) return error.status;
    throw error;
  }
  throw new Error('nothing was refused');
}

function record(store: Store): string[] {
  const seen: string[] = [];
  store.subscribe(({ type, object }: StoreEvent) => {
    seen.push(`${type} ${object.kind} ${object.metadata.name}`);
  });
  return seen;
}

const cm = { plural: 'configmaps', namespace: 'default', name: 'a' };

describe('create', () => {
  it('sets what the server owns and ignores what a client says of it', () => {
    const store = newStore();
    const given = deployment('web');
    const { metadata, status } = store.create({
      ...given,
      metadata: { ...given.metadata, uid: 'mine', generation: 7, deletionTimestamp: 'never' },
      status: { replicas: 9 },
    });
    expect(metadata).toMatchObject({
      uid: expect.stringMatching(/^uid-/),
      generation: 1,
      creationTimestamp: '2026-01-02T03:04:05Z',
    });
    expect(metadata.deletionTimestamp).toBeUndefined();
    expect(status).toEqual({});
  });

  it('keeps the status of a Node, as kubelets register with it', () => {
    const node = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n' },
      status: { phase: 'x' },
    };
    expect(newStore().create(node)['status']).toEqual({ phase: 'x' });
  });

  it('makes a name from generateName', () => {
    const { metadata } = newStore().create({
      ...configMap(''),
      metadata: { name: '', namespace: 'default', generateName: 'web-' },
    });
    expect(metadata.name).toBe('web-bbbbb');
  });

  it('hands out frozen objects and leaves the given one alone', () => {
    const given = configMap('a', { data: { k: 'v' } });
    const created = newStore().create(given);
    expect(() => Object.assign(Object(created['data']), { k: 'changed' })).toThrow(TypeError);
    expect(Object.isFrozen(given['data'])).toBe(false);
  });

  test.each([
    ['a taken name', configMap('a'), 409, 'configmaps "a" already exists'],
    ['a missing namespace', configMap('b', { namespace: 'no' }), 404, 'namespaces "no" not found'],
    [
      'no name',
      configMap(''),
      422,
      'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
    ],
    [
      'an unknown kind',
      { ...configMap('b'), kind: 'Nope' },
      400,
      'no kind "Nope" is registered for version "v1"',
    ],
  ])('refuses %s', (_what, object, code, message) => {
    const store = newStore();
    store.create(configMap('a'));
    expect(refusal(() => store.create(object))).toMatchObject({ code, message });
  });

  it('names every field at fault of a bad name', () => {
    const status = refusal(() => newStore().create(configMap('Not_Good')));
    expect(status).toMatchObject({
      code: 422,
      reason: 'Invalid',
      details: {
        name: 'Not_Good',
        causes: [{ reason: 'FieldValueInvalid', field: 'metadata.name' }],
      },
    });
  });
});

describe('update', () => {
  it('refuses a resourceVersion that is no longer the object’s', () => {
    const store = newStore();
    const first = store.create(configMap('a'));
    store.update({ ...first, data: { k: '1' } });
    expect(refusal(() => store.update({ ...first, data: { k: '2' } }))).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
    });
  });

  it('takes no revision when nothing changes', () => {
    const store = newStore();
    const first = store.create(configMap('a', { data: { k: '1' } }));
    const seen = record(store);
    expect(store.update(configMap('a', { data: { k: '1' } }))).toBe(first);
    expect(seen).toEqual([]);
  });

  it('counts generations for spec alone and keeps status', () => {
    const store = newStore();
    const ref = { plural: 'deployments', namespace: 'default', name: 'web' };
    const created = store.create(deployment('web'));
    const scaled = store.update({ ...deployment('web', 2), status: { replicas: 5 } });
    expect([scaled.metadata.generation, scaled['status']]).toEqual([2, {}]);
    const running = store.modify(ref, (now) => ({ ...now, status: { replicas: 2 } }), 'status');
    expect([running?.metadata.generation, running?.['status']]).toEqual([2, { replicas: 2 }]);
    const labelled = store.modify(ref, (now) => ({
      ...now,
      metadata: { ...now.metadata, labels: { a: 'b' } },
    }));
    expect(labelled?.metadata).toMatchObject({ generation: 2, uid: created.metadata.uid });
  });

  it('writes status alone through the status subresource', () => {
    const store = newStore();
    store.create(deployment('web'));
    const written = store.updateStatus({ ...deployment('web', 9), status: { replicas: 1 } });
    expect(written).toMatchObject({ spec: { replicas: 1 }, status: { replicas: 1 } });
  });
});

describe('subscribers', () => {
  it('hear of writes in log order, also of those made while listening', () => {
    const store = newStore();
    store.subscribe(({ type, object }) => {
      if (type === 'ADDED' && object.metadata.name === 'a') store.create(configMap('b'));
    });
    const seen = record(store);
    store.create(configMap('a'));
    expect(seen).toEqual(['ADDED ConfigMap a', 'ADDED ConfigMap b']);
  });

  it('that throw are reported and stop nobody', () => {
    const errors: unknown[] = [];
    const { store } = createEmbeddedApi({ onListenerError: (error) => errors.push(error) });
    store.subscribe(() => {
      throw new Error('broken');
    });
    const seen = record(store);
    store.create(configMap('a'));
    expect(seen).toEqual(['ADDED ConfigMap a']);
    expect(errors).toHaveLength(1);
  });
});

describe('admission', () => {
  it('runs in order on create, update, updateStatus and delete', () => {
    const verbs: string[] = [];
    const store = newStore([
      ({ verb, object }) => {
        if (object.kind === 'Deployment') verbs.push(verb);
        return object;
      },
      ({ object }) => ({ ...object, data: { admitted: 'yes' } }),
    ]);
    store.create(deployment('web'));
    store.update(deployment('web', 2));
    store.updateStatus({ ...deployment('web'), status: { replicas: 1 } });
    store.delete({ plural: 'deployments', namespace: 'default', name: 'web' });
    expect(verbs).toEqual(['create', 'update', 'updateStatus', 'delete']);
    expect(store.create(configMap('a'))['data']).toEqual({ admitted: 'yes' });
  });

  it('is not followed by a write in a dry run', () => {
    const store = newStore();
    store.create(configMap('a'), { dryRun: true });
    expect(store.get(cm)).toBeUndefined();
  });
});

describe('delete', () => {
  it('gives a running Pod its grace and removes it when that is zero', () => {
    const store = newStore();
    const ref = { plural: 'pods', namespace: 'default', name: 'p' };
    store.create(pod('p', { nodeName: 'n', terminationGracePeriodSeconds: 10 }));
    store.delete(ref);
    expect(store.get(ref)?.metadata).toMatchObject({
      deletionTimestamp: '2026-01-02T03:04:15Z',
      deletionGracePeriodSeconds: 10,
    });
    store.delete(ref, { gracePeriodSeconds: 60 });
    expect(store.get(ref)?.metadata.deletionGracePeriodSeconds).toBe(10);
    store.delete(ref, { gracePeriodSeconds: 0 });
    expect(store.get(ref)).toBeUndefined();
  });

  it('removes a Pod without a node at once', () => {
    const store = newStore();
    store.create(pod('p'));
    store.delete({ plural: 'pods', namespace: 'default', name: 'p' });
    expect(store.list({ plural: 'pods' })).toEqual([]);
  });

  it('waits for finalizers', () => {
    const store = newStore();
    const held = configMap('a');
    store.create({ ...held, metadata: { ...held.metadata, finalizers: ['x/y'] } });
    store.delete(cm);
    expect(store.get(cm)?.metadata.deletionTimestamp).toBeDefined();
    store.modify(cm, (now) => ({ ...now, metadata: { ...now.metadata, finalizers: [] } }));
    expect(store.get(cm)).toBeUndefined();
  });

  it('checks its preconditions', () => {
    const store = newStore();
    const { metadata } = store.create(configMap('a'));
    expect(refusal(() => store.delete(cm, { uid: 'other' }))).toMatchObject({ code: 409 });
    expect(refusal(() => store.delete(cm, { resourceVersion: '1' }))).toMatchObject({ code: 409 });
    store.delete(cm, {
      uid: String(metadata.uid),
      resourceVersion: String(metadata.resourceVersion),
    });
    expect(store.get(cm)).toBeUndefined();
  });
});

describe('namespaces', () => {
  it('start with the four every cluster has, each with its ServiceAccount', () => {
    const store = newStore();
    const names = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
    expect(store.list({ plural: 'namespaces' }).map((one) => one.metadata.name)).toEqual(names);
    const accounts = store.list({ plural: 'serviceaccounts' });
    expect(accounts.map((one) => one.metadata.namespace)).toEqual(names);
  });

  it('end with their content', () => {
    const store = newStore();
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    store.create(configMap('a', { namespace: 'shop' }));
    const given = pod('p', { nodeName: 'n' });
    store.create({ ...given, metadata: { name: 'p', namespace: 'shop' } });
    store.delete({ plural: 'namespaces', name: 'shop' });
    expect(store.get({ plural: 'namespaces', name: 'shop' })).toMatchObject({
      status: { phase: 'Terminating' },
    });
    expect(store.list({ plural: 'configmaps', namespace: 'shop' })).toEqual([]);
    expect(refusal(() => store.create(configMap('b', { namespace: 'shop' })))).toMatchObject({
      code: 403,
      message:
        'configmaps "b" is forbidden: unable to create new content in namespace shop because it is being terminated',
    });
    store.delete({ plural: 'pods', namespace: 'shop', name: 'p' }, { gracePeriodSeconds: 0 });
    expect(store.get({ plural: 'namespaces', name: 'shop' })).toBeUndefined();
  });
});

function family(): { store: Store; owner: KubeObject } {
  const store = newStore();
  const owner = store.create(deployment('web'));
  const { uid = '' } = owner.metadata;
  const reference = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid };
  const child = configMap('child');
  store.create({ ...child, metadata: { ...child.metadata, ownerReferences: [reference] } });
  return { store, owner };
}
describe('garbage collection', () => {
  const owner = { plural: 'deployments', namespace: 'default', name: 'web' };
  const child = { ...cm, name: 'child' };

  it('takes dependents with their owner', () => {
    const { store } = family();
    store.delete(owner);
    expect(store.get(child)).toBeUndefined();
  });

  it('lets them go when the owner is orphaning', () => {
    const { store } = family();
    store.delete(owner, { propagation: 'Orphan' });
    expect(store.get(owner)).toBeUndefined();
    expect(store.get(child)?.metadata.ownerReferences).toBeUndefined();
  });

  it('in the foreground removes the owner after them', () => {
    const { store } = family();
    const seen = record(store);
    store.delete(owner, { propagation: 'Foreground' });
    expect(seen.filter((line) => line.startsWith('DELETED'))).toEqual([
      'DELETED ConfigMap child',
      'DELETED Deployment web',
    ]);
  });

  it('spares what another living owner keeps', () => {
    const { store } = family();
    const other = store.create(deployment('other'));
    store.modify(child, (now) => ({
      ...now,
      metadata: {
        ...now.metadata,
        ownerReferences: [
          ...(now.metadata.ownerReferences ?? []),
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'other',
            uid: other.metadata.uid ?? '',
          },
        ],
      },
    }));
    store.delete(owner);
    expect(store.get(child)?.metadata.ownerReferences).toHaveLength(1);
  });
});
