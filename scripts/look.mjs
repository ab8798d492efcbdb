// `npm run look`: one contact sheet of every view and state, for looking through. Needs a build.
// look/sheet.png shows them all; the single pictures are beside it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { openContext, root, settle, startBrowser, startPortolan } from './screens.mjs';

const out = join(root, 'look');
/** Only pictures whose name contains it. */
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

const work = mkdtempSync(join(tmpdir(), 'portolan-look-'));
writeFileSync(join(work, 'sizes.yaml'), manifests);
rmSync(out, { recursive: true, force: true });
mkdirSync(out);

const scenarios = startPortolan('--embedded');
const sized = startPortolan('-f', join(work, 'sizes.yaml'));
const browser = await startBrowser();
const shots = [];

function fileName(view, screen, theme, language) {
  return `${view.name}-${screen.name}-${theme}-${language}.png`;
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
  ];
  for (const theme of themes) {
    for (const language of languages) {
      for (const screen of screens) {
        const wanted = views.filter(
          (view) => only === undefined || fileName(view, screen, theme, language).includes(only),
        );
        if (wanted.length === 0) continue;
        const { width, height } = screen;
        const context = await openContext(browser, { width, height, theme, language });
        const pages = await Promise.all(
          wanted.map(async (view) => {
            const page = await context.newPage();
            await page.goto(view.base + view.path);
            await settle(page);
            return { view, page };
          }),
        );
        for (const { view, page } of pages) {
          const file = fileName(view, screen, theme, language);
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
