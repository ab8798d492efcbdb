// Where pictures go, how they get there whole, and whether those that are there are up to date.
import type { Dirent } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { indexFile, indexMark } from '../pictures/pictureFolder.ts';
import { CommandError, type Terminal, exitCodes } from './terminal.ts';

export type Destination =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly folder: string; readonly name: string; readonly path: string }
  | { readonly kind: 'folder'; readonly folder: string; readonly path: string };
type Place = Exclude<Destination, { kind: 'stdout' }>;

/** By path in the folder, with `/`. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** A folder is there already, ends with a slash, or has no extension; anything else is a file. */
export async function destinationOf(
  out: string | undefined,
  directory: string,
): Promise<Destination> {
  if (out === undefined || out === '-') return { kind: 'stdout' };
  const path = resolve(directory, out);
  const known = await stat(path).catch(() => undefined);
  const isFolder = known ? known.isDirectory() : /[/\\]$/.test(out) || extname(path) === '';
  if (isFolder) return { kind: 'folder', folder: path, path: out };
  return { kind: 'file', folder: dirname(path), name: basename(path), path: out };
}

/**
 * Each file is written beside its place and moved there, so that none is ever half of one.
 * @throws {CommandError} when one cannot be written, or would replace what is not ours.
 */
export async function writeFiles(
  place: Place,
  files: Files,
  extension: string,
  terminal: Terminal,
): Promise<void> {
  try {
    if (place.kind === 'folder' && files.has(indexFile)) await checkIndex(place);
    for (const [name, bytes] of files) await writeWhole(join(place.folder, name), bytes);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`cannot write ${place.path}: ${reason}`, { cause: error });
  }
  const count = `${files.size} ${files.size === 1 ? 'file' : 'files'}`;
  terminal.err(
    place.kind === 'folder' ? `${place.path}: ${count} written` : `${place.path} written`,
  );
  for (const name of await extraFiles(place, files, extension)) {
    terminal.err(`${join(place.path, name)} is no picture of these Services any more`);
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Node's own `recursive` never ends where a parent takes no folders (/proc). */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (hasCode(error, 'EEXIST') && (await stat(path)).isDirectory()) return;
    const parent = dirname(path);
    const isMissing = hasCode(error, 'ENOENT') && !(await stat(parent).catch(() => undefined));
    if (!isMissing || parent === path) throw error;
    await makeFolder(parent);
    await mkdir(path);
  }
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** A page somebody wrote by hand is not ours to replace. */
async function checkIndex({ folder, path }: Place): Promise<void> {
  const page = await readFile(join(folder, indexFile), 'utf8').catch(() => undefined);
  if (page === undefined || page.startsWith(indexMark)) return;
  throw new CommandError(
    `${join(path, indexFile)} is not Portolan's and would be lost: choose another folder`,
  );
}

/** Tells what differs, what is missing and what is too much, a line each; exit code 1 when any is. */
export async function compareFiles(
  place: Place,
  files: Files,
  extension: string,
  terminal: Terminal,
): Promise<number> {
  const differences: string[] = [];
  for (const [name, bytes] of files) {
    const path = place.kind === 'file' ? join(dirname(place.path), name) : join(place.path, name);
    const known = await readFile(join(place.folder, name)).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
      const reason = error instanceof Error ? error.message : String(error);
      throw new CommandError(`cannot read ${path}: ${reason}`, { cause: error });
    });
    if (!known) differences.push(`missing: ${path}`);
    else if (!known.equals(bytes)) differences.push(`differs: ${path}`);
  }
  for (const name of await extraFiles(place, files, extension))
    differences.push(`extra: ${join(place.path, name)}`);
  for (const line of differences) terminal.err(line);
  if (differences.length > 0) return exitCodes.found;
  terminal.err(`${place.path} is up to date`);
  return exitCodes.done;
}

/**
 * Files of the same kind where only ours should be: a folder with an index is Portolan's. Only one
 * level down: deeper lies nothing of ours.
 */
async function extraFiles(place: Place, files: Files, extension: string): Promise<string[]> {
  if (!files.has(indexFile)) return [];
  const pictures = extension === 'md' ? ['.md', '.svg'] : [`.${extension}`];
  const found = await entriesOf(place.folder);
  const names = await Promise.all(
    found.map(async (entry) => {
      if (entry.isFile()) return [entry.name];
      if (!entry.isDirectory()) return [];
      const within = await entriesOf(join(place.folder, entry.name));
      return within.filter((each) => each.isFile()).map((each) => `${entry.name}/${each.name}`);
    }),
  );
  return names
    .flat()
    .filter((name) => pictures.includes(extname(name)) && !files.has(name))
    .toSorted();
}

function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}
