// `npm run look`: one contact sheet of every view and state, for looking through. Needs a build.
// look/sheet.png shows them all; the single pictures are beside it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { openContext, root, settle, startBrowser, startPortolan } from './screens.mjs';
import { stillLife } from './stillLife.mjs';

const out = join(root, 'look');
/** Only pictures whose name matches it, such as `desktop-light-en` or `^find.*zh`. */
const only = new RegExp(process.argv[2] ?? '');
/** Pages at once: one machine has to keep up with all of them. */
const atOnce = 8;
/** Of the diagram, what the inspector is open for. */
const selected = 'entry/nodePort/node-b/web';

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
/** What still has to be closed. */
const still = [];
const shots = [];

function fileName(view, screen, theme, language) {
  return `${view.name}-${screen.name}-${theme}-${language}.png`;
}

try {
  const base = await scenarios.url;
  const [silent, failing] = await Promise.all(
    ['silent', 'failing'].map((stream) => stillLife(base, stream)),
  );
  still.push(silent, failing);
  const service = (name, key, query = '') => ({ name, base, path: `#/services/${key}${query}` });
  const views = [
    { name: 'list', base, path: '#/services' },
    { name: 'list-filter', base, path: '#/services?q=health%3Adown' },
    { name: 'list-nothing', base, path: '#/services?q=nothing-has-this-name' },
    { name: 'list-bad-filter', base, path: '#/services?q=health%3Apurple' },
    { name: 'list-loading', base: silent.url, path: '#/services', rest: false },
    { name: 'list-offline', base: failing.url, path: '#/services', rest: false },
    { name: 'findings', base, path: '#/findings' },
    { name: 'findings-warnings', base, path: '#/findings?severity=warning' },
    { name: 'findings-nothing', base, path: '#/findings?q=nothing-says-this' },
    service('nodeport', 'default/nginx-svc'),
    service('outline', 'default/nginx-svc', '?view=outline'),
    service('inspector', 'default/nginx-svc', `?sel=${encodeURIComponent(selected)}`),
    service('from-outside', 'default/nginx-svc', '?from=outside'),
    service('clusterip', 'shop/api'),
    service('headless', 'shop/redis'),
    service('balancer', 'shop/frontend'),
    service('balancer-pending', 'faults/pending-balancer'),
    service('externalname', 'default/externalname-baidu'),
    service('by-address', 'default/nginx-svc-external'),
    service('selector-typo', 'faults/selector-typo'),
    service('stale-node', 'faults/stale-node'),
    service('local-only', 'faults/local-only'),
    service('unready', 'faults/unready'),
    service('unknown-service', 'default/there-is-none'),
    {
      name: 'service-loading',
      base: silent.url,
      path: '#/services/default/nginx-svc',
      rest: false,
    },
    { name: 'nowhere', base, path: '#/nowhere' },
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
        const wanted = views.filter((view) => only.test(fileName(view, screen, theme, language)));
        if (wanted.length === 0) continue;
        const { width, height } = screen;
        const context = await openContext(browser, { width, height, theme, language });
        for (let start = 0; start < wanted.length; start += atOnce) {
          const pages = await Promise.all(
            wanted.slice(start, start + atOnce).map(async (view) => {
              const page = await context.newPage();
              await page.goto(view.base + view.path);
              await settle(page, view.rest);
              return { view, page };
            }),
          );
          for (const { view, page } of pages) {
            const file = fileName(view, screen, theme, language);
            await page.screenshot({ path: join(out, file) });
            await page.close();
            shots.push({ file, screen });
            console.log(file);
          }
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
  for (const each of still) each.close();
  scenarios.stop();
  sized.stop();
  rmSync(work, { recursive: true, force: true });
}
