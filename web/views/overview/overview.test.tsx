import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import {
  manySummaries,
  nodePortView,
  probesOf,
  snapshotOf,
  statefulView,
  summaryOf,
} from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/renderApp.tsx';

afterEach(() => {
  cleanup();
  localStorage.clear();
});

const snapshot = snapshotOf([nodePortView(3, [2]), statefulView()]);

function rowNames(): (string | null)[] {
  return screen
    .getAllByRole('row')
    .map((row) => row.getAttribute('aria-label'))
    .filter((name) => name !== null);
}

describe('the list of Services', () => {
  test('says namespace, type, readiness and health of each', () => {
    renderApp('#/services').hear(snapshot);
    expect(rowNames()).toEqual([
      'Service data/redis, ClusterIP, 3/3, Healthy',
      'Service default/nginx-svc, NodePort, 2/3, Degraded',
    ]);
  });

  test('is filtered as one types, and the link says so', () => {
    renderApp('#/services').hear(snapshot);
    const filter = screen.getByRole('searchbox');
    fireEvent.change(filter, { target: { value: 'health:bad' } });
    expect(rowNames()).toEqual(['Service default/nginx-svc, NodePort, 2/3, Degraded']);
    expect(location.hash).toBe('#/services?q=health%3Abad');
    fireEvent.change(filter, { target: { value: 'nothing like it' } });
    expect(screen.getByText('No Service matches')).toBeDefined();
    fireEvent.click(within(screen.getByRole('main')).getAllByText('Clear the filter')[0] ?? filter);
    expect(rowNames()).toHaveLength(2);
  });

  test('a token that the filter does not know is told of', () => {
    renderApp('#/services').hear(snapshot);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'helth:bad' } });
    expect(screen.getByText(/does not know helth:bad/).textContent).toContain('health:bad|');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'health:bad' } });
    expect(screen.queryByText(/does not know/)).toBeNull();
  });

  test('counts findings by severity in words, and filters and sorts by them', () => {
    const ill = { ...summaryOf(statefulView()), findings: { error: 1, warning: 2, info: 0 } };
    const app = renderApp('#/services?q=finding:error');
    app.hear(snapshot);
    expect(screen.getByText('No Service matches')).toBeDefined();
    app.hear({ type: 'delta', services: { set: [ill], removed: [] } });
    expect(rowNames()).toEqual(['Service data/redis, ClusterIP, 3/3, Healthy']);
    expect(screen.getByRole('img', { name: '1 error' })).toBeDefined();
    expect(screen.getByRole('img', { name: '2 warnings' })).toBeDefined();
  });

  test('a Service whose tests went otherwise than expected is not called healthy', () => {
    const view = nodePortView(3);
    const app = renderApp('#/services');
    app.hear(snapshotOf([view]));
    expect(rowNames()).toEqual(['Service default/nginx-svc, NodePort, 3/3, Healthy']);
    const results = probesOf(view, Date.now(), ['node-c']);
    app.hear({ type: 'delta', probes: [{ service: 'default/nginx-svc', results }] });
    expect(rowNames()).toEqual(['Service default/nginx-svc, NodePort, 3/3, Degraded']);
    expect(screen.getByText(/^when last tested, 4 paths went otherwise/)).toBeDefined();
  });

  test('nor is it for the filter and the order, where tests failed', () => {
    const [ill, fine] = [nodePortView(3), statefulView()];
    const app = renderApp('#/services?q=health:bad');
    app.hear(snapshotOf([ill, fine]));
    expect(screen.getByText('No Service matches')).toBeDefined();
    const results = probesOf(ill, Date.now(), ['node-c']);
    app.hear({ type: 'delta', probes: [{ service: 'default/nginx-svc', results }] });
    expect(rowNames()).toEqual(['Service default/nginx-svc, NodePort, 3/3, Degraded']);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '' } });
    fireEvent.click(screen.getByRole('button', { name: 'Health' }));
    expect(rowNames()).toEqual([
      'Service default/nginx-svc, NodePort, 3/3, Degraded',
      'Service data/redis, ClusterIP, 3/3, Healthy',
    ]);
  });

  test('says beside Healthy whether it was tested, and when', () => {
    const view = nodePortView(3);
    const app = renderApp('#/services');
    app.hear(snapshotOf([view]));
    expect(screen.getByText('not tested yet')).toBeDefined();
    expect(screen.getByRole('link', { name: 'nginx-svc' }).title).toMatch(/^Healthy is what/);
    const results = probesOf(view, Date.now() - 150_000);
    app.hear({ type: 'delta', probes: [{ service: 'default/nginx-svc', results }] });
    expect(screen.getByText('tested 2m ago')).toBeDefined();
    expect(screen.queryByText('not tested yet')).toBeNull();
    expect(screen.getByRole('link', { name: 'nginx-svc' }).title).toBe('');
  });

  test('a column’s head sorts by it, and the other way round', () => {
    renderApp('#/services').hear(snapshot);
    const head = (name: string) => screen.getByRole('columnheader', { name });
    expect(head('Namespace').getAttribute('aria-sort')).toBe('ascending');
    fireEvent.click(within(head('Health')).getByRole('button'));
    expect(head('Health').getAttribute('aria-sort')).toBe('ascending');
    expect(head('Namespace').getAttribute('aria-sort')).toBeNull();
    expect(rowNames()[0]).toBe('Service default/nginx-svc, NodePort, 2/3, Degraded');
    fireEvent.click(within(head('Health')).getByRole('button'));
    expect(head('Health').getAttribute('aria-sort')).toBe('descending');
    expect(rowNames()[0]).toBe('Service data/redis, ClusterIP, 3/3, Healthy');
    expect(location.hash).toBe('#/services?sort=health&dir=desc');
  });

  test('follows the stream', () => {
    const app = renderApp('#/services');
    app.hear(snapshot);
    app.hear({
      type: 'delta',
      services: { set: manySummaries(1), removed: ['data/redis'] },
    });
    expect(rowNames()).toEqual([
      'Service default/nginx-svc, NodePort, 2/3, Degraded',
      'Service team-00/service-00000, NodePort, 2/3, Degraded',
    ]);
  });

  test('draws only what is in sight of ten thousand', () => {
    renderApp('#/services').hear(snapshotOf([], manySummaries(10_000)));
    expect(screen.getByText('10000 Services')).toBeDefined();
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('10001');
    expect(rowNames().length).toBeLessThan(60);
  });

  test('is used by keyboard: / to filter, arrows or j and k to move to a link', () => {
    renderApp('#/services').hear(snapshot);
    fireEvent.keyDown(document.body, { key: '/' });
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'ArrowDown' });
    expect(document.activeElement).toBe(screen.getByRole('link', { name: 'redis' }));
    for (const key of ['j', 'ArrowUp', 'End']) {
      fireEvent.keyDown(document.activeElement ?? document.body, { key });
    }
    const link = screen.getByRole('link', { name: 'nginx-svc' });
    expect(document.activeElement).toBe(link);
    expect(link.getAttribute('href')).toBe('#/services/default/nginx-svc');
  });
});

describe('before, without and beyond the data', () => {
  test('reading says how far it is', () => {
    const source = { ...snapshot.source, state: 'syncing', listed: 1200 } as const;
    renderApp('#/services').hear({ ...snapshotOf([]), source });
    expect(screen.getByText('1200 objects so far')).toBeDefined();
  });

  test('an empty cluster says how to fill it', () => {
    renderApp('#/services').hear(snapshotOf([]));
    expect(screen.getByText('No Services yet')).toBeDefined();
  });

  test('what may not be listed is unknown, not missing', () => {
    const unknown = [{ kind: 'Service', verb: 'list' }];
    renderApp('#/services').hear({ ...snapshotOf([]), unknown });
    expect(screen.getByText('list Service in every namespace')).toBeDefined();
    expect(screen.getByText(/there may well be some/)).toBeDefined();
  });

  test('stale data stays, with the time it is from', () => {
    const app = renderApp('#/services');
    app.hear(snapshot);
    const since = new Date(2026, 10, 22, 12, 3, 4).getTime();
    app.hear({ type: 'delta', source: { ...snapshot.source, state: 'stale', since } });
    expect(screen.getByRole('alert').textContent).toContain('Stale since 12:03:04');
    expect(rowNames()).toHaveLength(2);
  });

  test('a lost connection says so, and when it is tried again', () => {
    const app = renderApp('#/services');
    app.hear(snapshot);
    app.link({ state: 'lost', since: Date.now(), retryAt: Date.now() + 60_000 });
    expect(screen.getByRole('alert').textContent).toMatch(/Next try in \d+ seconds/);
    app.link({ state: 'open' });
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

test.each([
  ['en', 'This page is older than the server', 'Reload'],
  ['zh', '本页面的版本比服务器旧', '重新加载'],
])('a page older than the server asks to be reloaded (%s)', (language, title, button) => {
  localStorage.setItem('portolan.language', language);
  const app = renderApp('#/services');
  app.link({ state: 'outdated' });
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain(title);
  expect(within(alert).getByRole('button', { name: button })).toBeDefined();
  expect(screen.queryByRole('status', { busy: true })).toBeNull();
});

test('Chinese and dark are one press away, and kept', () => {
  renderApp('#/services').hear(snapshot);
  fireEvent.click(screen.getByRole('button', { name: '中文' }));
  fireEvent.click(screen.getByRole('button', { name: '深色主题' }));
  expect(document.documentElement.lang).toBe('zh-CN');
  expect(document.documentElement.dataset['theme']).toBe('dark');
  expect(rowNames()[0]).toBe('Service data/redis，ClusterIP，3/3，正常');
  cleanup();
  renderApp('#/services').hear(snapshot);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Service 列表');
});
