import type { ModelObject } from '../model/object.ts';
import type { RawObject } from './rawObject.ts';

export interface FileWorldOptions {
  /** For objects of namespaced kinds that name none; default `default`. */
  namespace?: string;
}

export interface FileProblem {
  /** Index into the objects given. */
  index: number;
  code: string;
  /** Field path, where one field is at fault. */
  path?: string;
  params: Readonly<Record<string, string | number | boolean>>;
}

export interface FileWorld {
  /** Everything given and everything made up; made-up fields are in `metadata.simulated`. */
  objects: ModelObject[];
  problems: FileProblem[];
}

/** The cluster those manifests would become (DESIGN "The world from files"). Order does not matter. */
export function worldFromFiles(
  _raws: readonly RawObject[],
  _options: FileWorldOptions = {},
): FileWorld {
  return { objects: [], problems: [] };
}
