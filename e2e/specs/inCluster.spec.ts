// Portolan in a cluster, from install to uninstall, by the commands of docs/in-cluster.md.
import { expect } from '@playwright/test';
import {
  guideCommands,
  guideResources,
  installIn,
  whyNotInCluster,
} from '../fixtures/inCluster.ts';
import { test } from '../fixtures/start.ts';
import { servicePage } from '../pages/servicePage.ts';

const missing = whyNotInCluster();
test.skip(missing !== undefined, missing);

/** Helm's own lines need Helm; a port-forward goes on until it is ended, so the tests start it themselves. */
const commands = guideCommands().filter((line) => !/^helm |^kubectl port-forward /.test(line));
const between = (first: RegExp, last: RegExp): string[] => {
  const from = commands.findIndex((line) => first.test(line));
  return commands.slice(from, commands.findIndex((line, at) => at >= from && last.test(line)) + 1);
};
const install = between(/^kubectl apply/, /^kubectl rollout status/);
const asking = between(/^kubectl auth/, /-n kube-system$/);
const narrowing = between(/^kubectl delete clusterrole/, /^kubectl patch deployment/);
const upgrade = commands
  .slice(commands.findIndex((line) => line.startsWith('kubectl rollout restart')) - 1)
  .slice(0, 2);
const uninstall = between(/^kubectl delete -f/, /^kubectl delete -f/);

test('every command of the guide is run here', () => {
  expect([...install, ...asking, ...narrowing, ...upgrade, ...uninstall]).toEqual(commands);
});

/** The kinds of which something may not be read. */
async function unknownAt(url: string): Promise<string[]> {
  const answer: unknown = await (await fetch(`${url}/api/topology`)).json();
  const { unknown }: { unknown: { kind: string; verb: string }[] } = Object(answer);
  for (const { verb } of unknown) expect(['get', 'list', 'watch']).toContain(verb);
  return [...new Set(unknown.map(({ kind }) => kind))].toSorted();
}

test('installed, reached by port-forward, cut off, restored, its token rotated, a right taken away, upgraded, removed', async ({
  start,
  directory,
  page,
}) => {
  test.setTimeout(240_000); // a right that is taken away is noticed within a minute
  const cluster = await installIn({ start, directory });
  for (const line of install) await cluster.run(line);
  const pod = await cluster.startPod();
  const forward = await pod.forward();

  const view = servicePage(page);
  await page.goto(forward.url);
  await expect(page.getByRole('link', { name: 'nginx-svc' }).first()).toBeVisible();
  await page.goto(`${forward.url}/#/services/default/nginx-svc`);
  for (const node of ['node-a', 'node-b', 'node-c'])
    await expect(view.nodePort(node, 'expected forward, observed open')).toBeVisible();
  expect(await unknownAt(forward.url)).toEqual([]);
  const place = `Pod portolan/${pod.name} on ${pod.node}`;
  await expect(view.node('vantage point server')).toContainText(place);

  // What changes while the forward is cut is seen once it is back.
  await forward.stop();
  await cluster.run('kubectl scale deployment nginx-deploy --replicas=1');
  const restored = await pod.forward(forward.port);
  await expect(view.pods).toHaveCount(1, { timeout: 30_000 });
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('live');

  // The token that is mounted is another's now, and the one before is no longer accepted.
  await cluster.run('kubectl create serviceaccount next -n portolan');
  await cluster.run(
    'kubectl create clusterrolebinding next --clusterrole=portolan --serviceaccount=portolan:next',
  );
  await cluster.run(
    'kubectl create rolebinding next -n kube-system --role=portolan-kube-proxy --serviceaccount=portolan:next',
  );
  await pod.giveToken('next');
  await cluster.run('kubectl delete serviceaccount portolan -n portolan');
  const yaml = await fetch(`${restored.url}/api/objects/Service/default/nginx-svc`);
  expect([yaml.status, await yaml.text()]).toEqual([200, expect.stringContaining('nginx-svc')]);
  await cluster.run('kubectl scale deployment nginx-deploy --replicas=2');
  await expect(view.pods).toHaveCount(2);
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('live');

  const role = JSON.parse(await cluster.run('kubectl get clusterrole portolan -o json'));
  const rules: { resources: string[] }[] = role.rules;
  const less = rules.map((rule) => ({
    ...rule,
    resources: rule.resources.filter((name) => name !== 'networkpolicies'),
  }));
  const giveRules = (given: unknown) =>
    cluster.run(
      `kubectl patch clusterrole portolan --type=merge --patch='${JSON.stringify({ rules: given })}'`,
    );
  await giveRules(less);
  await expect.poll(() => unknownAt(restored.url), { timeout: 75_000 }).toEqual(['NetworkPolicy']);
  await expect(view.pods).toHaveCount(2);
  await restored.stop();
  await giveRules(rules);
  for (const line of upgrade) await cluster.run(line);
  const upgraded = await (await cluster.startPod()).forward();
  expect(await unknownAt(upgraded.url)).toEqual([]);
  await upgraded.stop();

  for (const line of uninstall) await cluster.run(line);
  await expect
    .poll(() => cluster.run('kubectl get namespaces,clusterroles,clusterrolebindings -o name'))
    .not.toContain('/portolan');
});

/** Resources, names and verbs of `kubectl auth can-i --list`, without what every account may. */
function listed(text: string): string[] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => !/^\s*$|^self|\[\/(api|apis|openapi|healthz|livez|readyz|version)/.test(line))
    .map((line) => line.split(/\s{2,}/).join(' '))
    .toSorted();
}

test('the account may what the guide lists, and nothing beyond', async ({ start, directory }) => {
  const cluster = await installIn({ start, directory });
  for (const line of install) await cluster.run(line);
  const [everywhere = '', system = ''] = await Promise.all(asking.map((line) => cluster.run(line)));
  const read = guideResources().map((resource) => `${resource} [] [] [get list watch]`);
  expect(listed(everywhere)).toEqual(read.toSorted());
  expect(listed(system)).toEqual([...read, 'configmaps [] [kube-proxy] [get]'].toSorted());
});

test('one namespace only, behind a path: the rest is unknown', async ({
  start,
  directory,
  page,
}) => {
  test.slow(); // two rollouts
  const cluster = await installIn({ start, directory });
  for (const line of [...install, ...narrowing]) await cluster.run(line);
  const pod = await cluster.startPod('--base-path=/portolan');
  const forward = await pod.forward();
  const url = `${forward.url}/portolan`;
  await page.goto(`${url}/`);
  await expect(page.getByRole('row', { name: /^Service shop\/redis,/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'nginx-svc' })).toHaveCount(0);
  expect(await unknownAt(url)).toEqual(
    expect.arrayContaining(['IngressClass', 'Namespace', 'Node']),
  );
  const view = servicePage(page);
  await page.goto(`${url}/#/services/shop/redis`);
  await expect(view.pods.first()).toBeVisible();
  expect((await fetch(`${forward.url}/api/topology`)).status).toBe(404);
  await forward.stop();
});
