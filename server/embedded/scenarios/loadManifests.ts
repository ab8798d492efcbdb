// Manifests into the store, as `kubectl apply --validate=strict` would put them there.

import { expandList } from '@portolan/shared/model/parse/rawObject.ts';
import { type Document, parseAllDocuments } from 'yaml';

import { decodeObject } from '../api/decode.ts';
import { ApiError } from '../api/errors.ts';
import { isJsonObject } from '../api/json.ts';
import type { Store } from '../api/store.ts';
import type { KubeObject } from '../objects.ts';
import { mergeManifest } from './mergeManifest.ts';

export interface ManifestFile {
  name: string;
  text: string;
}

/** What could not be loaded; the rest of the files was. */
export interface ManifestProblem {
  file: string;
  /** Counted from 1. */
  document: number;
  /** Line in the file, counted from 1, where it is known. */
  line?: number;
  /** `Kind/namespace/name`, as far as it can be told. */
  object?: string;
  message: string;
  /** The fields at fault, where single ones are; `message` without the field. */
  fields?: { path: string; message: string }[];
}

interface Item {
  file: string;
  document: number;
  line: number;
  raw: unknown;
}

/** Kinds that others need to be there first; everything else goes in the order of the files. */
const FIRST = ['Namespace', 'Node', 'StorageClass', 'ConfigMap', 'ServiceAccount'];

/**
 * Loads what it can and returns what it could not. Order of files and documents does not matter.
 * Namespaces that no file gives are made, and said in `log`, as files are often for one that is there.
 */
export function loadManifests(
  store: Store,
  files: readonly ManifestFile[],
  log: (message: string) => void,
): ManifestProblem[] {
  const problems: ManifestProblem[] = [];
  const items = files
    .flatMap((file) => readItems(file, problems))
    .toSorted((left, right) => rank(left.raw) - rank(right.raw));
  const loadAll = (some: readonly Item[]): void => {
    for (const item of some) {
      const problem = load(store, item);
      if (problem !== undefined) problems.push(problem);
    }
  };
  loadAll(items.filter(({ raw }) => rank(raw) === 0));
  const made = makeNamespaces(store, items);
  if (made.length > 0) log(`No file has a Namespace object for ${made.join(', ')}: created.`);
  loadAll(items.filter(({ raw }) => rank(raw) > 0));
  return problems;
}

/** Makes those that objects are in and that are not there; their names. */
function makeNamespaces(store: Store, items: readonly Item[]): string[] {
  const names = new Set(items.flatMap(({ raw }) => namespaceOf(store, raw) ?? []));
  return [...names].filter((name) => {
    if (store.get({ plural: 'namespaces', name }) !== undefined) return false;
    const namespace: unknown = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
    try {
      apply(store, namespace);
      return true;
    } catch {
      // No name for a namespace: the objects in it say so.
      return false;
    }
  });
}

/** The one an object of a kind the store knows asks for. */
function namespaceOf(store: Store, raw: unknown): string | undefined {
  if (!isJsonObject(raw)) return undefined;
  const { apiVersion, kind, metadata } = raw;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const namespace = isJsonObject(metadata) ? metadata['namespace'] : undefined;
  const isNamespaced = store.registry.ofKind(apiVersion, kind)?.namespaced === true;
  return isNamespaced && typeof namespace === 'string' && namespace !== '' ? namespace : undefined;
}

function rank(raw: unknown): number {
  const index = FIRST.indexOf(String(isJsonObject(raw) ? raw['kind'] : ''));
  return index < 0 ? FIRST.length : index;
}

function readItems({ name, text }: ManifestFile, problems: ManifestProblem[]): Item[] {
  const lines = lineFinder(text);
  // An empty file comes back as an empty stream rather than as documents.
  const documents: readonly Document[] = [...parseAllDocuments(text)];
  return documents.flatMap((document, index) => {
    const at = { file: name, document: index + 1 };
    const [error] = document.errors;
    if (error !== undefined) {
      problems.push({ ...at, line: lines(error.pos[0]), message: error.message });
      return [];
    }
    const value: unknown = document.toJS();
    // Nothing between two separators, or comments alone.
    if (value === null || value === undefined) return [];
    const line = lines(document.contents?.range?.[0] ?? 0);
    return expandList(value).map(({ raw, context }) => {
      const whole = isJsonObject(raw) ? { ...context, ...raw } : raw;
      return { file: name, document: index + 1, line, raw: whole };
    });
  });
}

function lineFinder(text: string): (offset: number) => number {
  return (offset) => text.slice(0, offset).split('\n').length;
}

function load(store: Store, item: Item): ManifestProblem | undefined {
  try {
    apply(store, item.raw);
    return undefined;
  } catch (error) {
    const { file, document, line } = item;
    const object = nameOf(item.raw);
    const message = error instanceof Error ? error.message : String(error);
    const fields = fieldsAtFault(error);
    return {
      file,
      document,
      line,
      ...(object !== '' && { object }),
      message,
      ...(fields.length > 0 && { fields }),
    };
  }
}

function fieldsAtFault(error: unknown): NonNullable<ManifestProblem['fields']> {
  const causes = error instanceof ApiError ? error.status.details?.causes : undefined;
  return (causes ?? []).flatMap(({ field, message }) =>
    field === undefined ? [] : [{ path: field, message }],
  );
}

function nameOf(raw: unknown): string {
  if (!isJsonObject(raw)) return '';
  const { kind, metadata } = raw;
  const { namespace, name, generateName } = isJsonObject(metadata) ? metadata : {};
  return [kind, namespace, name ?? generateName]
    .filter((part) => typeof part === 'string')
    .join('/');
}

function apply(store: Store, raw: unknown): void {
  if (!isJsonObject(raw)) throw new Error('a manifest is an object with apiVersion and kind');
  const { apiVersion, kind } = raw;
  if (typeof apiVersion !== 'string') throw new Error('apiVersion not set');
  if (typeof kind !== 'string') throw new Error('kind not set');
  const type = store.registry.ofKind(apiVersion, kind);
  if (type === undefined) {
    throw new Error(`no matches for kind "${kind}" in version "${apiVersion}"`);
  }
  const { object } = decodeObject(type, raw, 'Strict');
  const namespace = type.namespaced ? object.metadata.namespace || 'default' : undefined;
  const existing = store.find(type, namespace, object.metadata.name);
  if (existing === undefined) store.create(object);
  else store.update(asObject(existing, mergeManifest(existing, object)));
}

/** The merge keeps what makes an object one. */
function asObject(existing: KubeObject, merged: Record<string, unknown>): KubeObject {
  const metadata = mergeManifest(existing.metadata, merged['metadata']);
  const { apiVersion, kind } = existing;
  const { name, resourceVersion, namespace } = existing.metadata;
  return {
    ...merged,
    apiVersion,
    kind,
    metadata: {
      ...metadata,
      name,
      ...(namespace !== undefined && { namespace }),
      ...(resourceVersion !== undefined && { resourceVersion }),
    },
  };
}
