// Values that a tool fills in before a manifest is applied.
import { isRawObject } from '@portolan/shared/model/parse/rawObject.ts';

/** As envsubst, Flux, Kustomize and their like know their variables. */
const placeholder = /\$\{[^}]+\}|\$\([\w.-]+\)|\$[A-Z_][A-Z0-9_]+|\{\{.*\}\}/;

/** The first in a text, or in the values of a map such as labels. */
export function placeholderIn(value: unknown): string | undefined {
  if (typeof value === 'string') return placeholder.exec(value)?.[0];
  if (!isRawObject(value)) return undefined;
  return Object.values(value).flatMap((each) =>
    typeof each === 'string' ? (placeholder.exec(each)?.[0] ?? []) : [],
  )[0];
}
