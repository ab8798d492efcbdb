import { describe, expect, it, test } from 'vitest';

import { ApiError } from '../errors.ts';
import { applyConfiguration } from './applyPatch.ts';
import { applyJsonPatch, applyMergePatch } from './jsonPatches.ts';
import type { MergeRule, MergeRules } from './mergeRule.ts';
import { applyStrategicMergePatch } from './strategicMergePatch.ts';

const RULES = new Map<string, MergeRule>([
  ['containers', { mergeKey: 'name', strategy: 'merge' }],
  ['containers.ports', { mergeKey: 'containerPort', strategy: 'merge' }],
  ['containers.env', { mergeKey: 'name', strategy: 'merge' }],
  ['finalizers', { strategy: 'merge' }],
  ['strategy', { strategy: 'retainKeys' }],
  ['volumes', { mergeKey: 'name', strategy: 'merge,retainKeys' }],
]);
const rules: MergeRules = (path) => RULES.get(path.join('.'));

const a = { name: 'a', image: 'a:1' };
const b = { name: 'b', image: 'b:1' };
const c = { name: 'c', image: 'c:1' };

describe('a merge patch', () => {
  test.each([
    ['replaces', { a: 'b' }, { a: 'c' }, { a: 'c' }],
    ['adds', { a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    ['removes with null', { a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    ['merges objects', { a: { b: 1, c: 2 } }, { a: { b: null, d: 3 } }, { a: { c: 2, d: 3 } }],
    ['replaces lists', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['drops nulls of what it adds', {}, { a: { b: null } }, { a: {} }],
    ['takes the place of what is no object', ['x'], { a: 1 }, { a: 1 }],
  ])('%s', (_what, current, patch, expected) => {
    expect(applyMergePatch(current, patch)).toEqual(expected);
  });

  it('treats __proto__ as a field', () => {
    const patch: unknown = JSON.parse('{"labels":{"__proto__":{"polluted":"yes"}}}');
    const patched = applyMergePatch({}, patch);
    expect(JSON.stringify(patched)).toBe('{"labels":{"__proto__":{"polluted":"yes"}}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('a JSON patch', () => {
  it('applies in order and leaves its argument alone', () => {
    const current = Object.freeze({ a: Object.freeze([1]) });
    const patch = [
      { op: 'test', path: '/a/0', value: 1 },
      { op: 'add', path: '/a/-', value: 2 },
    ];
    expect(applyJsonPatch(current, patch)).toEqual({ a: [1, 2] });
    expect(current).toEqual({ a: [1] });
  });

  test.each([
    ['a failed test', [{ op: 'test', path: '/a', value: 2 }], 422],
    ['a missing place', [{ op: 'remove', path: '/b/c' }], 422],
    ['no list', { op: 'add' }, 400],
    ['an unknown operation', [{ op: 'burn', path: '/a' }], 400],
  ])('is refused for %s', (_what, patch, code) => {
    const act = (): unknown => applyJsonPatch({ a: 1 }, patch);
    expect(act).toThrow(ApiError);
    expect(act).toThrow(expect.objectContaining({ code }));
  });
});

describe('a strategic merge patch', () => {
  test.each([
    [
      'merges items by key',
      { containers: [a, b] },
      { containers: [{ name: 'b', image: 'b:2' }] },
      { containers: [a, { name: 'b', image: 'b:2' }] },
    ],
    ['appends new items', { containers: [a] }, { containers: [b] }, { containers: [a, b] }],
    [
      'deletes items',
      { containers: [a, b] },
      { containers: [{ $patch: 'delete', name: 'a' }] },
      { containers: [b] },
    ],
    [
      'replaces a list',
      { containers: [a, b] },
      { containers: [{ $patch: 'replace' }, c] },
      { containers: [c] },
    ],
    [
      'replaces a map',
      { labels: { x: '1' } },
      { labels: { $patch: 'replace', y: '2' } },
      { labels: { y: '2' } },
    ],
    ['empties a map', { labels: { x: '1' } }, { labels: { $patch: 'delete' } }, { labels: {} }],
    [
      'removes with null',
      { labels: { x: '1', y: '2' } },
      { labels: { x: null } },
      { labels: { y: '2' } },
    ],
    [
      'unites plain lists that merge',
      { finalizers: ['x'] },
      { finalizers: ['x', 'y'] },
      { finalizers: ['x', 'y'] },
    ],
    [
      'deletes plain values',
      { finalizers: ['x', 'y'] },
      { '$deleteFromPrimitiveList/finalizers': ['x'] },
      { finalizers: ['y'] },
    ],
    ['replaces lists that do not merge', { args: ['x'] }, { args: ['y'] }, { args: ['y'] }],
    [
      'retains only the keys named',
      { strategy: { type: 'RollingUpdate', rollingUpdate: {} } },
      { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      { strategy: { type: 'Recreate' } },
    ],
    [
      'retains keys of an item',
      { volumes: [{ name: 'v', emptyDir: {} }] },
      { volumes: [{ $retainKeys: ['name', 'secret'], name: 'v', secret: { secretName: 's' } }] },
      { volumes: [{ name: 'v', secret: { secretName: 's' } }] },
    ],
    [
      'merges lists in items',
      { containers: [{ ...a, ports: [{ containerPort: 1 }] }] },
      { containers: [{ name: 'a', ports: [{ containerPort: 2 }] }] },
      { containers: [{ ...a, ports: [{ containerPort: 1 }, { containerPort: 2 }] }] },
    ],
    [
      'orders items as told',
      { containers: [a, b] },
      {
        '$setElementOrder/containers': [{ name: 'c' }, { name: 'b' }, { name: 'a' }],
        containers: [c],
      },
      { containers: [c, b, a] },
    ],
    [
      'keeps the place of items it does not name',
      { containers: [a, b, c] },
      { '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }] },
      { containers: [b, c, a] },
    ],
    [
      'strips directives from what it adds',
      {},
      { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      { strategy: { type: 'Recreate' } },
    ],
  ])('%s', (_what, current, patch, expected) => {
    expect(applyStrategicMergePatch(current, patch, rules)).toEqual(expected);
  });

  test.each([
    ['an item without its key', { containers: [{ image: 'x' }] }],
    ['an item that is no object', { containers: ['x'] }],
    ['a list of keys that is none', { strategy: { $retainKeys: 'type' } }],
    ['no object', ['x']],
  ])('is refused for %s', (_what, patch) => {
    expect(() => applyStrategicMergePatch({}, patch, rules)).toThrow(
      expect.objectContaining({ code: 400 }),
    );
  });
});

describe('an applied configuration', () => {
  const live = { containers: [a, b], labels: { mine: '1', other: '2' }, replicas: 3 };

  it('merges over what others set', () => {
    const next = { labels: { mine: '2' } };
    expect(applyConfiguration(live, undefined, next, rules)).toEqual({
      ...live,
      labels: { mine: '2', other: '2' },
    });
  });

  it('drops what its manager applied before and names no longer', () => {
    const earlier = { containers: [a, b], labels: { mine: '1' }, replicas: 3 };
    const next = { containers: [{ name: 'b' }], labels: {} };
    expect(applyConfiguration(live, earlier, next, rules)).toEqual({
      containers: [{ name: 'b' }],
      labels: { other: '2' },
    });
  });
});
