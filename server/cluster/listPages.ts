import * as z from 'zod';
import type { ApiClient } from './apiClient.ts';
import { ApiError, connectionError } from './apiError.ts';

const ListPage = z.object({
  metadata: z.object({
    resourceVersion: z.string().min(1),
    continue: z.string().optional(),
  }),
  // Go writes an empty list as null.
  items: z.array(z.unknown()).nullable(),
});

/** Bytes of one page: Node cannot hold a text of 512 MiB, and a page is parsed in one go. */
const longestPage = 1 << 27;

export interface ListRequest {
  path: string;
  /** Objects per page. */
  limit: number;
  /** No state older than this is accepted; absent: the latest there is (a quorum read). */
  notOlderThan?: string;
  signal: AbortSignal;
}

export interface Page {
  /** The same for every page of one list. */
  resourceVersion: string;
  items: readonly unknown[];
}

/**
 * A complete list, page by page.
 * @throws {ApiError} `expired` when the list took longer than the server keeps its history (F5),
 * `tooLarge` when a page is more than we hold.
 */
export async function* listPages(api: ApiClient, request: ListRequest): AsyncGenerator<Page> {
  let next: string | undefined;
  do {
    const { body } = await api.get({
      path: request.path,
      query: pageQuery(request, next),
      signal: request.signal,
    });
    const page = parsePage(await readText(body, request), request.path);
    yield { resourceVersion: page.metadata.resourceVersion, items: page.items ?? [] };
    next = page.metadata.continue;
  } while (next !== undefined && next !== '');
}

/** A `continue` token carries its version: the server refuses both together. */
function pageQuery({ limit, notOlderThan }: ListRequest, next: string | undefined) {
  if (next !== undefined) return { limit: `${limit}`, continue: next };
  if (notOlderThan === undefined) return { limit: `${limit}` };
  return {
    limit: `${limit}`,
    resourceVersion: notOlderThan,
    resourceVersionMatch: 'NotOlderThan',
  };
}

async function readText(body: AsyncIterable<Uint8Array>, request: ListRequest): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      length += chunk.length;
      if (length > longestPage) {
        throw new ApiError({ code: 'tooLarge', params: { path: request.path, bytes: length } });
      }
      chunks.push(chunk);
    }
  } catch (error) {
    request.signal.throwIfAborted();
    throw connectionError(error, request.path);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsePage(text: string, path: string): z.infer<typeof ListPage> {
  const page = ListPage.safeParse(parseJson(text));
  if (page.success) return page.data;
  throw new ApiError({ code: 'notKubernetes', params: { status: 200, path } });
}

/** Undefined when it is not JSON, which no JSON text means. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
