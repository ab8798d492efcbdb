// One Service on screen, found as a reader finds things: by role and name.
import { expect, type Locator, type Page } from '@playwright/test';

export interface ServicePage {
  /** `key` is `namespace/name`; `query` as in the address, such as `view=outline`. */
  open(key: string, query?: string): Promise<void>;
  readonly diagram: Locator;
  readonly outline: Locator;
  readonly inspector: Locator;
  readonly reachability: Locator;
  readonly fiveTests: Locator;
  readonly pods: Locator;
  readonly endpoints: Locator;
  /** A node of the diagram whose name begins so. */
  node(name: string): Locator;
  /** The NodePort of one node; `state` is how its name ends: `expected forward, observed http`. */
  nodePort(node: string, state?: string): Locator;
  /** The path between two ids as the diagram names it; `state` as above. */
  path(from: string, target: string, state?: string): Locator;
  /** Centres of the diagram's nodes within it, by name without what is expected and observed. */
  positions(): Promise<Map<string, { x: number; y: number }>>;
}

export function servicePage(page: Page): ServicePage {
  const diagram = page.getByRole('region', { name: /^Diagram of Service / });
  const node = (name: string): Locator =>
    diagram.getByRole('group', { name: new RegExp(`^${escape(name)}`) });
  const ending = (start: string, state?: string): Locator =>
    diagram.getByRole('group', {
      name: new RegExp(`^${escape(start)}.*${state === undefined ? '' : `, ${escape(state)}$`}`),
    });
  return {
    async open(key, query) {
      await page.goto(`#/services/${key}${query ? `?${query}` : ''}`);
      const name = key.split('/')[1] ?? key;
      await expect(page.getByRole('heading', { name, level: 1, exact: true })).toBeVisible();
    },
    diagram,
    outline: page.getByRole('region', { name: /^Outline of Service / }),
    inspector: page.getByRole('complementary', { name: 'Inspector' }),
    reachability: page.getByRole('region', { name: 'Reachability' }),
    fiveTests: page.getByRole('region', { name: /^Five tests/ }),
    pods: node('Pod '),
    endpoints: node('endpoint '),
    node,
    nodePort: (name, state) => ending(`entry point NodePort ${name} `, state),
    path: (from, target, state) => ending(`path from ${from} to ${target}`, state),
    positions: async () => {
      const found = await diagram.evaluate((pane) => {
        const origin = pane.getBoundingClientRect();
        return [...pane.querySelectorAll('[role="group"][aria-label]')].flatMap((each) => {
          const name = each.getAttribute('aria-label') ?? '';
          if (name.startsWith('path ')) return [];
          const { x, y, width, height } = each.getBoundingClientRect();
          const centre = { x: x + width / 2 - origin.x, y: y + height / 2 - origin.y };
          return [[name.split(/, (?:expected|ready|not )/)[0] ?? name, centre] as const];
        });
      });
      return new Map(found);
    },
  };
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
