import type { Finding, ServiceFindings } from '@portolan/shared/wire/finding.ts';
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { nodePortView, snapshotOf } from '../../testing/fixtures.ts';
import { renderApp, type RenderedApp } from '../../testing/renderApp.tsx';

afterEach(() => {
  cleanup();
  localStorage.clear();
});

const snapshot = snapshotOf([nodePortView(2)]);

function finding(code: string, severity: Finding['severity'], name = 'web'): Finding {
  const object = { kind: 'Service', namespace: 'shop', name };
  return { code, severity, object, path: 'spec.selector', params: {} };
}

const typo: Finding = {
  ...finding('selectorNearMiss', 'error', 'api'),
  params: { selector: 'app=wbe', workload: 'Deployment/api', labels: 'app=api' },
  source: { file: 'shop.yaml', document: 2, line: 17 },
};
const stray: Finding = {
  code: 'sliceWithoutService',
  severity: 'warning',
  object: { kind: 'EndpointSlice', namespace: 'shop', name: 'lost' },
  params: {},
  fix: { code: 'labelSlice', patch: '{"metadata":{"labels":{"a":"b"}}}' },
};

async function shown(
  findings: readonly ServiceFindings[],
  hash = '#/findings',
): Promise<RenderedApp> {
  const app = renderApp(hash);
  app.hear(snapshot);
  app.hear({ type: 'delta', findings: { set: [...findings], removed: [], complete: true } });
  await screen.findByRole('heading', { level: 1, name: 'Findings' });
  return app;
}

function links(): (string | null)[] {
  return within(screen.getByRole('table', { name: 'Findings' }))
    .getAllByRole('link')
    .map(({ textContent }) => textContent);
}

const both: ServiceFindings[] = [
  { service: 'shop/web', findings: [finding('selectorSeveralWorkloads', 'info')] },
  { service: 'shop/api', findings: [typo] },
  { service: '', findings: [stray] },
];

test('all findings, worst first, lead to their Service, and say file and line', async () => {
  await shown(both);
  expect(links()).toEqual([
    'The selector misses Pods by one label',
    'The slice belongs to no Service',
    'One selector, several workloads',
  ]);
  const [first] = within(screen.getByRole('table')).getAllByRole('link');
  expect(first?.getAttribute('href')).toBe(
    '#/services/shop/api?finding=selectorNearMiss%2FService%2Fshop%2Fapi%2Fspec.selector',
  );
  expect(screen.getByText('shop.yaml:17')).toBeDefined();
});

test('the counts of each severity show only those, and the words filter', async () => {
  await shown(both);
  fireEvent.click(screen.getByRole('button', { name: '1 warning' }));
  expect(links()).toHaveLength(1);
  expect(location.hash).toBe('#/findings?severity=warning');
  fireEvent.click(screen.getByRole('button', { name: '1 warning' }));
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'app=wbe' } });
  expect(links()).toEqual(['The selector misses Pods by one label']);
  expect(screen.getByText('1 of 3 findings')).toBeDefined();
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nothing like it' } });
  expect(screen.getByRole('heading', { name: 'No finding matches' })).toBeDefined();
});

test('what belongs to no Service opens beside the list, with its fix', async () => {
  await shown(both);
  fireEvent.click(screen.getByRole('button', { name: '1 warning' }));
  const [link] = within(screen.getByRole('table')).getAllByRole('link');
  expect(link?.getAttribute('href')).toMatch(/^#\/findings\?.*finding=sliceWithoutService/);
  location.hash = link?.getAttribute('href') ?? '';
  const panel = await screen.findByRole('complementary', { name: 'Inspector' });
  expect(panel.textContent).toContain("kubectl patch endpointslice lost -n shop --type=merge -p '");
  expect(within(panel).getByRole('button', { name: 'Copy YAML' })).toBeDefined();
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(screen.queryByRole('complementary')).toBeNull();
});

test('follows the stream, down to nothing', async () => {
  const app = await shown(both);
  app.hear({ type: 'delta', findings: { set: [], removed: ['shop/api', ''] } });
  expect(links()).toEqual(['One selector, several workloads']);
  app.hear({ type: 'delta', findings: { set: [], removed: ['shop/web'] } });
  expect(screen.getByText(/^1 Service was looked at/)).toBeDefined();
});

test('what may not be read is said not to be judged; before the data it reads', async () => {
  const app = renderApp('#/findings');
  app.hear({ ...snapshot, unknown: [{ kind: 'Pod', verb: 'list' }] });
  expect(await screen.findByRole('heading', { name: 'Reading the findings' })).toBeDefined();
  app.hear({ type: 'delta', findings: { set: both, removed: [], complete: true } });
  expect(screen.getByText(/there may be more/)).toBeDefined();
});

test('draws only what is in sight of thousands', async () => {
  const many = Array.from({ length: 5000 }, (_, index) => ({
    service: `shop/s-${index}`,
    findings: [finding('noReadyPods', 'error', `s-${index}`)],
  }));
  await shown(many);
  expect(screen.getByText('5000 findings')).toBeDefined();
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('5001');
  expect(links().length).toBeLessThan(60);
});

test('the views are named in the header, the present one marked', async () => {
  await shown([]);
  const views = screen.getByRole('navigation', { name: 'Views' });
  const current = within(views).getByRole('link', { current: 'page' });
  expect(current.textContent).toBe('Findings');
});
