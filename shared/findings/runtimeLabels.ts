// Labels that no template gives: operators and the applications put them on Pods that run.

const roles: ReadonlySet<string> = new Set([
  'active',
  'follower',
  'leader',
  'master',
  'primary',
  'replica',
  'secondary',
  'slave',
  'standby',
]);

const roleKey =
  /(^|[-_./])(role|leader|active|primary|master|sealed|initialized|standby|instancerole)$/i;

/** Whether a selector asks by this label for the Pod that has a part right now, e.g. `role=master`. */
export function isRuntimeLabel(key: string, value: string): boolean {
  if (roles.has(value.toLowerCase())) return true;
  return roleKey.test(key) && (value === 'true' || value === 'false');
}
