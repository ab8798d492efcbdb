// A selector that is one pair away from the labels of Pods that are there.

import type { Labels } from '../model/metadata.ts';
import { isPart, isSlip } from './likeness.ts';

export interface NearMiss {
  key: string;
  value: string;
  /** What the Pods have instead. */
  foundKey: string;
  foundValue: string;
  /** `slip`: a letter or two; `kin`: another key for the same name, or a longer name. */
  likeness: 'slip' | 'kin';
}

/** Undefined when more than one pair differs, or the one that does is not alike. */
export function nearMissOf(selector: Labels, labels: Labels): NearMiss | undefined {
  const differing = [...selector].filter(([key, value]) => labels.get(key) !== value);
  const [pair] = differing;
  if (pair === undefined || differing.length > 1) return undefined;
  const [key, value] = pair;
  const found = labels.get(key);
  if (found === undefined) return otherKey(selector, labels, key, value);
  const near = { key, value, foundKey: key, foundValue: found };
  if (isSlip(value, found)) return { ...near, likeness: 'slip' };
  return isPart(value, found) ? { ...near, likeness: 'kin' } : undefined;
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
    const near = { key, value, foundKey, foundValue };
    if (isSlip(key, foundKey)) return { ...near, likeness: 'slip' };
    if (nameKeys.has(key) && nameKeys.has(foundKey)) return { ...near, likeness: 'kin' };
  }
  return undefined;
}
