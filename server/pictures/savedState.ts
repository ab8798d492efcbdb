// State that was saved to draw from later: `snapshot -o json`, or `topology -o json|yaml`, which knows
// less.
import { savedView } from '@portolan/shared/topology/savedView.ts';
import { Snapshot } from '@portolan/shared/wire/snapshot.ts';
import { Topology } from '@portolan/shared/wire/topology.ts';
import { parse } from 'yaml';
import type { ManifestFile } from '../manifests/readFiles.ts';
import { PictureError } from './pictureError.ts';

export interface SavedState {
  readonly snapshot: Snapshot;
  /** Some of it tells neither verdicts nor Pods. */
  readonly partial: boolean;
}

/**
 * Undefined when these are manifests. Of a Service that was saved twice the later counts.
 * @throws {PictureError} when a file is neither, or both kinds are given.
 */
export function savedStateOf(files: readonly ManifestFile[]): SavedState | undefined {
  const saved = files.filter(({ text }) => looksSaved(text));
  if (saved.length === 0) return undefined;
  const other = files.find((file) => !saved.includes(file));
  if (other) {
    throw new PictureError(
      'badRequest',
      `${saved[0]?.name} is saved state, ${other.name} is not: they cannot be drawn together`,
    );
  }
  const states = saved.map(readSaved);
  const services = new Map(
    states.flatMap(({ snapshot }) =>
      snapshot.services.map((view) => [`${view.namespace}/${view.name}`, view] as const),
    ),
  );
  const ordered = [...services].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, view]) => view);
  const unknown = states.flatMap(({ snapshot }) => snapshot.unknown);
  return {
    snapshot: { version: 1, services: ordered, unknown },
    partial: states.some(({ partial }) => partial),
  };
}

/** A manifest has a kind before anything else; what Portolan saves begins with its version. */
function looksSaved(text: string): boolean {
  return /^\s*\{\s*"version"\s*:/.test(text) || /^version: \d+\r?\n/.test(text);
}

function readSaved({ name, text }: ManifestFile): SavedState {
  const given = parsed(name, text);
  const snapshot = Snapshot.safeParse(given);
  if (snapshot.success) return { snapshot: snapshot.data, partial: false };
  const topology = Topology.safeParse(given);
  if (topology.success) {
    const services = topology.data.services.map(savedView);
    return { snapshot: { ...topology.data, services }, partial: true };
  }
  const [issue] = topology.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  throw new PictureError(
    'badRequest',
    `${name} is no saved state of Portolan: ${place === '' ? '' : `${place}: `}${issue?.message ?? 'it cannot be read'}`,
  );
}

function parsed(name: string, text: string): unknown {
  try {
    return text.trimStart().startsWith('{') ? JSON.parse(text) : parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PictureError('badRequest', `${name} cannot be read: ${reason}`);
  }
}
