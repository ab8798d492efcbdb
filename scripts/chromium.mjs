// Where a Chromium is: an explicit path wins, then Playwright's own download, then the system's.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { chromium } from '@playwright/test';

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The executable to launch; undefined means Playwright's own. */
export function chromiumPath() {
  const explicit = process.env.PORTOLAN_CHROMIUM;
  if (explicit) return explicit;
  if (existsSync(chromium.executablePath())) return undefined;
  return systemPaths.find((path) => existsSync(path));
}
