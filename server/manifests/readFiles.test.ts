import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UnreadableFile, readManifestFiles } from './readFiles.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portolan-read-'));
  await mkdir(join(directory, 'folder'));
  await mkdir(join(directory, 'empty'));
  await writeFile(join(directory, 'folder', 'b.yaml'), '\uFEFFb: 1\n');
  await writeFile(join(directory, 'folder', 'a.yml'), Uint8Array.from([0]));
  await writeFile(join(directory, 'folder', 'c.txt'), 'c');
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

test('a folder gives what it has, and names what is no text', async () => {
  const { files, unreadable } = await readManifestFiles(['folder'], directory);
  expect(files).toEqual([{ name: join('folder', 'b.yaml'), text: 'b: 1\n' }]);
  expect(unreadable).toEqual([{ name: join('folder', 'a.yml'), reason: 'a binary file' }]);
});

test.each(['le', 'be'] as const)('UTF-16 (%s) with its mark', async (order) => {
  const bytes = Buffer.from('\uFEFFa: 1\n', 'utf16le');
  await writeFile(join(directory, `${order}.yaml`), order === 'le' ? bytes : bytes.swap16());
  const { files } = await readManifestFiles([`${order}.yaml`], directory);
  expect(files).toEqual([{ name: `${order}.yaml`, text: 'a: 1\n' }]);
});

test('standard input', async () => {
  const { files } = await readManifestFiles(['-'], directory, Readable.from(['a: 1\n']));
  expect(files).toEqual([{ name: '-', text: 'a: 1\n' }]);
});

test('standard input that is no text', async () => {
  const stdin = Readable.from([Buffer.from([1, 0, 2])]);
  const { files, unreadable } = await readManifestFiles(['-'], directory, stdin);
  expect([files, unreadable]).toEqual([[], [{ name: '-', reason: 'a binary file' }]]);
});

test.each([
  ['nowhere', /nowhere: no such file or folder/],
  ['empty', /empty: no \*\.yaml/],
])('%s is an error', async (path, message) => {
  const reading = readManifestFiles([path], directory);
  await expect(reading).rejects.toThrow(UnreadableFile);
  await expect(reading).rejects.toThrow(message);
});
