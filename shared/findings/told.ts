// What files say of themselves and what is deduced from their objects, each fault once.
import type { Finding } from '../wire/finding.ts';

/** Of `deduced`, what `written` has not told already: the same field, or the one a misspelt one meant. */
export function notToldBy(written: readonly Finding[], deduced: readonly Finding[]): Finding[] {
  if (written.length === 0) return [...deduced];
  const told = new Set(written.flatMap((finding) => [fieldOf(finding), meantField(finding)]));
  return deduced.filter((finding) => finding.path === undefined || !told.has(fieldOf(finding)));
}

function fieldOf({ object, path = '' }: Finding): string {
  return [object.kind, object.namespace ?? '', object.name, path].join('\u0000');
}

/** What a misspelt field was meant to say is not missing as well. */
function meantField(finding: Finding): string {
  const { path = '', params } = finding;
  const { field, meant } = params;
  if (typeof field !== 'string' || typeof meant !== 'string' || !path.endsWith(field)) return '';
  return fieldOf({ ...finding, path: path.slice(0, path.length - field.length) + meant });
}
