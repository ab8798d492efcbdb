// Who may do what, and the reviews by which clients ask.

import type { ResourceType } from '../objects.ts';
import type { User } from './apiRequest.ts';
import { badRequest, forbidden } from './errors.ts';
import { fieldOf, isJsonObject, valueAt } from './json.ts';
import type { ResourceTarget, Verb } from './requestInfo.ts';

/** One question: may this user do that? Paths outside resources are not asked about. */
export interface AccessAttributes {
  user: User;
  verb: string;
  group: string;
  /** Plural, or `*`. */
  resource: string;
  subresource?: string;
  /** Absent for the cluster scope. */
  namespace?: string;
  name?: string;
}

/** One rule of what a user may do; `*` stands for all. */
export interface AccessRule {
  verbs: readonly string[];
  apiGroups: readonly string[];
  /** Plurals, or `plural/subresource`. */
  resources: readonly string[];
  /** Empty: every name. */
  resourceNames: readonly string[];
  nonResourceURLs: readonly string[];
}

/** Decides who may do what. */
export interface Authorizer {
  allows(attributes: AccessAttributes): boolean;
  /** All that a user may do in a namespace, or with `undefined` at the cluster scope. */
  rules(user: User, namespace: string | undefined): readonly AccessRule[];
}

/** Throws ApiError 403 in the real server's words. */
export function authorize(
  authorizer: Authorizer,
  user: User,
  verb: Verb,
  { type, namespace, name, subresource }: ResourceTarget,
): void {
  const allowed = authorizer.allows({
    user,
    verb,
    group: type.group,
    resource: type.plural,
    ...(subresource !== undefined && { subresource }),
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
  });
  if (allowed) return;
  const resource = subresource === undefined ? type.plural : `${type.plural}/${subresource}`;
  const where =
    namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const why = `User "${user.username}" cannot ${verb} resource "${resource}" in API group "${type.group}" ${where}`;
  throw forbidden(type, name ?? '', why);
}

function text(value: unknown, field: string): string | undefined {
  const found = fieldOf(value, field);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function attributesOf(user: User, asked: unknown): AccessAttributes {
  const namespace = text(asked, 'namespace');
  const name = text(asked, 'name');
  const subresource = text(asked, 'subresource');
  return {
    user,
    verb: text(asked, 'verb') ?? '*',
    group: text(asked, 'group') ?? '',
    resource: text(asked, 'resource') ?? '*',
    ...(subresource !== undefined && { subresource }),
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
  };
}

function accessStatus(authorizer: Authorizer, user: User, spec: unknown): object {
  const asked = fieldOf(spec, 'resourceAttributes');
  if (asked === undefined) return { allowed: true };
  return authorizer.allows(attributesOf(user, asked)) ? { allowed: true } : { allowed: false };
}

function reviewedUser(spec: unknown): User {
  const groups = fieldOf(spec, 'groups');
  return {
    username: text(spec, 'user') ?? '',
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
  };
}

function rulesStatus(authorizer: Authorizer, user: User, spec: unknown): object {
  const namespace = text(spec, 'namespace');
  if (namespace === undefined) throw badRequest('no namespace on request');
  const rules = authorizer.rules(user, namespace);
  return {
    resourceRules: rules.filter(({ resources }) => resources.length > 0).map(resourceRule),
    nonResourceRules: rules
      .filter(({ nonResourceURLs }) => nonResourceURLs.length > 0)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
  };
}

function resourceRule({ verbs, apiGroups, resources, resourceNames }: AccessRule): object {
  const rule = { verbs, apiGroups, resources };
  return resourceNames.length > 0 ? { ...rule, resourceNames } : rule;
}

function reviewType(group: string, kind: string, namespaced: boolean): ResourceType {
  return {
    group,
    version: 'v1',
    kind,
    plural: `${kind.toLowerCase()}s`,
    singular: kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced,
    subresources: [],
  };
}

/** Kinds that are asked, never stored: create is their only verb. */
export const reviewTypes: readonly ResourceType[] = [
  reviewType('authentication.k8s.io', 'SelfSubjectReview', false),
  reviewType('authorization.k8s.io', 'LocalSubjectAccessReview', true),
  reviewType('authorization.k8s.io', 'SelfSubjectAccessReview', false),
  reviewType('authorization.k8s.io', 'SelfSubjectRulesReview', false),
  reviewType('authorization.k8s.io', 'SubjectAccessReview', false),
];

/** The review with its answer in status. */
export function answerReview(
  kind: string,
  body: unknown,
  user: User,
  authorizer: Authorizer,
): object {
  if (!isJsonObject(body)) throw badRequest(`${kind}: the body is not an object`);
  const spec = valueAt(body, ['spec']);
  const review = { ...body, metadata: {} };
  switch (kind) {
    case 'SelfSubjectReview':
      return { ...review, status: { userInfo: user } };
    case 'SelfSubjectRulesReview':
      return { ...review, status: rulesStatus(authorizer, user, spec) };
    case 'SelfSubjectAccessReview':
      return { ...review, status: accessStatus(authorizer, user, spec) };
    default:
      return { ...review, status: accessStatus(authorizer, reviewedUser(spec), spec) };
  }
}
