// Pods as vantage points: Portolan runs its script in them by exec, and the kernel answers.
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { portolanEnds } from '../fixtures/portolan.ts';
import { denyAll } from './conditions/networkPolicies.ts';
import { numbered } from './conditions/numbered.ts';
import { Lab } from './lab.ts';
import { clusterObjects } from './objects/cluster.ts';
import { labPod } from './objects/services.ts';
import { whyNot } from './requirements.ts';

const missing = await whyNot();
const both = [labPod('web-a'), labPod('web-b')];
const open = numbered(131, { name: 'exec-open', spec: { type: 'NodePort' }, endpoints: both });
const empty = numbered(132, { name: 'exec-empty', endpoints: [] });
const guarded = numbered(133, { name: 'exec-guarded', endpoints: [labPod('guarded')] });

test.describe(missing === undefined ? 'exec' : `exec (skipped: ${missing})`, () => {
  test.skip(missing !== undefined, missing ?? '');
  let lab: Lab;
  let bare = '';

  test.beforeAll(async () => {
    bare = await mkdtemp(join(tmpdir(), 'portolan-bare-'));
    await symlink('/bin/sh', join(bare, 'sh'));
    lab = await Lab.start();
    await lab.apply([...open.objects, ...empty.objects, ...guarded.objects, denyAll]);
    await lab.sync();
  });
  test.afterAll(async () => {
    await lab?.stop();
    if (bare) await rm(bare, { recursive: true });
  });

  const probe = async (service: string, from: string, ...flags: string[]) =>
    portolanEnds([
      'probe',
      `lab/${service}`,
      '--kubeconfig',
      lab.kubeconfig,
      '--from',
      from,
      ...flags,
    ]);
  const results = async (service: string, from: string) => {
    const { out, err } = await probe(service, from, '--allow-pod-exec', '-o', 'json');
    expect(out, err).not.toBe('');
    return JSON.parse(out).results;
  };

  for (const pod of ['pod:lab/client-a', 'pod:lab/client-b/app']) {
    test(`from ${pod} every way into a Service is open, as predicted`, async () => {
      const seen = await results(open.name, pod);
      const ways = seen.map(({ entryPoint }: { entryPoint: string }) => entryPoint.split('/')[0]);
      expect(ways).toEqual(expect.arrayContaining(['dns', 'clusterIP', 'nodePort', 'endpoint']));
      for (const each of seen) {
        expect(each).toMatchObject({ from: pod, agree: true, outcome: 'http' });
      }
    });
  }

  test('without endpoints the node refuses; a policy is silence', async () => {
    const refused = await results(empty.name, 'pod:lab/client-a');
    expect(refused.find(byClusterIP)).toMatchObject({ outcome: 'refused', agree: true });
    const silent = await results(guarded.name, 'pod:lab/client-a');
    expect(silent.find(byClusterIP)).toMatchObject({ outcome: 'timeout', agree: true });
  });

  test('F39: a container without tools is no use, and no path is blamed', async () => {
    const stranger = clusterObjects().find(({ metadata }) => metadata.name === 'stranger');
    if (!stranger) throw new Error('the lab has no Pod other/stranger');
    const annotations = { 'portolan.dev/exec-path': bare };
    await lab.apply([{ ...stranger, metadata: { ...stranger.metadata, annotations } }]);
    const { code, err } = await probe(open.name, 'pod:other/stranger', '--allow-pod-exec');
    expect(err).toContain('has no python, bash, nc, curl or wget');
    expect(code).toBe(2);
  });

  test('nothing is run in a Pod unless that is switched on', async () => {
    const { code, err } = await probe(open.name, 'pod:lab/client-a');
    expect(err).toContain('--allow-pod-exec switches it on');
    expect(code).toBe(2);
  });
});

function byClusterIP({ entryPoint }: { entryPoint: string }): boolean {
  return entryPoint.startsWith('clusterIP/');
}
