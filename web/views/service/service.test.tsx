import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import {
  externalNameView,
  nodePortView,
  probesOf,
  resolvedAddress,
  snapshotOf,
  statefulView,
  summaryOf,
} from '../../testing/fixtures.ts';
import { renderApp, type RenderedApp } from '../../testing/renderApp.tsx';

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('kind: Service\n')));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const key = 'default/nginx-svc';

async function opened(view: ServiceView, query = ''): Promise<RenderedApp> {
  const app = renderApp(`#/services/${view.namespace}/${view.name}${query}`);
  app.hear(snapshotOf([view]));
  app.hear({ type: 'delta', views: { set: [view], removed: [] } });
  await screen.findByRole('heading', { level: 1, name: view.name });
  return app;
}

function outline(): HTMLElement {
  return screen.getByRole('region', { name: /^Outline of Service/ });
}

function lines(text: RegExp): string[] {
  return within(outline())
    .getAllByRole('listitem')
    .map((item) => item.firstChild?.textContent ?? '')
    .filter((line) => text.test(line));
}

describe('one Service', () => {
  test('says what is wrong with it, errors first, and how to mend it', async () => {
    const fine = nodePortView(1);
    const object = { kind: 'Service', namespace: 'default', name: fine.name };
    await opened({
      ...fine,
      findings: [
        { code: 'loadBalancerPending', severity: 'warning', object, params: {} },
        { code: 'noReadyPods', severity: 'info', object, params: {} },
        {
          code: 'selectorNearMiss',
          severity: 'error',
          object,
          params: { selector: 'app=wbe', workload: 'Deployment web', labels: 'app=web' },
          fix: { code: 'setSelector' },
        },
      ],
    });
    const found = within(screen.getByRole('region', { name: 'Findings' })).getAllByRole('listitem');
    expect(found.map((each) => each.closest('details') === null)).toEqual([true, true, false]);
    expect(found[0]?.textContent).toMatch(/app=wbe.*app=web.*Set the selector/);
  });

  test('opens a finding at its place of the diagram, with what to do', async () => {
    const fine = nodePortView(1);
    const object = { kind: 'Service', namespace: 'default', name: fine.name };
    const patch = '{"spec":{"externalTrafficPolicy":"Cluster"}}';
    await opened({
      ...fine,
      findings: [
        {
          code: 'localPolicyDropsOnNodes',
          severity: 'warning',
          object,
          path: 'spec.externalTrafficPolicy',
          params: { nodes: 'node-b, node-c', count: 2 },
          source: { file: 'web.yaml', document: 1, line: 9 },
          fix: { code: 'useClusterPolicy', patch },
        },
      ],
    });
    const region = screen.getByRole('region', { name: 'Findings' });
    location.hash = within(region).getByRole('link').getAttribute('href') ?? '';
    const inspector = await screen.findByRole('complementary', { name: 'Inspector' });
    expect(inspector.textContent).toContain('Nodes that drop outside traffic');
    expect(inspector.textContent).toContain('web.yaml:9');
    expect(inspector.textContent).toContain(
      `kubectl patch service nginx-svc -n default --type=merge -p '${patch}'`,
    );
    const chosen = document.querySelector('.react-flow__node.selected');
    expect(chosen?.getAttribute('aria-label')).toMatch(/^entry point NodePort node-b /);
  });

  test('says so when the finding that a link names is mended', async () => {
    await opened(nodePortView(1));
    location.hash = '#/services/default/nginx-svc?finding=noReadyPods/Service/default/nginx-svc/';
    expect(await screen.findByText('This finding is gone')).toBeDefined();
  });

  test('takes the focus to its heading when it is opened from the list', async () => {
    renderApp('#/services').hear(snapshotOf([nodePortView(1)]));
    cleanup();
    await opened(nodePortView(1), '?from=outside');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
  });

  test('says of a route what is asked for, who serves it, and why nothing gets through', async () => {
    const fine = nodePortView(1);
    const ingress = {
      id: 'ingress/shop',
      kind: 'ingress',
      address: '192.0.2.1',
      port: 443,
      host: 'shop.example.com',
      path: '/cart',
      tls: true,
      class: 'nginx',
      share: 0.25,
      route: { kind: 'Ingress', namespace: 'default', name: 'shop' },
      invalid: { code: 'noSuchGateway', params: { gateway: 'default/main' } },
    } as const;
    const view = { ...fine, entryPoints: [...fine.entryPoints, ingress] };
    await opened(view, '?sel=entry%2Fingress%2Fshop');
    const inspector = await screen.findByRole('complementary', { name: 'Inspector' });
    for (const text of [
      'https://shop.example.com/cart',
      'Ingress default/shop, share 25 %',
      'class nginx',
      'There is no Gateway default/main',
    ]) {
      expect(inspector.textContent).toContain(text);
    }
  });

  test('a NodePort’s card leads the reader’s own browser in', async () => {
    await opened(nodePortView(1));
    const name = 'Open in this browser: http://127.0.0.12:32123/';
    expect(screen.getByRole('link', { name }).getAttribute('href')).toBe(
      'http://127.0.0.12:32123/',
    );
  });

  test('keeps the list’s word where there is no finding, and says nothing of a healthy one', async () => {
    const app = await opened(nodePortView(1));
    expect(screen.queryByRole('region', { name: 'Findings' })).toBeNull();
    const reason = { code: 'loadBalancerPending', params: {} };
    const summary = { ...summaryOf(nodePortView(1)), health: 'degraded', reason } as const;
    app.hear({ type: 'delta', services: { set: [summary], removed: [] } });
    const region = await screen.findByRole('region', { name: 'Findings' });
    expect(region.textContent).toContain('the load balancer has no address yet');
  });

  test('is told in the outline, whatever the diagram shows', async () => {
    await opened(nodePortView(2));
    expect(lines(/^entry point NodePort/)).toEqual([
      'entry point NodePort node-a 172.18.0.2:32123, expected forward, not tested',
      'entry point NodePort node-b 172.18.0.3:32123, expected forward, not tested',
      'entry point NodePort node-c 172.18.0.4:32123, expected forward, not tested',
    ]);
    expect(lines(/^Pod /)).toHaveLength(2);
  });

  test('follows Pods and tests live', async () => {
    const app = await opened(nodePortView(2));
    const changed = nodePortView(4, [3]);
    app.hear({
      type: 'delta',
      views: { set: [changed], removed: [] },
      probes: [{ service: key, results: probesOf(changed, Date.now(), ['node-b']) }],
    });
    expect(lines(/^Pod /)).toHaveLength(4);
    expect(lines(/observed timeout/)).toContain(
      'entry point NodePort node-b 172.18.0.3:32123, expected forward, observed timeout',
    );
    expect(screen.getByText('3 of 4 endpoints ready')).toBeDefined();
    expect(screen.getByText('4 disagreements')).toBeDefined();
  });

  test('says why a Pod is not ready', async () => {
    await opened(nodePortView(1, [0]));
    expect(lines(/^not ready/)).toEqual(['not ready: readiness probe of nginx fails (HTTP 503)']);
  });

  test('of a StatefulSet tells ordinals, stable names and claims', async () => {
    await opened(statefulView());
    expect(screen.getByText('stateful')).toBeDefined();
    expect(lines(/^ordinal/)).toEqual(['ordinal 0', 'ordinal 1', 'ordinal 2']);
    expect(lines(/^redis-1\.redis\.data/)).toHaveLength(1);
    expect(lines(/^data-redis-1 1Gi Bound/)).toHaveLength(1);
  });

  test('without expectations shows no empty tables', async () => {
    await opened({ ...externalNameView(), expectations: [] });
    expect(screen.queryByRole('grid')).toBeNull();
    expect(screen.getByText(/^The engine has no prediction/)).toBeDefined();
    expect(screen.queryByText('Five tests')).toBeNull();
    expect(lines(/^external name/)).toEqual(['external name www.baidu.com']);
  });

  test('an ExternalName says what its name resolves to, and for whom there is no such name', async () => {
    const view = externalNameView();
    const app = await opened(view);
    const results = probesOf(view, Date.now());
    app.hear({ type: 'delta', probes: [{ service: 'default/externalname-baidu', results }] });
    const table = within(screen.getByRole('grid'));
    expect(table.getAllByRole('columnheader').map((head) => head.textContent)).toEqual([
      'From',
      'DNS',
    ]);
    expect(table.getByRole('row', { name: /^pod/ }).textContent).toContain(
      `resolves to ${resolvedAddress}`,
    );
    expect(table.getByRole('row', { name: /^outside/ }).textContent).toMatch(/no such name│same/);
    expect(screen.getByText(/^4 of 4 tested/)).toBeDefined();
    expect(lines(/^external name/)).toEqual([
      `external name www.baidu.com, resolves to ${resolvedAddress}`,
    ]);
    expect(lines(/^entry point DNS/)[0]).toMatch(/expected forward, resolves to 198/);
    fireEvent.click(screen.getByRole('button', { name: 'From a Pod, by Service name' }));
    const panel = await screen.findByRole('complementary', { name: 'Inspector' });
    expect(panel.textContent).toContain('Resolves, as expected');
    expect(panel.textContent).toContain('nslookup');
  });

  test('that is deleted is said to be gone, and comes back by itself', async () => {
    const view = nodePortView(1);
    const app = await opened(view);
    const removed = { set: [], removed: [key] };
    app.hear({ type: 'delta', services: removed, views: removed });
    expect(screen.getByText(`There is no Service ${key}`)).toBeDefined();
    app.hear({
      type: 'delta',
      services: { set: [summaryOf(view)], removed: [] },
      views: { set: [view], removed: [] },
    });
    expect(await screen.findByRole('heading', { level: 1, name: view.name })).toBeDefined();
  });
});

function fiveAnswers(): string[] {
  const [, ...rows] = within(screen.getByRole('region', { name: /^Five tests/ })).getAllByRole(
    'row',
  );
  return rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()).join(' | '));
}

describe('reachability', () => {
  test('puts expected beside observed for every vantage point', async () => {
    const view = nodePortView(2);
    const app = await opened(view);
    app.hear({
      type: 'delta',
      probes: [{ service: key, results: probesOf(view, Date.now(), ['node-b']) }],
    });
    const row = within(screen.getByRole('grid', { name: 'Reachability' })).getByRole('row', {
      name: /^outside/,
    });
    const cells = within(row)
      .getAllByRole('button', { name: /^entry point/ })
      .map((cell) => cell.textContent);
    expect(cells[0]).toMatch(/no such name│same/);
    expect(cells[1]).toMatch(/no route│same/);
    expect(cells[2]).toMatch(/works│[\d.]+ ms/);
    expect(cells[3]).toMatch(/works≠timeout/);
  });

  test('answers the five questions', async () => {
    await opened(nodePortView(1));
    expect(fiveAnswers()).toEqual([
      'From a node, by Service IP10.96.34.12:80 | ✓ works | not tested',
      'From a node, by Service namenginx-svc.default.svc.cluster.local:80 | ⊘ no such name | not tested',
      'From a Pod, by Service namenginx-svc.default.svc.cluster.local:80 | ✓ works | not tested',
      'From outside, by NodeIP:NodePort172.18.0.2:32123 | ✓ works | not tested',
      'From outside, by Service IP10.96.34.12:80 | ⊘ no route | not tested',
    ]);
  });

  test('says of a question that cannot be asked why not', async () => {
    await opened(statefulView());
    expect(fiveAnswers().filter((line) => line.includes('does not apply'))).toEqual([
      'From a node, by Service IP | – does not apply: a headless Service has no Service IP: its name leads to the Pods',
      'From outside, by NodeIP:NodePort | – does not apply: a Service of type ClusterIP has no NodePort',
      'From outside, by Service IP | – does not apply: a headless Service has no Service IP: its name leads to the Pods',
    ]);
  });
});

describe('the inspector', () => {
  test('gives rules, hops and commands of the path that was chosen', async () => {
    await opened(nodePortView(2));
    fireEvent.click(screen.getByRole('button', { name: 'From outside, by NodeIP:NodePort' }));
    expect(location.hash).toContain('sel=path%2Foutside%2FnodePort%2Fnode-a%2Fweb');
    const panel = await screen.findByRole('complementary', { name: 'Inspector' });
    expect(within(panel).getByText('S45')).toBeDefined();
    const marks = within(panel).getAllByText(/^S\d+$/);
    expect(marks.filter(({ title }) => title === '')).toEqual([]);
    expect(marks.find((mark) => mark.textContent === 'S45')?.title).toMatch(
      /^Every node recognises/,
    );
    expect(panel.textContent).toContain('curl -m 3 http://172.18.0.2:32123/');
    expect(panel.textContent).toContain('iptables-save | grep KUBE-EXT-');
    expect(within(panel).getByRole('link').getAttribute('href')).toBe('http://127.0.0.11:32123/');
  });

  test('shows an endpoint from every vantage point that tests it', async () => {
    const view = nodePortView(1);
    const app = await opened(view, '?sel=endpoint%2F10.244.0.7%3A80%2FTCP');
    app.hear({ type: 'delta', probes: [{ service: key, results: probesOf(view, Date.now()) }] });
    const panel = await screen.findByRole('complementary', { name: 'Inspector' });
    const ways = within(panel)
      .getAllByRole('button')
      .map((button) => button.textContent)
      .filter((text) => text.includes('│'));
    expect(ways).toHaveLength(2);
    expect(ways[0]).toMatch(/^Portolan \(server\)⊘ no route │ timeout/);
    expect(ways[1]).toMatch(/^pod default\/client✓ works │ [\d.]+ ms/);
  });

  test('closes with Escape; a second Escape leaves the Service', async () => {
    await opened(nodePortView(1), '?sel=service');
    await screen.findByRole('complementary', { name: 'Inspector' });
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(screen.queryByRole('complementary')).toBeNull();
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(location.hash).toMatch(/^#\/services(\?|$)/);
  });
});
