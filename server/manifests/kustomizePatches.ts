// Which files a kustomization applies as patches: pieces of objects, which are no objects.
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { rawAt, rawList, rawText } from '@portolan/shared/simulate/rawFields.ts';
import { parseLoosely } from './looseYaml.ts';

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** A kustomization stands beside its patches, or in a folder above theirs. */
const mostLevels = 3;

/** Reads each kustomization once. */
export class Patches {
  readonly #byFolder = new Map<string, Promise<ReadonlyMap<string, string>>>();

  /** The name of the kustomization that has the file as a patch. */
  async of(file: string): Promise<string | undefined> {
    let folder = dirname(file);
    // By custom such a folder holds nothing else.
    if (basename(folder) === 'patches') return names[0];
    for (let level = 0; level < mostLevels; level += 1) {
      const found = (await this.#patchesOf(folder)).get(file);
      if (found !== undefined) return found;
      folder = dirname(folder);
    }
    return undefined;
  }

  #patchesOf(folder: string): Promise<ReadonlyMap<string, string>> {
    const known = this.#byFolder.get(folder) ?? readPatches(folder);
    this.#byFolder.set(folder, known);
    return known;
  }
}

async function readPatches(folder: string): Promise<ReadonlyMap<string, string>> {
  for (const name of names) {
    const text = await textOf(join(folder, name));
    if (text !== undefined) {
      return new Map(patchFiles(text).map((path) => [resolve(folder, path), name]));
    }
  }
  return new Map();
}

/** Undefined where there is none: whatever else keeps it from being read is no matter here. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

function patchFiles(text: string): string[] {
  const [document] = parseLoosely(text).documents;
  if (document === undefined || document.errors.length > 0) return [];
  const raw: unknown = document.toJS();
  const patches = ['patches', 'patchesJson6902'].flatMap((field) =>
    rawList(rawAt(raw, field)).map((patch) => rawText(rawAt(patch, 'path'))),
  );
  const merges = rawList(rawAt(raw, 'patchesStrategicMerge')).map(rawText);
  return [...patches, ...merges].filter((path) => path !== '' && !path.includes('\n'));
}
