import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { addressOf } from '../http/listen.ts';
import { run } from './program.ts';

let server: Server | undefined;
afterEach(() => server?.close());

async function answering(answer: RequestListener): Promise<number> {
  const made = createServer(answer);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return addressOf(made).port;
}

async function health(...args: string[]): Promise<{ code: number; told: string[] }> {
  const told: string[] = [];
  const terminal = {
    out: () => undefined,
    err: (text: string) => void told.push(text),
    directory: '/',
    environment: {},
  };
  return { code: await run(['health', ...args], terminal), told };
}

test('0 where the server answers, under its path', async () => {
  const port = await answering(({ url }, response) =>
    response.writeHead(url === '/portolan/healthz' ? 200 : 404).end('ok'),
  );
  expect(await health('--port', `${port}`, '--base-path', '/portolan/')).toEqual({
    code: 0,
    told: [],
  });
  const { code, told } = await health('--port', `${port}`);
  expect(code).toBe(1);
  expect(told).toEqual([`portolan: http://127.0.0.1:${port}/healthz: answers 404`]);
});

test('1 where nobody listens', async () => {
  const port = await answering(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  const { code, told } = await health('--port', `${port}`);
  expect(code).toBe(1);
  expect(told[0]).toContain('ECONNREFUSED');
});

test('a path that is none', async () => {
  const { code, told } = await health('--base-path', 'portolan');
  expect(code).toBe(2);
  expect(told[0]).toContain('--base-path');
});
