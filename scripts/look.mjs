// `npm run look`: one contact sheet of every view and state, for looking through. Needs a build.
// look/sheet.png shows them all; the single pictures are beside it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumPath } from './chromium.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, 'look');
const only = process.argv[2];

/** Deployments of 1, 12 and 300 replicas behind NodePort Services, besides the bundled scenarios. */
const sizes = [1, 12, 300];
const manifests = sizes
  .map(
    (replicas) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web-${replicas}, namespace: default }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web-${replicas} } }
  template:
    metadata: { labels: { app: web-${replicas} } }
    spec:
      containers:
        - { name: web, image: nginx, ports: [{ name: http, containerPort: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: web-${replicas}, namespace: default }
spec:
  type: NodePort
  selector: { app: web-${replicas} }
  ports: [{ name: http, port: 80, targetPort: http }]
`,
  )
  .join('---\n');

const themes = ['light', 'dark'];
const languages = ['en', 'zh'];
const screens = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
];

function startPortolan(...args) {
  const child = spawn(
    process.execPath,
    ['server/dist/main.js', 'serve', '--port', '0', '--no-open', ...args],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = new Promise((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const match = /^Portolan: (\S+)/.exec(line);
      if (match) resolve(match[1]);
    });
    child.once('exit', () => reject(new Error('Portolan ended: run npm run build first')));
  });
  return { url, stop: () => child.kill('SIGTERM') };
}

const work = mkdtempSync(join(tmpdir(), 'portolan-look-'));
writeFileSync(join(work, 'sizes.yaml'), manifests);
rmSync(out, { recursive: true, force: true });
mkdirSync(out);

const scenarios = startPortolan('--embedded');
const sized = startPortolan('-f', join(work, 'sizes.yaml'));
const executablePath = chromiumPath();
const browser = await chromium.launch(executablePath ? { executablePath } : {});
const shots = [];

/** Waits until what the view shows has settled: live, and every test of the first round is in. */
async function settle(page) {
  await page
    .getByRole('status')
    .filter({ hasText: /live|实时/i })
    .first()
    .waitFor({ timeout: 20_000 });
  await page.waitForTimeout(6000);
}

try {
  const views = [
    { name: 'list', base: await scenarios.url, path: '#/services' },
    { name: 'list-filter', base: await scenarios.url, path: '#/services?q=health%3Adown' },
    { name: 'nodeport', base: await scenarios.url, path: '#/services/default/nginx-svc' },
    {
      name: 'outline',
      base: await scenarios.url,
      path: '#/services/default/nginx-svc?view=outline',
    },
    {
      name: 'externalname',
      base: await scenarios.url,
      path: '#/services/default/externalname-baidu',
    },
    ...(await Promise.all(
      sizes.map(async (replicas) => ({
        name: `web-${replicas}`,
        base: await sized.url,
        path: `#/services/default/web-${replicas}`,
      })),
    )),
  ].filter(({ name }) => only === undefined || name.includes(only));
  for (const theme of themes) {
    for (const language of languages) {
      for (const screen of screens) {
        const context = await browser.newContext({
          viewport: { width: screen.width, height: screen.height },
          colorScheme: theme,
          locale: language === 'zh' ? 'zh-CN' : 'en-US',
          reducedMotion: 'reduce',
        });
        const pages = await Promise.all(
          views.map(async (view) => {
            const page = await context.newPage();
            await page.goto(view.base + view.path);
            await settle(page);
            return { view, page };
          }),
        );
        for (const { view, page } of pages) {
          const file = `${view.name}-${screen.name}-${theme}-${language}.png`;
          await page.screenshot({ path: join(out, file) });
          shots.push({ file, screen });
          console.log(file);
        }
        await context.close();
      }
    }
  }
  const cards = shots
    .map(
      ({ file, screen }) =>
        `<figure><img src="${pathToFileURL(join(out, file)).href}" height="${screen.name === 'phone' ? 500 : 300}"><figcaption>${file}</figcaption></figure>`,
    )
    .join('');
  const html = join(work, 'sheet.html');
  writeFileSync(
    html,
    `<style>body{display:flex;flex-wrap:wrap;gap:12px;font:11px sans-serif;margin:12px;background:#888}figure{margin:0}</style>${cards}`,
  );
  const sheet = await browser.newPage({ viewport: { width: 2000, height: 1000 } });
  await sheet.goto(String(pathToFileURL(html)));
  await sheet.screenshot({ path: join(out, 'sheet.png'), fullPage: true });
  console.log('look/sheet.png');
} finally {
  await browser.close();
  scenarios.stop();
  sized.stop();
  rmSync(work, { recursive: true, force: true });
}
