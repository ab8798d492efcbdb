// Mermaid's own parser, in the browser it is made for, reads what `portolan snapshot` writes.
import { createRequire } from 'node:module';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { hostileNames } from '../fixtures/hostile.ts';
import { portolanEnds, root } from '../fixtures/portolan.ts';
import { test } from '../fixtures/start.ts';

const require = createRequire(import.meta.url);

interface Mermaid {
  initialize(options: { securityLevel: string; startOnLoad: boolean }): void;
  parse(text: string): Promise<{ diagramType: string }>;
  render(id: string, text: string): Promise<{ svg: string }>;
}
declare global {
  interface Window {
    mermaid: Mermaid;
  }
}

/** Draws the chart as GitHub does (strict); the type, and the words of the drawing. */
async function drawn(page: Page, chart: string): Promise<{ type: string; words: string }> {
  await page.goto('about:blank');
  await page.addScriptTag({ path: require.resolve('mermaid/dist/mermaid.min.js') });
  return page.evaluate(async (text) => {
    const { mermaid } = window;
    mermaid.initialize({ securityLevel: 'strict', startOnLoad: false });
    const { diagramType } = await mermaid.parse(text);
    const { svg } = await mermaid.render('chart', text);
    document.body.innerHTML = svg;
    for (const sheet of document.querySelectorAll('style')) sheet.remove();
    return { type: diagramType, words: document.body.textContent ?? '' };
  }, chart);
}

async function mermaidOf(...args: string[]): Promise<string> {
  const ended = await portolanEnds(['snapshot', '-o', 'mermaid', ...args]);
  expect(ended.code, ended.err).toBe(0);
  return ended.out;
}

const shop = join(root, 'server', 'embedded', 'scenarios', 'shop.yaml');

for (const language of ['en', 'zh']) {
  test(`a namespace of Services is Mermaid, in ${language}`, async ({ page }) => {
    const chart = await mermaidOf('-f', shop, '--lang', language);
    const { type, words } = await drawn(page, chart);
    expect(type).toBe('flowchart-v2');
    expect(words).toContain('Service frontend');
    expect(words).toContain('✓');
  });
}

test('hostile names come out as the text they are', async ({ page, directory }) => {
  const services = hostileNames.map((name, index) => ({
    namespace: 'default',
    name,
    type: 'ClusterIP',
    clusterIPs: ['10.96.0.1'],
    workloads: [{ kind: 'Deployment', name }],
    ports: [{ name, port: 80, protocol: 'TCP', targetPort: name }],
    entryPoints: [{ id: `dns/${index}`, kind: 'dns', address: name, port: 80, portName: name }],
    endpoints: [],
    findings: [],
  }));
  const file = join(directory, 'saved.json');
  await writeFile(file, JSON.stringify({ version: 1, services, unknown: [] }));
  const { type, words } = await drawn(page, await mermaidOf('-f', file));
  expect(type).toBe('flowchart-v2');
  const shown = squeezed(words);
  for (const name of hostileNames) {
    // Line ends become blanks, what is hidden a sign for it; all else is there letter by letter.
    const plain = name.replaceAll(/[\t\r\n]+/g, ' ').replaceAll(/[\p{Cc}\u202E]/gu, '\uFFFD');
    expect(shown).toContain(squeezed(`Service ${plain}`));
    expect(shown).toContain(squeezed(`default/${plain}`));
  }
  expect(await page.locator('svg a, svg img, svg script, svg i').count()).toBe(0);
});

/** Wrapping may put or drop blanks anywhere; icons are kept from being ones by a joiner. */
function squeezed(text: string): string {
  return text.replaceAll(/[\s\u2060]+/g, '');
}
