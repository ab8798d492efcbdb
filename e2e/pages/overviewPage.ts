// The list of Services, found as a reader finds things: by role and name.
import { expect, type Locator, type Page } from '@playwright/test';

export interface OverviewPage {
  /** Opens the list; `query` as in the address, such as `ns=default&q=nginx`. */
  open(query?: string): Promise<void>;
  readonly list: Locator;
  readonly filter: Locator;
  readonly namespace: Locator;
  readonly sort: Locator;
  /** `3 Services`, `1 of 3 Services`. */
  count(text: string | RegExp): Locator;
  /** The row of one Service, whatever its state. */
  row(key: string): Locator;
  /** What opens a Service. */
  link(key: string): Locator;
  /** The Services listed, in order, as `namespace/name`. */
  keys(): Promise<string[]>;
  expectKeys(keys: readonly string[]): Promise<void>;
}

export function overviewPage(page: Page): OverviewPage {
  const list = page.getByRole('table', { name: 'Services' });
  const rows = list.getByRole('row', { name: /^Service / });
  const row = (key: string): Locator =>
    list.getByRole('row', { name: new RegExp(`^Service ${key},`) });
  const keys = async (): Promise<string[]> => {
    const names = await rows.evaluateAll((found) =>
      found.map((each) => each.getAttribute('aria-label') ?? ''),
    );
    return names.map((name) => /^Service ([^,]+),/.exec(name)?.[1] ?? name);
  };
  return {
    async open(query) {
      await page.goto(`#/services${query ? `?${query}` : ''}`);
      await expect(page.getByRole('heading', { name: 'Services', level: 1 })).toBeVisible();
    },
    list,
    filter: page.getByRole('searchbox', { name: 'Filter Services' }),
    namespace: page.getByRole('combobox', { name: 'Namespace' }),
    sort: page.getByRole('combobox', { name: 'Sort by' }),
    count: (text) => page.getByRole('status').filter({ hasText: text }),
    row,
    link: (key) => row(key).getByRole('link'),
    keys,
    expectKeys: async (expected) => expect.poll(keys).toEqual(expected),
  };
}
