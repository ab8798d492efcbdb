import type { Finding } from '@portolan/shared/wire/finding.ts';

/** The fix as a command to copy. */
export function patchCommand({ kind, namespace, name }: Finding['object'], patch: string): string {
  const within = namespace === undefined ? '' : ` -n ${namespace}`;
  const quoted = `'${patch.replaceAll("'", String.raw`'\''`)}'`;
  return `kubectl patch ${kind.toLowerCase()} ${name}${within} -p ${quoted}`;
}
