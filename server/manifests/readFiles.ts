// The files behind `-f FILE|DIR|-`, as kubectl reads them: a folder gives its *.yaml, *.yml and
// *.json, by name and not below it.
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Patches } from './kustomizePatches.ts';

export interface ManifestFile {
  /** As the user would name it, for messages. */
  name: string;
  text: string;
  /** The kustomization that applies the file as a patch: it holds no object by itself. */
  patchOf?: string;
}

/** What was named on the command line and is not there, or not to be opened. */
export class UnreadableFile extends Error {}

export interface ManifestFiles {
  files: ManifestFile[];
  /** Files that hold no text, or too much of it. */
  unreadable: { name: string; reason: string }[];
}

/** Bytes; more than any manifest folder holds, less than fills memory. */
const largest = 64 * 1024 * 1024;

/**
 * One file that is no text does not stop the others.
 * @param directory Relative paths start here.
 * @throws {UnreadableFile} naming a path that cannot be opened, and why.
 */
export async function readManifestFiles(
  paths: readonly string[],
  directory: string,
  stdin: NodeJS.ReadableStream = process.stdin,
): Promise<ManifestFiles> {
  const read: ManifestFiles = { files: [], unreadable: [] };
  const patches = new Patches();
  const seen = new Set<string>();
  for (const path of paths) {
    const all =
      path === '-'
        ? [asText('-', '-', await buffer(stdin))]
        : await readPath(path, resolve(directory, path));
    for (const { at, ...each } of all) {
      // A file named twice, say by itself and by its folder, is one file.
      if (seen.has(at)) continue;
      seen.add(at);
      if ('reason' in each) read.unreadable.push(each);
      else {
        const patchOf = at === '-' ? undefined : await patches.of(at);
        read.files.push({ ...each, ...(patchOf !== undefined && { patchOf }) });
      }
    }
  }
  return read;
}

/** What editors on Windows write, by the mark it begins with; kubectl reads it too. */
const wideEncodings: ReadonlyMap<string, string> = new Map([
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
]);

/** `at`: the whole path. */
type Read = (ManifestFile | ManifestFiles['unreadable'][number]) & { at: string };

async function readPath(name: string, path: string): Promise<Read[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [await readOne(name, path)];
    const entries = await readdir(path, { withFileTypes: true });
    const names = entries
      .filter((entry) => !entry.isDirectory() && /\.(ya?ml|json)$/i.test(entry.name))
      .map((entry) => entry.name)
      .toSorted();
    if (names.length === 0)
      throw new UnreadableFile(`${name}: no *.yaml, *.yml or *.json file in this folder`);
    return await Promise.all(names.map((each) => readOne(join(name, each), join(path, each))));
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(`${name}: ${reasonOf(error)}`, { cause: error });
  }
}

async function readOne(name: string, path: string): Promise<Read> {
  const { size } = await stat(path);
  if (size > largest) return { name, at: path, reason: `larger than ${largest / 1024 / 1024} MiB` };
  return asText(name, path, await readFile(path));
}

function asText(name: string, at: string, bytes: Buffer): Read {
  const encoding = wideEncodings.get(bytes.subarray(0, 2).toString('hex'));
  if (encoding !== undefined) return { name, at, text: new TextDecoder(encoding).decode(bytes) };
  // A NUL byte is in no YAML text: say so instead of a page of parse errors.
  if (bytes.includes(0)) return { name, at, reason: 'a binary file' };
  return { name, at, text: bytes.toString('utf8').replace(/^\uFEFF/, '') };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'no such file or folder';
  if (code === 'EACCES') return 'may not be read';
  return error instanceof Error ? error.message : String(error);
}
