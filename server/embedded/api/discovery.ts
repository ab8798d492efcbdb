// What the API says it serves: versions, groups, resources, and all of them at once (aggregated).

import type { ResourceType } from '../objects.ts';
import { reviewTypes } from './authorization.ts';
import type { AcceptedForm } from './negotiation.ts';
import { apiVersionOf } from './registry.ts';
import { subresourcesOf } from './subresources.ts';

const OBJECT_VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];
const VIEW_VERBS = ['get', 'patch', 'update'];

interface Subresource {
  verbs: readonly string[];
  /** Where the answer is of another kind than the object. */
  kind?: { group: string; version: string; kind: string };
}

const SUBRESOURCES = new Map<string, Subresource>([
  ['finalize', { verbs: ['update'] }],
  ['status', { verbs: VIEW_VERBS }],
  ['scale', { verbs: VIEW_VERBS, kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' } }],
  ['log', { verbs: ['get'] }],
  [
    'portforward',
    {
      verbs: ['create', 'get'],
      kind: { group: '', version: 'v1', kind: 'PodPortForwardOptions' },
    },
  ],
  [
    'exec',
    {
      verbs: ['create', 'get'],
      kind: { group: '', version: 'v1', kind: 'PodExecOptions' },
    },
  ],
  [
    'token',
    {
      verbs: ['create'],
      kind: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
    },
  ],
  ['eviction', { verbs: ['create'], kind: { group: 'policy', version: 'v1', kind: 'Eviction' } }],
  ['binding', { verbs: ['create'], kind: { group: '', version: 'v1', kind: 'Binding' } }],
]);

function verbsOf(type: ResourceType): readonly string[] {
  return reviewTypes.includes(type) ? ['create'] : OBJECT_VERBS;
}

function servedSubresources(type: ResourceType): [string, Subresource][] {
  return subresourcesOf(type).flatMap((name) => {
    const known = SUBRESOURCES.get(name);
    return known === undefined ? [] : [[name, known]];
  });
}

function subresourceEntry(
  { plural, namespaced, kind }: ResourceType,
  name: string,
  { verbs, kind: answer }: Subresource,
): object {
  return { name: `${plural}/${name}`, singularName: '', namespaced, kind, ...answer, verbs };
}

function resourceEntries(type: ResourceType): object[] {
  const { plural, singular, namespaced, kind, shortNames, categories } = type;
  const own = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs: verbsOf(type),
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
  };
  const parts = servedSubresources(type).map((part) => subresourceEntry(type, ...part));
  return [own, ...parts];
}

/** `/api/v1`, `/apis/apps/v1`; undefined when the group version is not served. */
export function resourceList(
  types: readonly ResourceType[],
  groupVersion: string,
): object | undefined {
  const served = types.filter((type) => apiVersionOf(type) === groupVersion);
  if (served.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion,
    resources: served.flatMap(resourceEntries),
  };
}

function versionsOf(types: readonly ResourceType[], group: string): string[] {
  return [...new Set(types.filter((type) => type.group === group).map((type) => type.version))];
}

function groupsOf(types: readonly ResourceType[]): string[] {
  return [...new Set(types.map((type) => type.group))].filter((group) => group !== '');
}

/** `/apis/apps`; undefined when the group is not served. */
export function apiGroup(types: readonly ResourceType[], name: string): object | undefined {
  const versions = versionsOf(types, name).map((version) => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  const [preferredVersion] = versions;
  if (preferredVersion === undefined) return undefined;
  return { kind: 'APIGroup', apiVersion: 'v1', name, versions, preferredVersion };
}

/** `/apis`. */
export function apiGroupList(types: readonly ResourceType[]): object {
  const groups = groupsOf(types).map((name) => apiGroup(types, name));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

/** `/api`; `address` is the host and port the client used. */
export function apiVersions(address: string): object {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
  };
}

function discovered(type: ResourceType): object {
  const { plural, singular, namespaced, group, version, kind, shortNames, categories } = type;
  return {
    resource: plural,
    responseKind: { group, version, kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: verbsOf(type),
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(servedSubresources(type).length > 0 && {
      subresources: servedSubresources(type).map(([subresource, { verbs, kind: answer }]) => ({
        subresource,
        responseKind: answer ?? { group, version, kind },
        verbs,
      })),
    }),
  };
}

/** `/api` or `/apis` in aggregated form: every group with every resource. */
export function aggregatedDiscovery(
  types: readonly ResourceType[],
  core: boolean,
  form: AcceptedForm,
): object {
  const groups = core ? [''] : groupsOf(types);
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${form.version ?? 'v2'}`,
    metadata: {},
    items: groups.map((group) => ({
      metadata: group === '' ? {} : { name: group },
      versions: versionsOf(types, group).map((version) => ({
        version,
        resources: types
          .filter((type) => type.group === group && type.version === version)
          .map(discovered),
        freshness: 'Current',
      })),
    })),
  };
}
