// What is served outside resources: health, version, discovery, OpenAPI.

import type { IncomingMessage } from 'node:http';

import type { ResourceType } from '../objects.ts';
import { openApiV3Document, openApiV3Index } from '../schema/openapi.ts';
import {
  aggregatedDiscovery,
  apiGroup,
  apiGroupList,
  apiVersions,
  resourceList,
} from './discovery.ts';
import type { AcceptedForm } from './negotiation.ts';
import type { Reply } from './reply.ts';

const HEALTH = new Set(['/healthz', '/livez', '/readyz']);

const VERSION = {
  major: '1',
  minor: '34',
  gitVersion: 'v1.34.0+portolan',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '2025-08-27T10:09:04Z',
  goVersion: 'go1.24.6',
  compiler: 'gc',
  platform: 'linux/amd64',
};

function found(body: object | undefined): Reply | undefined {
  return body === undefined ? undefined : { code: 200, body };
}

function discoveryRoot(
  types: readonly ResourceType[],
  path: '/api' | '/apis',
  form: AcceptedForm,
  address: string,
): Reply {
  if (form.as === 'APIGroupDiscoveryList') {
    const body = aggregatedDiscovery(types, path === '/api', form);
    const contentType = `application/json;g=apidiscovery.k8s.io;v=${form.version ?? 'v2'};as=APIGroupDiscoveryList`;
    return { code: 200, body, contentType };
  }
  return { code: 200, body: path === '/api' ? apiVersions(address) : apiGroupList(types) };
}

const GROUP = /^\/apis\/([^/]+)$/;
const GROUP_VERSION = /^\/(?:api\/(v1)|apis\/([^/]+\/[^/]+))$/;

function discovery(types: readonly ResourceType[], path: string): Reply | undefined {
  const [, group] = GROUP.exec(path) ?? [];
  if (group !== undefined) return found(apiGroup(types, group));
  const [, core, grouped] = GROUP_VERSION.exec(path) ?? [];
  const groupVersion = core ?? grouped;
  return groupVersion === undefined ? undefined : found(resourceList(types, groupVersion));
}

function openApi(types: readonly ResourceType[], path: string): Reply | undefined {
  if (path === '/openapi/v3') return found(openApiV3Index(types));
  return found(openApiV3Document(path.slice('/openapi/v3/'.length), types));
}

/** Undefined when nothing is at the path. `types` are all that discovery shows. */
export function servePath(
  types: readonly ResourceType[],
  path: string,
  form: AcceptedForm,
  request: IncomingMessage,
): Reply | undefined {
  if (HEALTH.has(path)) return { code: 200, body: 'ok' };
  if (path === '/version') return { code: 200, body: VERSION };
  if (path === '/api' || path === '/apis') {
    return discoveryRoot(types, path, form, request.headers.host ?? '');
  }
  if (path.startsWith('/openapi/v3')) return openApi(types, path);
  return discovery(types, path);
}
