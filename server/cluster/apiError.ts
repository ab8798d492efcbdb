import type { Params } from '@portolan/shared/words/say.ts';

/** Why a source is not live; the words for each are in `shared/words/source.ts`. */
export type ProblemCode =
  | 'unauthorized'
  | 'forbidden'
  | 'anonymous'
  | 'tls'
  | 'refused'
  | 'timeout'
  | 'dns'
  | 'unreachable'
  | 'reset'
  | 'proxy'
  | 'plainHttp'
  | 'throttled'
  | 'serverError'
  | 'notKubernetes'
  | 'notFound'
  | 'expired'
  | 'tooLarge'
  | 'execPlugin'
  | 'execNotAllowed'
  | 'credentialFile'
  | 'authProvider'
  | 'kubeconfigMissing'
  | 'kubeconfigInvalid'
  | 'noContext'
  | 'contextMissing'
  | 'clusterMissing'
  | 'userMissing';

export interface Problem {
  code: ProblemCode;
  params: Params;
}

/** What an API server's refusal adds to the problem. */
export interface Refusal {
  /** HTTP status. */
  status?: number;
  /** Milliseconds, from `Retry-After`. */
  retryAfter?: number;
  /** The server knows only older history than was asked for (ResourceVersionTooLarge). */
  tooNew?: boolean;
}

/** Expected trouble with an API server or with what is needed to reach it. */
export class ApiError extends Error {
  readonly problem: Problem;
  readonly refusal: Refusal;

  constructor(problem: Problem, refusal: Refusal = {}, cause?: unknown) {
    super(`${problem.code} ${JSON.stringify(problem.params)}`, { cause });
    this.name = 'ApiError';
    this.problem = problem;
    this.refusal = refusal;
  }

  get status(): number | undefined {
    return this.refusal.status;
  }
}

const socketCodes: ReadonlyMap<string, ProblemCode> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ETIMEDOUT', 'timeout'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
]);

/** OpenSSL and Node name every certificate trouble differently; these are the ones a cure follows from. */
const certificateReasons: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'notYetValid'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrongName'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unknownAuthority'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unknownAuthority'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'unknownAuthority'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknownAuthority'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unknownAuthority'],
  ['CERT_SIGNATURE_FAILURE', 'unknownAuthority'],
  ['CERT_REVOKED', 'revoked'],
]);

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** What a failed connection means. `server` is the URL it was meant for (F23: TLS trouble is named, never worked around). */
export function connectionError(error: unknown, server: string): ApiError {
  if (error instanceof ApiError) return error;
  const code = errorCode(error);
  const certificate = certificateReasons.get(code);
  if (certificate !== undefined) return tlsError(server, certificate, code, error);
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code.startsWith('ERR_OSSL')) {
    return tlsError(server, 'handshake', code, error);
  }
  const known = socketCodes.get(code);
  return new ApiError({ code: known ?? 'reset', params: { server, detail: code } }, {}, error);
}

function tlsError(server: string, reason: string, detail: string, cause: unknown): ApiError {
  return new ApiError({ code: 'tls', params: { server, reason, detail } }, {}, cause);
}
