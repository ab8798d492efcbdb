// A selector that is one pair away from the labels of Pods that are there.

import type { Labels } from '../model/metadata.ts';
import { isPart, isSlip } from './likeness.ts';
import { isRuntimeLabel } from './runtimeLabels.ts';

export interface NearMiss {
  key: string;
  value: string;
  /** What the Pods have instead; absent where they have no label of this key at all. */
  found?: { key: string; value: string };
  /**
   * `slip`: a letter or two; `kin`: another key for the same name, a longer name, or one label too
   * many beside the name.
   */
  likeness: 'slip' | 'kin';
}

/** Undefined when more than one pair differs, or the one that does is not alike. */
export function nearMissOf(selector: Labels, labels: Labels): NearMiss | undefined {
  const differing = [...selector].filter(([key, value]) => labels.get(key) !== value);
  const [pair] = differing;
  if (pair === undefined || differing.length > 1) return undefined;
  const [key, value] = pair;
  const found = labels.get(key);
  if (found === undefined) {
    return otherKey(selector, labels, key, value) ?? tooMany(selector, key, value);
  }
  const near = { key, value, found: { key, value: found } };
  if (isSlip(value, found)) return { ...near, likeness: 'slip' };
  return isPart(value, found) ? { ...near, likeness: 'kin' } : undefined;
}

/** All else agrees, and among it what names the application. */
function tooMany(selector: Labels, key: string, value: string): NearMiss | undefined {
  const isNamed = [...selector.keys()].some((each) => each !== key && nameKeys.has(each));
  return isNamed && !isRuntimeLabel(key, value) ? { key, value, likeness: 'kin' } : undefined;
}

/** Keys by which charts name an application. */
const nameKeys: ReadonlySet<string> = new Set([
  'app',
  'k8s-app',
  'name',
  'run',
  'app.kubernetes.io/name',
]);

function otherKey(
  selector: Labels,
  labels: Labels,
  key: string,
  value: string,
): NearMiss | undefined {
  for (const [foundKey, foundValue] of labels) {
    if (foundValue !== value || selector.has(foundKey)) continue;
    const near = { key, value, found: { key: foundKey, value: foundValue } };
    if (isSlip(key, foundKey)) return { ...near, likeness: 'slip' };
    if (nameKeys.has(key) && nameKeys.has(foundKey)) return { ...near, likeness: 'kin' };
  }
  return undefined;
}
