// The embedded API over TLS: who trusts its certificate and brings its token is let in.
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { systemClock } from '../cluster/clock.ts';
import { chooseContext } from '../cluster/kubeconfig.ts';
import { openCluster } from '../cluster/openCluster.ts';
import { findEmbeddedNetwork } from '../probes/embeddedDialer.ts';
import { type EmbeddedCluster, startEmbeddedCluster } from './cluster.ts';

let cluster: EmbeddedCluster | undefined;
let directory = '';
afterEach(async () => {
  await cluster?.close();
  await rm(directory, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedCluster> {
  directory = await mkdtemp(join(tmpdir(), 'portolan-tls-'));
  cluster = await startEmbeddedCluster({
    apiPort: 0,
    tls: true,
    manifests: [],
    kubeconfigPath: join(directory, 'kubeconfig'),
    log: () => undefined,
  });
  return cluster;
}

function ask(
  url: string,
  options: { ca?: string; headers?: Record<string, string> },
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    request(url, { ...options, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .once('error', reject)
      .end();
  });
}

test('the token of the kubeconfig is the administrator; without it nothing is allowed', async () => {
  const { url, access } = await start();
  if (!access) throw new Error('no access');
  const { token, certificateAuthority: ca } = access;
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const pods = `${url}/api/v1/pods`;
  const bearer = (text: string) => ({ ca, headers: { authorization: `Bearer ${text}` } });
  expect(await ask(pods, bearer(token))).toMatchObject({ status: 200 });
  expect(await ask(pods, bearer('guessed'))).toMatchObject({ status: 401 });
  const refused = await ask(pods, { ca });
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('User \\"system:anonymous\\" cannot list resource \\"pods\\"');
  await expect(ask(pods, {})).rejects.toThrow('self-signed certificate');
});

test('plain HTTP on the same port gets the network, and nothing of the API', async () => {
  const { url } = await start();
  const plain = url.replace('https', 'http');
  const answer = await fetch(`${plain}/api/v1/pods`);
  expect([answer.status, await answer.text()]).toEqual([
    400,
    'Client sent an HTTP request to an HTTPS server.\n',
  ]);
  expect(await findEmbeddedNetwork(url, new AbortController().signal)).toMatchObject({
    simulated: true,
  });
});

test('its kubeconfig is all that Portolan needs to chart it', async () => {
  await start();
  const file = join(directory, 'kubeconfig');
  expect(await readFile(file, 'utf8')).toContain('certificate-authority-data');
  const context = chooseContext({ file, env: {}, home: directory });
  if (!context) throw new Error('no context');
  const source = openCluster(context, { clock: systemClock, random: Math.random, env: {} });
  const states: string[] = [];
  source.start({
    change: () => undefined,
    status: ({ state }) => void states.push(state),
    problem: () => undefined,
  });
  await expect.poll(() => states, { timeout: 10_000 }).toContain('live');
  await source.stop();
});
