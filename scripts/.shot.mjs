import { openContext, settle, startBrowser, startPortolan } from './screens.mjs';
import { mkdirSync } from 'node:fs';
const [, , args, ...jobs] = process.argv;
mkdirSync('/tmp/w/polish/out', { recursive: true });
const p = startPortolan(...args.split(' '));
const b = await startBrowser();
const url = await p.url;
for (const job of jobs) {
  const [name, path, w = '1440', h = '900', theme = 'light', language = 'en', wait='', click=''] = job.split('|');
  const c = await openContext(b, { width: +w, height: +h, theme, language, });
  const page = await c.newPage();
  page.on('console', (m) => { if (/error|warning/.test(m.type())) console.log(name, m.type(), m.text().slice(0, 300)); });
  page.on('pageerror', (e) => console.log(name, 'pageerror', e.message));
  if (wait === 'noworker') await page.addInitScript(() => { delete window.SharedWorker; });
  await page.goto(url + path);
  await settle(page);
  if (click) { await page.locator(click).first().click(); await page.waitForTimeout(1500); }
  await page.screenshot({ path: `/tmp/w/polish/out/${name}.png`, fullPage: false });
  await c.close();
}
await b.close(); p.stop();
