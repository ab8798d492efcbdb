// What the API answers when it refuses: Kubernetes `Status` objects, worded as the real server words them.

import type { ResourceType } from '../objects.ts';

/** One field at fault in a 422; `field` is a path such as `spec.ports[0].nodePort`. */
export interface StatusCause {
  /** `FieldValueRequired`, `FieldValueInvalid`, `FieldValueDuplicate`, `FieldValueForbidden`, … */
  reason: string;
  /** Without the field, e.g. `Invalid value: 99999: must be between 1 and 65535`. */
  message: string;
  field?: string;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  /** Seconds. */
  retryAfterSeconds?: number;
}

export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: Record<string, never>;
  status: 'Failure' | 'Success';
  message?: string;
  reason?: string;
  details?: StatusDetails;
  /** The HTTP status code. */
  code?: number;
}

/** A refused request; `status` is what the client gets. */
export class ApiError extends Error {
  readonly status: Status;

  constructor(status: Status) {
    super(status.message ?? status.reason ?? 'refused');
    this.name = 'ApiError';
    this.status = status;
  }

  get code(): number {
    return this.status.code ?? 500;
  }
}

/** The type's parts that errors name. */
export type NamedType = Pick<ResourceType, 'group' | 'plural' | 'kind'>;

/** A failure of any code; `details` only when there is something to say. */
export function failure(
  code: number,
  reason: string,
  message: string,
  details?: StatusDetails,
): ApiError {
  return new ApiError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details && { details }),
    code,
  });
}

/** `deployments.apps`, or `pods` in the core group. */
function qualified(name: string, group: string): string {
  return group === '' ? name : `${name}.${group}`;
}

function resourceDetails(type: NamedType, name: string): StatusDetails {
  return { ...(name && { name }), ...(type.group && { group: type.group }), kind: type.plural };
}

export function notFound(type: NamedType, name: string): ApiError {
  const message = `${qualified(type.plural, type.group)} "${name}" not found`;
  return failure(404, 'NotFound', message, resourceDetails(type, name));
}

/** A path that serves nothing; kubectl knows it by this wording. */
export function unknownPath(): ApiError {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {});
}

export function alreadyExists(type: NamedType, name: string): ApiError {
  const message = `${qualified(type.plural, type.group)} "${name}" already exists`;
  return failure(409, 'AlreadyExists', message, resourceDetails(type, name));
}

function conflict(type: NamedType, name: string, why: string): ApiError {
  const message = `Operation cannot be fulfilled on ${qualified(type.plural, type.group)} "${name}": ${why}`;
  return failure(409, 'Conflict', message, resourceDetails(type, name));
}

/** The resourceVersion given is no longer the object's. */
export function modified(type: NamedType, name: string): ApiError {
  return conflict(
    type,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

/** A precondition (`UID`, `ResourceVersion`) that does not hold. */
export function preconditionFailed(
  type: NamedType,
  name: string,
  what: 'UID' | 'ResourceVersion',
  wanted: string,
  found: string,
): ApiError {
  const why = `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found}`;
  return conflict(type, name, why);
}

/** A 422 naming every field at fault; its message says the same only once. */
export function invalid(type: NamedType, name: string, causes: StatusCause[]): ApiError {
  const told = causes.map((cause) =>
    cause.field === undefined ? cause.message : `${cause.field}: ${cause.message}`,
  );
  const faults = [...new Set(told)];
  const listed = faults.length === 1 ? faults[0] : `[${faults.join(', ')}]`;
  const message = `${qualified(type.kind, type.group)} "${name}" is invalid: ${listed}`;
  return failure(422, 'Invalid', message, {
    ...(name && { name }),
    ...(type.group && { group: type.group }),
    kind: type.kind,
    causes,
  });
}

export function badRequest(message: string): ApiError {
  return failure(400, 'BadRequest', message);
}

/** A stream that is asked for without HTTP Upgrade. */
export function upgradeRequired(): ApiError {
  return badRequest('Upgrade request required');
}

export function forbidden(type: NamedType, name: string, why: string): ApiError {
  const subject = qualified(type.plural, type.group);
  const message = name
    ? `${subject} "${name}" is forbidden: ${why}`
    : `${subject} is forbidden: ${why}`;
  return failure(403, 'Forbidden', message, resourceDetails(type, name));
}

/** Credentials that are not known. */
export function unauthorized(): ApiError {
  return failure(401, 'Unauthorized', 'Unauthorized');
}

export function methodNotAllowed(): ApiError {
  return failure(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

export function notAcceptable(offered: readonly string[]): ApiError {
  const message = `only the following media types are accepted: ${offered.join(', ')}`;
  return failure(406, 'NotAcceptable', message);
}

export function unsupportedMediaType(offered: readonly string[]): ApiError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${offered.join(', ')}`;
  return failure(415, 'UnsupportedMediaType', message);
}

export function bodyTooLarge(limitBytes: number): ApiError {
  return failure(
    413,
    'RequestEntityTooLarge',
    `Request entity too large: limit is ${limitBytes}`,
    {},
  );
}

/** The log no longer reaches back to `asked`. */
export function tooOld(asked: number, oldest: number): ApiError {
  return failure(410, 'Expired', `too old resource version: ${asked} (${oldest})`);
}

/** A continue token whose list can no longer be rebuilt. */
export function continueExpired(): ApiError {
  return failure(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
  );
}

/** A resourceVersion this API has not reached, e.g. one handed out by another server. */
export function tooLarge(asked: number, current: number): ApiError {
  return failure(504, 'Timeout', `Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}

export function internalError(message: string): ApiError {
  return failure(500, 'InternalError', `Internal error occurred: ${message}`);
}

/** The Status that says a DELETE removed the object. */
export function deleted(type: NamedType, name: string, uid: string | undefined): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { ...resourceDetails(type, name), ...(uid !== undefined && { uid }) },
  };
}
