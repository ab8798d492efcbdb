// Portolan's predictions against a real data plane: what the kernel does, and what was predicted of it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Seen } from './agent/agents.ts';
import { disagreements } from './comparison.ts';
import type { Condition, Scene } from './conditions/condition.ts';
import { acts } from './conditions/scenes.ts';
import { dialAll } from './dialling.ts';
import { Lab, type Mend } from './lab.ts';
import { type Prediction, isBornOut, predict } from './prediction.ts';
import { whyNot } from './requirements.ts';

const missing = await whyNot();
let lab: Lab;
let folder: string;

test.describe(missing === undefined ? 'lab' : `lab (skipped: ${missing})`, () => {
  test.skip(missing !== undefined, missing ?? '');

  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portolan-lab-'));
    lab = await Lab.start();
  });
  test.afterAll(async () => {
    await lab?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  for (const host of ['outside', 'node:node-a', 'pod:lab/client-b']) {
    test(`Portolan runs on the lab’s own hosts: ${host}`, async () => {
      const flow = ['--from', 'pod:lab/client-a', '--to', 'svc:kube-system/kube-dns:dns'];
      const args = ['trace', '--kubeconfig', lab.kubeconfig, ...flow, '-o', 'json'];
      const { verdict, backends } = JSON.parse(await lab.portolan(host, args));
      expect(verdict).toBe('forward');
      expect(backends).toMatchObject([{ pod: 'kube-system/dns', port: 53 }]);
    });
  }

  for (const act of acts) test.describe(() => play(act));
});

interface Facts {
  seen: Seen[];
  prediction: Prediction;
}

/** Sets the scenes, dials everything at once, and tests what came of it, condition by condition. */
function play(act: readonly Scene[]): void {
  const mends: Mend[] = [];
  const facts = new Map<Condition, Facts>();
  const objects = act.flatMap((scene) => scene.objects);

  test.beforeAll(async () => {
    for (const { proxy } of act) if (proxy) await lab.configureProxy(proxy);
    // What came before is over everywhere, even where nobody is told of what comes now.
    await lab.sync();
    await lab.apply(objects);
    await lab.sync(act.find(({ synced }) => synced)?.synced);
    for (const { breaks } of act) if (breaks) mends.push(...(await breaks(lab)));
    const conditions = act.flatMap((scene) => scene.conditions);
    const [seen, predicted] = await Promise.all([
      dialAll(lab, conditions),
      predict(lab.kubeconfig, folder, conditions.map(flowOf)),
    ]);
    for (const [index, condition] of conditions.entries()) {
      const prediction = predicted[index];
      if (prediction) facts.set(condition, { seen: seen[index] ?? [], prediction });
    }
  });
  test.afterAll(async () => {
    for (const mend of mends) await mend();
    await lab.remove(objects);
    if (act.some(({ proxy }) => proxy)) await lab.configureProxy({});
  });

  for (const { name, conditions } of act) {
    test.describe(name, () => {
      for (const condition of conditions) test(condition.name, () => judge(condition, facts));
    });
  }
}

function judge(condition: Condition, facts: ReadonlyMap<Condition, Facts>): void {
  const found = facts.get(condition);
  if (!found) throw new Error('it was not dialled, or nothing was predicted');
  const { seen, prediction } = found;
  const { by = [], answerers = by.length, ...sees } = condition.sees;
  for (const each of seen) expect(each).toMatchObject(sees);
  const answered = new Set(seen.flatMap(({ name }) => name ?? []));
  if (by.length > 0) expect(by).toEqual(expect.arrayContaining([...answered]));
  if (seen.length > 1) expect(answered.size).toBe(answerers);
  if (condition.broken) expect(seen.filter((each) => isBornOut(prediction, each))).toEqual([]);
  else expect(disagreements(condition, prediction, seen)).toEqual([]);
}

function flowOf({ from, to, speak }: Condition) {
  return { from, to: speak === 'udp' || speak === 'dns' ? `${to}/UDP` : to };
}
