// The verbs on resources, once a request is known to be allowed.

import type { ServerResponse } from 'node:http';

import type { Tokens } from '../access/tokens.ts';
import type { KubeObject } from '../objects.ts';
import type { ApiRequest } from './apiRequest.ts';
import { deleteCollection, deleteObject } from './deleteVerbs.ts';
import { methodNotAllowed, unknownPath, upgradeRequired } from './errors.ts';
import type { Fault } from './faults.ts';
import { isJsonObject } from './json.ts';
import { listPage } from './lists.ts';
import { type PodLog, bindPod, evictPod } from './podActions.ts';
import type { Reply } from './reply.ts';
import {
  type Representation,
  type TableOf,
  includedObject,
  representList,
  representObject,
} from './representation.ts';
import type { Verb } from './requestInfo.ts';
import { requestFilter } from './selectors.ts';
import type { Store } from './store.ts';
import { subresourcesOf, viewOf } from './subresources.ts';
import { serveWatch } from './watch.ts';
import { requestToken } from './tokenRequest.ts';
import { createObject, patchObject, updateObject } from './writeVerbs.ts';

export interface VerbOptions {
  store: Store;
  toTable: TableOf;
  /** Wall clock, milliseconds since the epoch. */
  clock: () => number;
  bookmarkIntervalMs: number;
  podLog: PodLog;
  tokens: Tokens;
}

export class ResourceVerbs {
  private readonly options: VerbOptions;

  constructor(options: VerbOptions) {
    this.options = options;
  }

  /** Throws ApiError for what is refused. */
  async answer(verb: Exclude<Verb, 'watch'>, request: ApiRequest): Promise<Reply> {
    switch (verb) {
      case 'get':
        return this.get(request);
      case 'list':
        return this.list(request);
      case 'create':
        return request.target.subresource === undefined
          ? this.shaped(request, await createObject(request))
          : act(request, this.options.tokens);
      case 'update':
        return this.shaped(request, await updateObject(request));
      case 'patch':
        return this.shaped(request, await patchObject(request));
      case 'delete':
        return deleteObject(request);
      case 'deletecollection':
      default:
        return deleteCollection(request);
    }
  }

  watch(request: ApiRequest, response: ServerResponse, fault: Fault): void {
    const { target, query } = request;
    const { type, namespace, name } = target;
    const filter = requestFilter(query);
    serveWatch({
      store: this.options.store,
      scope: {
        type,
        ...(namespace !== undefined && { namespace }),
        ...(name !== undefined && { name }),
        ...(filter && { filter }),
      },
      representation: this.representation(request),
      query,
      response,
      bookmarkIntervalMs: this.options.bookmarkIntervalMs,
      fault,
    });
  }

  private representation({ target, form, query }: ApiRequest): Representation {
    const { toTable, clock } = this.options;
    return { type: target.type, form, toTable, now: clock, includeObject: includedObject(query) };
  }

  private get(request: ApiRequest): Reply {
    const { store, target } = request;
    const { type, namespace, name = '', subresource } = target;
    const object = store.require(type, namespace, name);
    if (subresource === 'log' && subresourcesOf(type).includes('log')) {
      return { code: 200, body: this.options.podLog(object, containerOf(request)) };
    }
    if (isStream(request)) throw upgradeRequired();
    const view = viewOf(type, subresource);
    if (view === undefined) throw unknownPath();
    return this.shaped(request, { code: 200, body: view.read(type, object) });
  }

  private list(request: ApiRequest): Reply {
    const { store, target, query } = request;
    const page = listPage(store, target.type, target.namespace, query);
    return { code: 200, body: representList(this.representation(request), page) };
  }

  /** An object in the form the client asked for; views such as Scale stay as they are. */
  private shaped(request: ApiRequest, reply: Reply): Reply {
    const { body } = reply;
    if (!isStored(body, request)) return reply;
    return { ...reply, body: representObject(this.representation(request), body) };
  }
}

function isStored(body: object | string, { target }: ApiRequest): body is KubeObject {
  return isJsonObject(body) && target.subresource !== 'scale';
}

/** Is it served to those only who upgrade the connection? */
function isStream({ target: { type, subresource } }: ApiRequest): boolean {
  return type.kind === 'Pod' && (subresource === 'portforward' || subresource === 'exec');
}

function containerOf({ query }: ApiRequest): string | undefined {
  return query.get('container') ?? undefined;
}

async function act(request: ApiRequest, tokens: Tokens): Promise<Reply> {
  const { type, subresource = '' } = request.target;
  if (!subresourcesOf(type).includes(subresource)) throw unknownPath();
  if (subresource === 'eviction') return evictPod(request);
  if (subresource === 'binding') return bindPod(request);
  if (isStream(request)) throw upgradeRequired();
  if (subresource === 'token') return requestToken(request, tokens);
  throw methodNotAllowed();
}
