// RFC 9457 problem JSON. Every code the server answers with, and its status, in one table.
import type { Response } from 'express';

export const problems = {
  badRequest: { status: 400, title: 'The request is not of the form this address takes' },
  notFound: { status: 404, title: 'There is no such thing' },
  forbidden: { status: 403, title: 'The cluster does not allow Portolan to read this' },
  crossOrigin: { status: 403, title: 'Requests from other web pages are refused' },
  misdirected: { status: 421, title: 'The Host is not one this server answers to' },
  methodNotAllowed: { status: 405, title: 'This address does not take that method' },
  tooLarge: { status: 413, title: 'The request body is too large' },
  notReadYet: { status: 503, title: 'The cluster has not been read yet' },
  clusterUnavailable: { status: 502, title: 'The Kubernetes API did not answer' },
  internal: { status: 500, title: 'Portolan failed to answer' },
} as const;

export type ProblemCode = keyof typeof problems;

/** Expected trouble on its way to the reader. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  constructor(code: ProblemCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}

export function sendProblem(response: Response, code: ProblemCode, detail?: string): void {
  const { status, title } = problems[code];
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title, status, code, ...(detail && { detail }) }));
}
