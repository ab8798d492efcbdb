import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Diagnosis } from '@portolan/shared/wire/probe.ts';
import { uiWords } from '@portolan/shared/words/ui.ts';
import { nodePortView, snapshotOf } from '../../../testing/fixtures.ts';
import { renderApp } from '../../../testing/renderApp.tsx';

const view = nodePortView(1);
const service = `${view.namespace}/${view.name}`;
const entry = view.entryPoints.find(({ kind }) => kind === 'nodePort');
const target = entry?.id ?? '';

const firewall: Diagnosis = {
  cause: 'nodePortFirewall',
  confidence: 0.75,
  params: { nodes: 'node-a', count: 1, port: 32123 },
  evidence: [{ code: 'seenTimeout', params: { from: 'outside', to: '172.18.0.2:32123' } }],
  tellApart: [
    { from: 'node:node-a', target: 'clusterIP/one', to: '10.96.34.12:80' },
    { from: 'node:node-a', target, to: '172.18.0.2:32123' },
    { from: 'pod:default/client', target: 'clusterIP/one', to: '10.96.34.12:80' },
  ],
  fix: { code: 'openNodePort', params: { nodes: 'node-a', port: 32123 } },
  commands: ['curl -m 3 http://172.18.0.2:32123/'],
  explains: [{ from: 'outside', target, to: '172.18.0.2:32123' }],
};
const rival: Diagnosis = {
  ...firewall,
  cause: 'proxyStale',
  confidence: 0.4,
  params: { nodes: 'node-a', count: 1 },
  tellApart: [],
};

const inspectorName = uiWords.inspector.en;
const asked: unknown[] = [];
beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('fetch', async (url: URL, init?: { body?: string }) => {
    if (url.pathname.endsWith('api/probes')) asked.push(JSON.parse(init?.body ?? ''));
    return new Response('{}');
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function opened(query = '') {
  const app = renderApp(`#/services/${service}${query}`);
  app.hear(snapshotOf([view]));
  app.hear({ type: 'delta', views: { set: [view], removed: [] } });
  app.hear({ type: 'delta', diagnoses: [{ service, diagnosis: [firewall, rival] }] });
  await screen.findByRole('heading', { level: 1, name: view.name });
  return app;
}

test('the page says what is most likely, what speaks for it, what mends it and how to see it', async () => {
  await opened();
  const panel = await screen.findByRole('region', { name: 'Diagnosis' });
  const causes = panel.querySelectorAll('details');
  expect([...causes].map((each) => each.querySelector('summary')?.textContent)).toEqual([
    'Most likely A firewall or security group before node-a drops port 32123 75 % likely',
    'Also possible kube-proxy on node-a is dead or behind the times 40 % likely',
  ]);
  expect(causes[0]?.textContent).toMatch(
    /outside hears nothing from 172\.18\.0\.2:32123.*What mends itOpen port 32123.*curl -m 3 http/,
  );
});

test('its button runs exactly the tests that decide', async () => {
  await opened();
  const panel = await screen.findByRole('region', { name: 'Diagnosis' });
  fireEvent.click(within(panel).getByRole('button', { name: /^Run 3 tests/, hidden: true }));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked).toEqual([
    { service, from: ['node:node-a'], targets: ['clusterIP/one', target] },
    { service, from: ['pod:default/client'], targets: ['clusterIP/one'] },
  ]);
});

test('a path that fails tells its own cause, and no other path does', async () => {
  const app = await opened(`?sel=${encodeURIComponent(`path/outside/${target}`)}`);
  const inspector = await screen.findByRole('complementary', { name: inspectorName });
  const told = await within(inspector).findByRole('region', { name: 'Diagnosis' });
  expect(told.textContent).toMatch(
    /Most likelyA firewall or security group.*Also possiblekube-proxy/,
  );
  app.hear({ type: 'delta', diagnoses: [{ service, diagnosis: [{ ...firewall, explains: [] }] }] });
  await vi.waitFor(() =>
    expect(within(inspector).queryByRole('region', { name: 'Diagnosis' })).toBeNull(),
  );
});

test('when all is well again, nothing is said', async () => {
  const app = await opened();
  await screen.findByRole('region', { name: 'Diagnosis' });
  app.hear({ type: 'delta', diagnoses: [{ service, diagnosis: [] }] });
  await vi.waitFor(() => expect(screen.queryByRole('region', { name: 'Diagnosis' })).toBeNull());
});
