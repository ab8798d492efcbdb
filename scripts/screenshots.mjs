// `npm run screenshots`: the pictures of the documentation, taken of the running embedded cluster at
// one size, theme and language. Needs a build.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openContext, root, settle, startBrowser, startPortolan } from './screens.mjs';

const out = join(root, 'docs', 'images');
const pictures = [
  { file: 'services.png', path: '#/services' },
  { file: 'service-view.png', path: '#/services/default/nginx-svc' },
];

/** Milliseconds for the second round of tests: the first one warms up. */
const secondRound = 11_000;

mkdirSync(out, { recursive: true });
const portolan = startPortolan('--embedded');
const browser = await startBrowser();
try {
  const base = await portolan.url;
  const context = await openContext(browser, {
    width: 1440,
    height: 900,
    theme: 'light',
    language: 'en',
  });
  for (const { file, path } of pictures) {
    const page = await context.newPage();
    await page.goto(base + path);
    await settle(page);
    await page.waitForTimeout(secondRound);
    await page.screenshot({ path: join(out, file) });
    await page.close();
    console.log(`docs/images/${file}`);
  }
} finally {
  await browser.close();
  portolan.stop();
}
