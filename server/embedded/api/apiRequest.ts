// One request on its way through the verbs.

import type { IncomingMessage } from 'node:http';

import { badRequest } from './errors.ts';
import type { AcceptedForm } from './negotiation.ts';
import type { AppliedConfigurations } from './patches/applyPatch.ts';
import type { ResourceTarget } from './requestInfo.ts';
import type { Store } from './store.ts';

/** Who asks. */
export interface User {
  username: string;
  groups: readonly string[];
}

export interface ApiRequest {
  store: Store;
  applied: AppliedConfigurations;
  target: ResourceTarget;
  query: URLSearchParams;
  form: AcceptedForm;
  incoming: IncomingMessage;
}

/** Throws ApiError 400 for any value but `All`, as the real server does. */
export function isDryRun(query: URLSearchParams): boolean {
  const values = query.getAll('dryRun').filter(Boolean);
  if (values.some((value) => value !== 'All')) {
    throw badRequest(`Invalid value: ${JSON.stringify(values)}: dryRun: Unsupported value`);
  }
  return values.length > 0;
}
