// What a manifest says it is, against what Kubernetes knows.
import { isRawObject } from '@portolan/shared/model/parse/rawObject.ts';
import { rawAt, rawText } from '@portolan/shared/simulate/rawFields.ts';
import { editDistance, nearestField } from '@portolan/shared/words/nearest.ts';
import { resourceTypes } from '../embedded/schema/resourceTypes.ts';

interface KindProblem {
  /**
   * `misspeltKind`: one of the same group is meant. `wrongAPIVersion`: the kind is in another group.
   * `retiredAPIVersion`: it was in this one, in versions that are no longer served.
   */
  code: 'misspeltKind' | 'wrongAPIVersion' | 'retiredAPIVersion';
  path: 'kind' | 'apiVersion';
  params: { apiVersion: string; kind: string; meant: string };
}

const groupOf = (apiVersion: string) => apiVersion.split('/').slice(0, -1).join('/');
const versionOf = ({ group, version }: { group: string; version: string }) =>
  group === '' ? version : `${group}/${version}`;

const kindsByGroup = new Map<string, string[]>();
for (const { group, kind } of resourceTypes) {
  kindsByGroup.set(group, [...(kindsByGroup.get(group) ?? []), kind]);
}

/** Groups that once held what others hold now. */
const retired: ReadonlySet<string> = new Set(['extensions']);
/** Has kinds that are none of these, and are near to them: UDPRoute. */
const openGroup = 'gateway.networking.k8s.io';
const mostLetters = 2;

/** Undefined for kinds there are, and for those of groups that are not Kubernetes' own. */
export function kindProblem(raw: unknown): KindProblem | undefined {
  const apiVersion = rawText(rawAt(raw, 'apiVersion'));
  const kind = rawText(rawAt(raw, 'kind'));
  const group = groupOf(apiVersion);
  const known = kindsByGroup.get(group);
  if (apiVersion === '' || kind === '' || known?.includes(kind)) return undefined;
  const own = resourceTypes.find((each) => each.kind === kind);
  const isRetired = retired.has(group);
  if (own !== undefined && (isRetired || known !== undefined)) {
    const params = { apiVersion, kind, meant: versionOf(own) };
    return {
      code: isRetired ? 'retiredAPIVersion' : 'wrongAPIVersion',
      path: 'apiVersion',
      params,
    };
  }
  const meant = known && meantKind(kind, known);
  if (meant === undefined) return undefined;
  if (group === openGroup && meant.toLowerCase() !== kind.toLowerCase()) return undefined;
  return { code: 'misspeltKind', path: 'kind', params: { apiVersion, kind, meant } };
}

function meantKind(kind: string, known: readonly string[]): string | undefined {
  const meant = nearestField(kind, known);
  if (meant === undefined) return undefined;
  return editDistance(kind.toLowerCase(), meant.toLowerCase()) <= mostLetters ? meant : undefined;
}

/**
 * Whether a document is none of a cluster's objects and not meant to be: values of a chart, the
 * chart, a list of patches, another tool's file.
 */
export function isOtherYAML(raw: unknown): boolean {
  if (!isRawObject(raw)) return true;
  const { apiVersion, kind, metadata } = raw;
  if (kind === undefined && apiVersion === undefined) {
    const keys = new Set(Object.keys(raw).map((key) => key.toLowerCase()));
    return !keys.has('kind') || !keys.has('apiversion');
  }
  if (kind !== undefined && apiVersion !== undefined) return false;
  if (metadata === undefined) return !isNearKind(kind);
  return kind !== undefined && !isNearKind(kind);
}

function isNearKind(kind: unknown): boolean {
  const all = resourceTypes.map((type) => type.kind);
  return typeof kind === 'string' && (all.includes(kind) || meantKind(kind, all) !== undefined);
}
