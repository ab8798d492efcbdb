import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nodePortView, probesOf, snapshotOf } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/renderApp.tsx';

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('kind: Service\n')));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function opened(query = ''): Promise<void> {
  const view = nodePortView(1);
  const app = renderApp(`#/services/default/nginx-svc${query}`);
  app.hear(snapshotOf([view]));
  const results = probesOf(view, Date.now(), ['node-b']);
  app.hear({
    type: 'delta',
    views: { set: [view], removed: [] },
    probes: [{ service: 'default/nginx-svc', results }],
  });
  await screen.findByRole('heading', { level: 1, name: 'nginx-svc' });
}

test('the count of disagreements leads to the first of them', async () => {
  await opened('?view=outline');
  fireEvent.click(screen.getByText(/^\d+ disagreements$/));
  const inspector = await screen.findByRole('complementary', { name: 'Inspector' });
  expect(inspector.textContent).toContain('Expected to work, but: timeout');
  expect(location.hash).toMatch(/sel=path%2F.*node-b/);
});

test('one press skips to the table or to the outline', async () => {
  await opened('?view=outline');
  const skips = within(screen.getByRole('navigation', { name: 'Skip links' }));
  fireEvent.click(skips.getByRole('link', { name: 'Skip to reachability' }));
  const focused = document.activeElement;
  expect(focused?.textContent).toMatch(/│/);
  expect(focused?.closest('section')?.textContent).toMatch(/^Reachability/);
  fireEvent.click(skips.getByRole('link', { name: 'Skip to outline' }));
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^vantage point /);
  expect(location.hash).toBe('#/services/default/nginx-svc?view=outline');
  expect(skips.queryByRole('link', { name: 'Skip to findings' })).toBeNull();
});
