// Role-based access control, decided from the RBAC objects in the store.
import type { AccessAttributes, AccessRule, Authorizer } from '../api/authorization.ts';
import type { ObjectStore } from '../objects.ts';
import { rulesFor } from './policyRules.ts';

/** Allows what a rule of the user's allows; nothing is ever denied. */
export function rbacAuthorizer(store: ObjectStore): Authorizer {
  return {
    allows: (asked) =>
      rulesFor(store, asked.user, asked.namespace).some((rule) => allows(rule, asked)),
    rules: (user, namespace) => rulesFor(store, user, namespace),
  };
}

function allows(rule: AccessRule, asked: AccessAttributes): boolean {
  return (
    has(rule.verbs, asked.verb) &&
    has(rule.apiGroups, asked.group) &&
    coversResource(rule.resources, asked) &&
    // A list or a create names nothing, so a rule for names does not allow it.
    (rule.resourceNames.length === 0 ||
      (asked.name !== undefined && rule.resourceNames.includes(asked.name)))
  );
}

function has(allowed: readonly string[], asked: string): boolean {
  return allowed.includes('*') || allowed.includes(asked);
}

/** A resource does not include its subresources; `*` includes everything. */
function coversResource(
  allowed: readonly string[],
  { resource, subresource }: AccessAttributes,
): boolean {
  if (subresource === undefined) return has(allowed, resource);
  return has(allowed, `${resource}/${subresource}`) || allowed.includes(`*/${subresource}`);
}
