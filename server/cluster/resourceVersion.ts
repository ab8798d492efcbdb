const decimal = /^(0|[1-9]\d*)$/;

/**
 * Whether resourceVersion `a` is older (-1), the same (0) or newer (1) than `b`. Undefined when
 * either is not a decimal number: then nothing can be said. (Kubernetes' own resources promise
 * comparable numbers, of any length.)
 */
export function compareVersions(a: string, b: string): -1 | 0 | 1 | undefined {
  if (a === b) return 0;
  if (!decimal.test(a) || !decimal.test(b)) return undefined;
  if (a.length !== b.length) return a.length < b.length ? -1 : 1;
  return a < b ? -1 : 1;
}
