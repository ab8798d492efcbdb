// The reader's browser as a vantage point: it says what a browser can know, and not a word more.
import { service as serviceObject, web } from '../fixtures/objects.ts';
import { expect, test } from '../fixtures/test.ts';

const button = 'Test from this browser';

test('on demand this browser tests each NodePort, in the same table', async ({
  cluster,
  service,
  page,
}) => {
  await cluster.apply(...web('web', 2));
  await service.open(`${cluster.namespace}/web`);
  await expect(service.nodePort('node-c', 'expected forward, observed http')).toBeVisible();
  await expect(service.reachability.getByRole('row', { name: /this browser/ })).toHaveCount(0);
  await page.getByRole('button', { name: button }).click();
  const row = service.reachability.getByRole('row', { name: /this browser/ });
  await expect(row.getByRole('gridcell').filter({ hasText: /✓ works.* ms/ })).toHaveCount(3);
  await expect(page.getByText('one GET / to each of 3 addresses')).toBeVisible();
  await expect(page.locator('iframe')).toHaveCount(0);
});

test('what refuses is not called refused, and what is silent timed out', async ({
  cluster,
  service,
  page,
  quiet,
}) => {
  // Chromium tells the console what it hides from scripts.
  quiet.allow(/Failed to load resource: net::ERR_CONNECTION_REFUSED/);
  await cluster.apply(serviceObject('none', { type: 'NodePort' }));
  await service.open(`${cluster.namespace}/none`);
  await expect(service.nodePort('node-c', 'expected reject, observed refused')).toBeVisible();
  await page.getByRole('button', { name: button }).click();
  const row = service.reachability.getByRole('row', { name: /this browser/ });
  await expect(row.getByRole('gridcell').filter({ hasText: /no HTTP answer/ })).toHaveCount(3);
  await expect(row).not.toContainText('refused │ refused');

  const [deployment, local] = web('local', 1);
  if (!deployment || !local) throw new Error('two objects');
  await cluster.apply(
    deployment,
    serviceObject('local', { type: 'NodePort', externalTrafficPolicy: 'Local' }),
  );
  await service.open(`${cluster.namespace}/local`);
  await expect(page.getByText('1 of 1 endpoint ready')).toBeVisible();
  await page.getByRole('button', { name: button }).click();
  await expect(row.getByRole('gridcell').filter({ hasText: /✓ works.* ms/ })).toHaveCount(1);
  await expect(row.getByRole('gridcell').filter({ hasText: /same/ })).toHaveCount(2);
});

test('F61: what the browser itself stops is said to be stopped by it', async ({
  cluster,
  service,
  page,
}) => {
  await cluster.apply(...web('web', 1));
  await page.route('**/api/browser/*/*', async (route) => {
    const answer = await route.fetch();
    const plan = await answer.json();
    for (const target of plan.targets) target.url = 'http://127.0.0.11:6000/';
    await route.fulfill({ response: answer, json: plan });
  });
  await service.open(`${cluster.namespace}/web`);
  await page.getByRole('button', { name: button }).click();
  const row = service.reachability.getByRole('row', { name: /this browser/ });
  await expect(row.getByRole('gridcell').filter({ hasText: /blocked by the browser/ })).toHaveCount(
    3,
  );
});

test('the frame may connect to the Service’s own addresses and nowhere else', async ({
  cluster,
  portolan,
}) => {
  await cluster.apply(...web('web', 1));
  const frame = new URL(`api/browser/${cluster.namespace}/web/frame`, portolan.url);
  await expect
    .poll(async () => (await fetch(frame)).headers.get('content-security-policy'))
    .toMatch(/connect-src( http:\/\/127\.\d+\.\d+\.1[123]:\d+){3};/);
  const policy = (await fetch(frame)).headers.get('content-security-policy');
  expect(policy).toContain('sandbox allow-scripts');
  expect(policy).toContain("frame-ancestors 'self'");
  const page = await fetch(new URL('/', portolan.url));
  expect(page.headers.get('content-security-policy')).toContain("connect-src 'self'");
});
