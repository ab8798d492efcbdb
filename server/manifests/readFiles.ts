// The files behind `-f FILE|DIR|-`, as kubectl reads them: a folder gives its *.yaml, *.yml and
// *.json, by name and not below it.
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

export interface ManifestFile {
  /** As the user would name it, for messages. */
  name: string;
  text: string;
}

/** A file that could not be read: the user named it, so it is an error, not something to skip. */
export class UnreadableFile extends Error {}

/** Bytes; more than any manifest folder holds, less than fills memory. */
const largest = 64 * 1024 * 1024;

/**
 * @param directory Relative paths start here.
 * @throws {UnreadableFile} naming the file and why.
 */
export async function readManifestFiles(
  paths: readonly string[],
  directory: string,
  stdin: NodeJS.ReadableStream = process.stdin,
): Promise<ManifestFile[]> {
  const files: ManifestFile[] = [];
  for (const path of paths) {
    if (path === '-') files.push({ name: '-', text: await text(stdin) });
    else files.push(...(await readPath(path, resolve(directory, path))));
  }
  return files;
}

async function readPath(name: string, path: string): Promise<ManifestFile[]> {
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

async function readOne(name: string, path: string): Promise<ManifestFile> {
  const { size } = await stat(path);
  if (size > largest) throw new UnreadableFile(`${name}: larger than ${largest / 1024 / 1024} MiB`);
  const bytes = await readFile(path);
  // A NUL byte is in no YAML text: say so instead of a page of parse errors.
  if (bytes.includes(0)) throw new UnreadableFile(`${name}: ${basename(path)} is a binary file`);
  return { name, text: bytes.toString('utf8').replace(/^\uFEFF/, '') };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'no such file or folder';
  if (code === 'EACCES') return 'may not be read';
  return error instanceof Error ? error.message : String(error);
}
