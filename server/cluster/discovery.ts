import * as z from 'zod';
import type { ApiClient } from './apiClient.ts';
import { ApiError, connectionError } from './apiError.ts';
import { parseJson } from './listPages.ts';
import { gatewayGroup, gatewayResources, type Resource } from './resources.ts';

const ApiGroup = z.object({ versions: z.array(z.object({ version: z.string() })) });
const ResourceList = z.object({ resources: z.array(z.object({ name: z.string() })) });

/** The newest stable first; a cluster's own order puts its preferred version there, not the stable one. */
const versionOrder: readonly string[] = ['v1', 'v1beta1', 'v1alpha3', 'v1alpha2'];

/**
 * The optional kinds (Gateway API) this cluster serves, each at its most stable version. Where
 * discovery is denied all of them are assumed: listing will tell.
 * @throws {ApiError} when the API server cannot be asked.
 */
export async function discoverGatewayKinds(
  api: ApiClient,
  signal: AbortSignal,
): Promise<readonly Resource[]> {
  try {
    const group = ApiGroup.parse(await getJson(api, `/apis/${gatewayGroup}`, signal));
    const served = new Set(group.versions.map(({ version }) => version));
    return await resourcesOf(
      api,
      versionOrder.filter((version) => served.has(version)),
      signal,
    );
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 404) return [];
    if (error.status === 403) return gatewayResources;
    throw error;
  }
}

async function resourcesOf(
  api: ApiClient,
  versions: readonly string[],
  signal: AbortSignal,
): Promise<readonly Resource[]> {
  const found = new Map<string, Resource>();
  for (const version of versions) {
    const list = ResourceList.parse(await getJson(api, `/apis/${gatewayGroup}/${version}`, signal));
    const names = new Set(list.resources.map(({ name }) => name));
    for (const resource of gatewayResources) {
      const wanted = names.has(resource.plural) && !found.has(resource.plural);
      if (wanted) found.set(resource.plural, { ...resource, version });
    }
  }
  return [...found.values()];
}

/**
 * One JSON document of the API.
 * @throws {ApiError} when it is refused, cut, or no JSON.
 */
export async function getJson(
  api: ApiClient,
  path: string,
  signal: AbortSignal,
  query: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const { body } = await api.get({ path, query, signal });
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of body) chunks.push(chunk);
  } catch (error) {
    signal.throwIfAborted();
    throw connectionError(error, path);
  }
  const value = parseJson(Buffer.concat(chunks).toString('utf8'));
  if (value !== undefined) return value;
  throw new ApiError({ code: 'notKubernetes', params: { status: 200, path } });
}
