import type { Request } from 'express';
import { ProblemError } from './problem.ts';

/** Names as Kubernetes allows them, so that none can climb out of a path (F53). */
const namePattern = /^[A-Za-z0-9]([A-Za-z0-9._:-]{0,251}[A-Za-z0-9])?$/;

/** @throws {ProblemError} when the parameter of the path is no such name. */
export function nameFrom(request: Request, parameter: string): string {
  const value = request.params[parameter];
  if (typeof value === 'string' && namePattern.test(value)) return value;
  throw new ProblemError('badRequest', `${parameter} is not a Kubernetes name`);
}
