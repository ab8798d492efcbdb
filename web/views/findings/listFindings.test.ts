import type { Finding } from '@portolan/shared/wire/finding.ts';
import { expect, test } from 'vitest';
import { chooseFindings, collectFindings } from './listFindings.ts';

function finding(code: string, severity: Finding['severity'], name: string): Finding {
  return { code, severity, object: { kind: 'Service', namespace: 'shop', name }, params: {} };
}

const policy: Finding = {
  ...finding('policyForgetsDNS', 'warning', 'deny'),
  object: { kind: 'NetworkPolicy', namespace: 'data', name: 'deny' },
};
const all = collectFindings(
  new Map([
    ['shop/web', [finding('targetPortUndeclared', 'info', 'web'), policy]],
    ['shop/api', [finding('nodePortClash', 'error', 'api'), policy]],
    ['', [{ ...finding('gatewayMissing', 'error', 'aa'), object: { kind: 'X', name: 'aa' } }]],
  ]),
  'en',
);
const names = (place: Parameters<typeof chooseFindings>[1]) =>
  chooseFindings(all, place).shown.map((each) => each.finding.object.name);

test('worst first, then by namespace and name; one that bears on several Services once', () => {
  expect(names({})).toEqual(['aa', 'api', 'deny', 'web']);
  expect(all.map(({ services }) => services)).toEqual([
    [],
    ['shop/api'],
    ['shop/web', 'shop/api'],
    ['shop/web'],
  ]);
});

test.each([
  [{ namespace: 'shop' }, ['api', 'web']],
  [{ severity: 'warning' }, ['deny']],
  [{ filter: 'NetworkPolicy dns' }, ['deny']],
  [{ filter: 'shop/api' }, ['api', 'deny']],
  [{ filter: 'nothing like it' }, []],
] as const)('%j shows %j', (place, expected) => {
  expect(names(place)).toEqual(expected);
});

test('the counts say what each severity would show', () => {
  const { counts, total } = chooseFindings(all, { severity: 'info', filter: 'shop' });
  expect(counts).toEqual({ error: 1, warning: 1, info: 1 });
  expect(total).toBe(4);
});
