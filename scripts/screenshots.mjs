// `npm run screenshots`: the pictures of the documentation, taken of the running embedded cluster at
// one size, time, theme and language, the same bytes each time. Needs a build.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openContext, root, settle, startBrowser, startPortolan } from './screens.mjs';
import { fixedTime, stillLife } from './stillLife.mjs';

const out = join(root, 'docs', 'images');
const pictures = [
  { file: 'services.png', path: '#/services' },
  { file: 'service-view.png', path: '#/services/default/nginx-svc' },
  { file: 'findings.png', path: '#/findings' },
];

mkdirSync(out, { recursive: true });
const portolan = startPortolan('--embedded');
const browser = await startBrowser();
const still = await stillLife(await portolan.url);
try {
  const context = await openContext(browser, {
    width: 1440,
    height: 900,
    theme: 'light',
    language: 'en',
  });
  await context.clock.setFixedTime(fixedTime);
  for (const { file, path } of pictures) {
    const page = await context.newPage();
    await page.goto(still.url + path);
    await settle(page);
    await page.screenshot({ path: join(out, file) });
    await page.close();
    console.log(`docs/images/${file}`);
  }
} finally {
  await browser.close();
  still.close();
  portolan.stop();
}
