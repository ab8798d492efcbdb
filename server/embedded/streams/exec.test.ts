// Commands in Pods of the embedded API: simulated Pods have no programs, entered ones really run them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { isAllowed } from '../../cluster/accessReview.ts';
import { ApiCalls } from '../../cluster/apiCalls.ts';
import { noCredentials } from '../../cluster/credentials.ts';
import { podExec } from '../../cluster/podExec.ts';
import { type ApiAlone, startApiAlone } from '../apiAlone.ts';
import type { EnterPod } from './exec.ts';

const text = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: default }
spec: { nodeName: node-a, containers: [{ name: app, image: web }] }
`;

let folder = '';
let api: ApiAlone | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-exec-'));
});
afterEach(async () => {
  await api?.close();
  await rm(folder, { recursive: true });
});

async function start(enterPod?: EnterPod): Promise<ApiCalls> {
  api = await startApiAlone({
    apiPort: 0,
    manifests: [{ name: 'pod.yaml', text }],
    kubeconfigPath: join(folder, 'kubeconfig'),
    log: () => undefined,
    ...(enterPod && { enterPod }),
  });
  return new ApiCalls(new URL(api.url), noCredentials());
}

const never = new AbortController().signal;
const web = { namespace: 'default', pod: 'web' };
const here: EnterPod = () => ['env', 'GREETING=hi'];

test('a simulated Pod has no programs, and says so as a runtime does', async () => {
  const run = podExec(await start());
  const ended = await run({ ...web, command: ['sh', '-c', 'true'] }, never);
  expect(ended.failure).toContain('exec: "sh": executable file not found in $PATH');
  expect(ended.exit).toBeUndefined();
});

test('where its entry is given, a command really runs: its output, its errors, its exit code', async () => {
  const run = podExec(await start(here));
  const command = ['sh', '-c', 'echo "$GREETING $1"; echo wrong >&2; exit 3', 'sh', '$(id); "x'];
  expect(await run({ ...web, container: 'app', command }, never)).toEqual({
    stdout: 'hi $(id); "x\n',
    stderr: 'wrong\n',
    exit: 3,
  });
  expect(await run({ ...web, command: ['true'] }, never)).toMatchObject({ exit: 0 });
});

test('an abort ends the command', async () => {
  const run = podExec(await start(here));
  const stop = new AbortController();
  const pending = run({ ...web, command: ['sleep', '60'] }, stop.signal);
  stop.abort(new Error('enough'));
  await expect(pending).rejects.toThrow(/enough|aborted/);
});

test.each([
  [{ ...web, pod: 'gone' }, 404],
  [{ ...web, container: 'other' }, 400],
])('what is not there is refused before anything runs: %o', async (place, status) => {
  const run = podExec(await start(here));
  const ended = await run({ ...place, command: ['true'] }, never);
  expect(ended.status).toBe(status);
  expect(ended.exit).toBeUndefined();
});

test('the cluster can be asked whether it would allow it', async () => {
  const calls = await start();
  const asked = { verb: 'create', resource: 'pods', subresource: 'exec', namespace: 'default' };
  expect(await isAllowed(calls, asked, never)).toBe(true);
});
