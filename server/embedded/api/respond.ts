// Writing answers.

import type { ServerResponse } from 'node:http';

import { stringify } from 'yaml';

import { ApiError, type Status, internalError } from './errors.ts';
import type { AcceptedForm } from './negotiation.ts';
import type { Reply } from './reply.ts';

/** Quotes and control characters would break the header's quoted string. */
function warningHeader(text: string): string {
  const escaped = text.replaceAll(/[^\x20-\x7e]/g, '?').replaceAll(/["\\]/g, String.raw`\$&`);
  return `299 - "${escaped}"`;
}

function warningHeaders(warnings: readonly string[]): Record<string, string[]> {
  return warnings.length > 0 ? { warning: warnings.map(warningHeader) } : {};
}

function encode(body: object, encoding: AcceptedForm['encoding']): string {
  return encoding === 'yaml' ? stringify(body) : JSON.stringify(body);
}

function contentTypeOf({ body, contentType }: Reply, encoding: AcceptedForm['encoding']): string {
  if (contentType !== undefined) return contentType;
  return typeof body === 'string' ? 'text/plain; charset=utf-8' : `application/${encoding}`;
}

export function respond(
  response: ServerResponse,
  reply: Reply,
  encoding: AcceptedForm['encoding'],
): void {
  if (response.headersSent || response.destroyed) return;
  const text = typeof reply.body === 'string' ? reply.body : encode(reply.body, encoding);
  response.writeHead(reply.code, {
    'content-type': contentTypeOf(reply, encoding),
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-cache, private',
    ...warningHeaders(reply.warnings ?? []),
  });
  response.end(text);
}

/** What the client is told of a failure: the refusal itself, or 500 for what nobody foresaw. */
export function statusOf(error: unknown): Status {
  if (error instanceof ApiError) return error.status;
  return internalError(error instanceof Error ? error.message : String(error)).status;
}

export function respondError(response: ServerResponse, error: unknown): void {
  const status = statusOf(error);
  respond(response, { code: status.code ?? 500, body: status }, 'json');
}
