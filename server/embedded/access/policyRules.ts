// The rules that RBAC objects give a user: https://kubernetes.io/docs/reference/access-authn-authz/rbac/
import type { User } from '../api/apiRequest.ts';
import type { AccessRule } from '../api/authorization.ts';
import { fieldOf, valueAt } from '../api/json.ts';
import type { KubeObject, ObjectStore } from '../objects.ts';

export const rbacGroup = 'rbac.authorization.k8s.io';

/** Everything is allowed to them, whatever the roles say. */
export const mastersGroup = 'system:masters';

const everything: AccessRule = {
  verbs: ['*'],
  apiGroups: ['*'],
  resources: ['*'],
  resourceNames: [],
  nonResourceURLs: ['*'],
};

function reviews(apiGroup: string, ...resources: string[]): AccessRule {
  return {
    verbs: ['create'],
    apiGroups: [apiGroup],
    resources,
    resourceNames: [],
    nonResourceURLs: [],
  };
}

/** What every cluster lets every user who proved to be one: to ask about itself, and discovery. */
const basics: readonly AccessRule[] = [
  reviews('authorization.k8s.io', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews'),
  reviews('authentication.k8s.io', 'selfsubjectreviews'),
  {
    verbs: ['get'],
    apiGroups: [],
    resources: [],
    resourceNames: [],
    nonResourceURLs: [
      '/api',
      '/api/*',
      '/apis',
      '/apis/*',
      '/healthz',
      '/livez',
      '/openapi',
      '/openapi/*',
      '/readyz',
      '/version',
      '/version/',
    ],
  },
];

/** What the user may do in the namespace, or with `undefined` at the cluster scope. */
export function rulesFor(
  store: ObjectStore,
  user: User,
  namespace: string | undefined,
): AccessRule[] {
  if (user.groups.includes(mastersGroup)) return [everything];
  const bindings = store.list({ plural: 'clusterrolebindings', group: rbacGroup });
  const local =
    namespace === undefined
      ? []
      : store.list({ plural: 'rolebindings', group: rbacGroup, namespace });
  const given = [...bindings, ...local]
    .filter((binding) =>
      listOf(binding['subjects']).some((subject) => isMeant(subject, user, binding)),
    )
    .flatMap((binding) => rulesOf(roleOf(store, binding)));
  return user.groups.includes('system:authenticated') ? [...basics, ...given] : given;
}

function isMeant(subject: unknown, user: User, binding: KubeObject): boolean {
  const name = text(subject, 'name');
  switch (text(subject, 'kind')) {
    case 'User':
      return name === user.username;
    case 'Group':
      return user.groups.includes(name);
    case 'ServiceAccount': {
      const namespace = text(subject, 'namespace') || binding.metadata.namespace;
      return user.username === serviceAccountName(namespace ?? '', name);
    }
    default:
      return false;
  }
}

/** How a ServiceAccount is called as a user. */
export function serviceAccountName(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** A role that is not there gives nothing. */
function roleOf(store: ObjectStore, binding: KubeObject): KubeObject | undefined {
  const name = text(binding['roleRef'], 'name');
  if (text(binding['roleRef'], 'kind') === 'ClusterRole') {
    return store.get({ plural: 'clusterroles', group: rbacGroup, name });
  }
  const { namespace } = binding.metadata;
  if (namespace === undefined) return undefined;
  return store.get({ plural: 'roles', group: rbacGroup, namespace, name });
}

function rulesOf(role: KubeObject | undefined): AccessRule[] {
  return listOf(role?.['rules']).map((rule) => ({
    verbs: texts(rule, 'verbs'),
    apiGroups: texts(rule, 'apiGroups'),
    resources: texts(rule, 'resources'),
    resourceNames: texts(rule, 'resourceNames'),
    nonResourceURLs: texts(rule, 'nonResourceURLs'),
  }));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown, field: string): string {
  const found = fieldOf(value, field);
  return typeof found === 'string' ? found : '';
}

function texts(value: unknown, field: string): string[] {
  return listOf(valueAt(value, [field])).filter((each) => typeof each === 'string');
}
