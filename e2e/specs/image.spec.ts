// What the container image holds starts by itself: as its user, in a folder that the user may only
// read, with nothing of the checkout around it.
import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { portolanEnds, root, type Place } from '../fixtures/portolan.ts';
import { test } from '../fixtures/start.ts';

const imageUser = 10_001;

async function layOut(directory: string): Promise<{ place: Place; told: string }> {
  const folder = join(directory, 'image');
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(root, 'scripts', 'image.mjs'),
    folder,
  ]);
  await chmod(directory, 0o755);
  const place = {
    entry: join(folder, 'app', 'server', 'dist', 'main.js'),
    directory: folder,
    // Only root may become somebody else.
    ...(process.getuid?.() === 0 && { user: imageUser }),
  };
  return { place, told: stdout };
}

test('the image starts, is healthy, serves the page under a path and ends at a signal', async ({
  start,
  directory,
  page,
}) => {
  const { place, told } = await layOut(directory);
  expect(told).toMatch(/\d+\.\d MiB/);

  const portolan = await start(['--embedded', '--base-path', '/portolan'], {}, place);
  const { origin, port } = new URL(portolan.url);
  const health = ['health', '--port', port, '--base-path', '/portolan'];
  expect(await portolanEnds(health, {}, place)).toMatchObject({ code: 0, err: '' });

  const bare = await fetch(`${origin}/portolan?a=b`, { redirect: 'manual' });
  expect([bare.status, bare.headers.get('location')]).toEqual([308, '/portolan/?a=b']);
  expect((await fetch(`${origin}/`)).status).toBe(404);
  await page.goto(`${origin}/portolan`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'nginx-svc' }).first()).toBeVisible();

  expect(await portolan.stop()).toBe(0);
  expect((await portolanEnds(health, {}, place)).code).toBe(1);
});
