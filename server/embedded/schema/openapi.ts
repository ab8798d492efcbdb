import { createHash } from 'node:crypto';

import type { ResourceType } from '../objects.ts';
import { groupVersionPath, kindPaths } from './openapiPaths.ts';
import { componentSchemas, type Schema } from './openapiSchemas.ts';

/** What `/openapi/v3` answers: where each group version's document is. */
export interface OpenApiIndex {
  paths: Record<string, { serverRelativeURL: string }>;
}

/** One group version's document. */
export interface OpenApiDocument {
  openapi: '3.0.0';
  info: { title: string; version: string };
  paths: Record<string, Schema>;
  components: { schemas: Record<string, Schema> };
}

interface Published {
  index?: OpenApiIndex;
  documents: Map<string, OpenApiDocument>;
}

// Built when first asked for, and once per list of types: clients ask again at every start.
const published = new WeakMap<readonly ResourceType[], Published>();

function publishedFor(types: readonly ResourceType[]): Published {
  const known = published.get(types) ?? { documents: new Map<string, OpenApiDocument>() };
  published.set(types, known);
  return known;
}

/** The documents there are for these types. Clients cache a document for ever by the hash in its URL. */
export function openApiV3Index(types: readonly ResourceType[]): OpenApiIndex {
  const known = publishedFor(types);
  known.index ??= {
    paths: Object.fromEntries(
      [...new Set(types.map(groupVersionPath))].map((path) => {
        const text = JSON.stringify(openApiV3Document(path, types));
        const hash = createHash('sha256').update(text).digest('hex').toUpperCase();
        return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }];
      }),
    ),
  };
  return known.index;
}

/**
 * The document of one group version, by the path its objects start with (`api/v1`,
 * `apis/apps/v1`); undefined when no type is served there.
 */
export function openApiV3Document(
  path: string,
  types: readonly ResourceType[],
): OpenApiDocument | undefined {
  const { documents } = publishedFor(types);
  const served = types.filter((type) => groupVersionPath(type) === path);
  if (served.length === 0) return undefined;
  const document = documents.get(path) ?? buildDocument(served);
  documents.set(path, document);
  return document;
}

function buildDocument(types: readonly ResourceType[]): OpenApiDocument {
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1' },
    paths: Object.assign({}, ...types.map(kindPaths)),
    components: { schemas: componentSchemas(types) },
  };
}
