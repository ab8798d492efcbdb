import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PngThread } from './pngThread.ts';

/** Draws nothing: gives back what it is given, the short before the long. */
const echo = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, svg, scale }) => {
  if (svg === 'end') process.exit(1);
  if (svg === 'throw') throw new Error('out of memory');
  if (svg === 'bad') return parentPort.postMessage({ id, error: 'no picture' });
  const png = new TextEncoder().encode(svg + scale);
  setTimeout(() => parentPort.postMessage({ id, png }), svg.length);
});`;

let directory: string;
let thread: PngThread;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portolan-png-'));
  const file = join(directory, 'worker.mjs');
  await writeFile(file, echo);
  thread = new PngThread(pathToFileURL(file));
});

afterAll(() => rm(directory, { recursive: true }));

async function painted(svg: string): Promise<string> {
  return new TextDecoder().decode(await thread.paint(svg, 2));
}

test('each order has its own answer, in whatever order they come', async () => {
  const all = Promise.all([painted('a'.repeat(60)), painted('b'), painted('c'.repeat(20))]);
  expect(await all).toEqual([`${'a'.repeat(60)}2`, 'b2', `${'c'.repeat(20)}2`]);
});

test('what cannot be drawn says why, and harms nothing else', async () => {
  const [bad, good] = await Promise.allSettled([painted('bad'), painted('good')]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'no picture' } });
  expect(good).toMatchObject({ status: 'fulfilled', value: 'good2' });
});

test.each([
  ['throw', 'out of memory'],
  ['end', 'the thread that draws has ended'],
])(
  'when the thread dies by %s, those who wait are told, and the next picture is drawn',
  async (how, why) => {
    const [waiting, last] = await Promise.allSettled([painted('w'.repeat(5000)), painted(how)]);
    expect(waiting).toMatchObject({ status: 'rejected', reason: { message: why } });
    expect(last).toMatchObject({ status: 'rejected', reason: { message: why } });
    expect(await painted('next')).toBe('next2');
  },
);
