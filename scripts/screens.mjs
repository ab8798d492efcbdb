// What `npm run look` and `npm run screenshots` share: a running Portolan and pages of it at rest.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumPath } from './chromium.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Serves on a free port with `args` besides. Needs a build. */
export function startPortolan(...args) {
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

export function startBrowser() {
  const executablePath = chromiumPath();
  // Edges are smoothed the same way each time.
  const args = ['--disable-partial-raster', '--disable-skia-runtime-opts', '--disable-lcd-text'];
  return chromium.launch({ args, ...(executablePath && { executablePath }) });
}

/** One reader: a screen, a theme and a language. */
export function openContext(browser, { width, height, theme, language }) {
  return browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    reducedMotion: 'reduce',
  });
}

/** Milliseconds in which the first round of tests ends: a refused or silent path takes 3 s. */
const firstRound = 6000;

/**
 * Waits until what the page shows has settled: live, and every test of the first round is in; or, of
 * a page that never gets so far, until it says so.
 */
export async function settle(page, live = true) {
  if (live) {
    await page
      .getByRole('status')
      .filter({ hasText: /live|实时/i })
      .first()
      .waitFor({ timeout: 20_000 });
  }
  await page.waitForTimeout(firstRound);
}
