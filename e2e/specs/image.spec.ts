// What the container image holds starts by itself: as its user, in a folder that the user may only
// read, with nothing of the checkout around it.
import { expect } from '@playwright/test';
import { layOutImage } from '../fixtures/image.ts';
import { portolanEnds } from '../fixtures/portolan.ts';
import { test } from '../fixtures/start.ts';

test('the image starts, is healthy, serves the page under a path and ends at a signal', async ({
  start,
  directory,
  page,
}) => {
  const { place, told } = await layOutImage(directory);
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
