// One HTTP request from the URL to the verb that answers it.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import type { ResourceType } from '../objects.ts';
import { type Authentication, userOf } from '../access/authentication.ts';
import type { ApiRequest, User } from './apiRequest.ts';
import { answerReview, authorize, reviewTypes } from './authorization.ts';
import { failure, methodNotAllowed, unknownPath } from './errors.ts';
import type { Fault, FaultHook } from './faults.ts';
import { type AcceptedForm, acceptedForm } from './negotiation.ts';
import { AppliedConfigurations } from './patches/applyPatch.ts';
import { servePath } from './paths.ts';
import { Registry } from './registry.ts';
import type { Reply } from './reply.ts';
import { readObject } from './requestBody.ts';
import { type Verb, parseTarget, verbOf } from './requestInfo.ts';
import { ResourceVerbs, type VerbOptions } from './resourceVerbs.ts';
import { respond, respondError } from './respond.ts';

export interface HandlerOptions extends VerbOptions, Authentication {
  faults: FaultHook;
}

function isReview(type: ResourceType): boolean {
  return reviewTypes.some(({ group, kind }) => group === type.group && kind === type.kind);
}

export class RequestHandler {
  private readonly options: HandlerOptions;
  private readonly applied = new AppliedConfigurations();
  private readonly verbs: ResourceVerbs;
  private readonly open = new Set<ServerResponse>();
  /** Stored types and reviews: all that has a URL. */
  private readonly served: Registry;

  constructor(options: HandlerOptions) {
    this.options = options;
    this.verbs = new ResourceVerbs(options);
    const stored = options.store.registry.types;
    const added = reviewTypes.filter(
      (review) => !stored.some(({ group, kind }) => group === review.group && kind === review.kind),
    );
    this.served = new Registry([...stored, ...added]);
    options.store.follow(({ type, object }) => {
      if (type === 'DELETED') this.applied.forget(object.metadata.uid ?? '');
    });
  }

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.serve(incoming, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else respondError(response, error);
    }
  }

  close(): void {
    for (const response of this.open) response.destroy();
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://embedded');
    const method = incoming.method ?? 'GET';
    const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname;
    const target = parseTarget(this.served, path);
    const verb = target && verbOf(method, target, url.searchParams);
    const fault = this.options.faults({
      method,
      path,
      ...(verb && { verb }),
      ...(target && { plural: target.type.plural }),
      ...(target?.namespace !== undefined && { namespace: target.namespace }),
    });
    if (fault !== undefined && (await suffers(fault, response))) return;
    const form = acceptedForm(incoming.headers.accept);
    if (target === undefined) {
      this.user(incoming);
      respond(response, this.servePath(method, path, form, incoming), form.encoding);
      return;
    }
    if (verb === undefined) throw methodNotAllowed();
    const { store } = this.options;
    const query = url.searchParams;
    const request = { store, applied: this.applied, target, query, form, incoming };
    await this.serveVerb(verb, request, response, fault ?? {});
  }

  private servePath(
    method: string,
    path: string,
    form: AcceptedForm,
    incoming: IncomingMessage,
  ): Reply {
    const reply = servePath(this.served.types, path, form, incoming);
    if (reply === undefined) throw unknownPath();
    if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed();
    return reply;
  }

  private async serveVerb(
    verb: Verb,
    request: ApiRequest,
    response: ServerResponse,
    fault: Fault,
  ): Promise<void> {
    const { target, form } = request;
    const user = this.user(request.incoming);
    if (isReview(target.type)) {
      respond(response, await this.review(verb, request, user), form.encoding);
      return;
    }
    authorize(this.options.authorizer, user, verb, target);
    if (verb === 'watch') this.watch(request, response, fault);
    else respond(response, await this.verbs.answer(verb, request), form.encoding);
  }

  /** @throws {ApiError} 401 or 403. */
  private user(incoming: IncomingMessage): User {
    return userOf(incoming, this.options);
  }

  private watch(request: ApiRequest, response: ServerResponse, fault: Fault): void {
    this.open.add(response);
    response.once('close', () => this.open.delete(response));
    this.verbs.watch(request, response, fault);
  }

  private async review(verb: Verb, request: ApiRequest, user: User): Promise<Reply> {
    if (verb !== 'create') throw methodNotAllowed();
    const body = await readObject(request.incoming);
    const { kind } = request.target.type;
    return { code: 201, body: answerReview(kind, body, user, this.options.authorizer) };
  }
}

/** True when the request is over by it. */
async function suffers(fault: Fault, response: ServerResponse): Promise<boolean> {
  if (fault.delayMs !== undefined) await delay(fault.delayMs);
  if (fault.drop) {
    response.destroy();
    return true;
  }
  if (fault.status !== undefined) {
    const reason = fault.status === 429 ? 'TooManyRequests' : 'InternalError';
    throw failure(fault.status, reason, 'a fault was injected');
  }
  return false;
}
