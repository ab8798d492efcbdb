// The fix of a finding, as a reader can use it: a command, or the lines to write into a manifest.
import type { Finding } from '../wire/finding.ts';

type Patch = NonNullable<Finding['fix']>['patch'];

/**
 * `kubectl patch`, quoted for a POSIX shell. A list is merged by its keys (`strategic`); without one
 * a plain merge says the same, and custom resources take no other.
 */
export function patchCommand({ kind, namespace, name }: Finding['object'], patch: string): string {
  const within = namespace === undefined ? '' : ` -n ${namespace}`;
  const type = hasList(JSON.parse(patch)) ? 'strategic' : 'merge';
  const quoted = `'${patch.replaceAll("'", String.raw`'\''`)}'`;
  return `kubectl patch ${kind.toLowerCase()} ${name}${within} --type=${type} -p ${quoted}`;
}

function hasList(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.values(value).some(hasList);
}

/** The patch as YAML; what it takes away has `null`. */
export function patchYaml(patch: NonNullable<Patch>): string {
  return yamlLines(JSON.parse(patch)).join('\n');
}

function yamlLines(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => indented(yamlLines(each), '- '));
  if (typeof value !== 'object' || value === null) return [scalar(value)];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null
      ? [`${scalar(key)}:`].concat(indented(yamlLines(inner), '  '))
      : `${scalar(key)}: ${scalar(inner)}`,
  );
}

function indented(lines: readonly string[], first: string): string[] {
  return lines.map((line, index) => `${index === 0 ? first : '  '}${line}`);
}

/** JSON is YAML; a plain word needs no quotes, unless it could be taken for something else. */
function scalar(value: unknown): string {
  const isPlain =
    typeof value === 'string' &&
    /^[a-z][\w./-]*$/i.test(value) &&
    !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}
