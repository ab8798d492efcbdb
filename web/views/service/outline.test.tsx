import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nodePortView, probesOf, snapshotOf } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/renderApp.tsx';

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('kind: Service\n')));
});
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

async function outline(): Promise<HTMLElement> {
  const view = nodePortView(1);
  const app = renderApp('#/services/default/nginx-svc?view=outline');
  app.hear(snapshotOf([view]));
  const results = probesOf(view, Date.now(), ['node-b']);
  app.hear({
    type: 'delta',
    views: { set: [view], removed: [] },
    probes: [{ service: 'default/nginx-svc', results }],
  });
  return screen.findByRole('region', { name: /nginx-svc/ });
}

test('the outline that is seen says the words of the table, and addresses instead of ids', async () => {
  const region = await outline();
  expect(region.textContent).toContain('Portolan (server) · where Portolan runs');
  expect(region.textContent).toContain('NodePort node-b 172.18.0.3:32123');
  expect(region.textContent).toContain('outside → 172.18.0.3:32123: ≠ works ≠ timeout');
  expect(region.textContent).toMatch(/⊘ no route │ (no route|timeout|same)/);
  expect(region.textContent).not.toMatch(/nameError|noRoute|nodePort\/|expected forward/);
});

test('and is called as the diagram calls it', async () => {
  const region = within(await outline());
  for (const name of [
    'vantage point server',
    'entry point NodePort node-b 172.18.0.3:32123, expected forward, observed timeout',
    'path from outside to nodePort/node-b/web, expected forward, observed timeout',
  ]) {
    expect(region.getByRole('button', { name })).toBeDefined();
  }
});

test('in Chinese it says no code of any kind', async () => {
  localStorage.setItem('portolan.language', 'zh');
  const region = await outline();
  expect(region.textContent).toContain('集群外 → 172.18.0.3:32123：≠ 可达 ≠ 超时');
  expect(region.textContent).not.toMatch(/forward|timeout|outside|nameError|noRoute|nodePort\//);
});
