// POST serviceaccounts/NAME/token, as `kubectl create token` asks.

import type { Tokens } from '../access/tokens.ts';
import type { ApiRequest } from './apiRequest.ts';
import { invalid } from './errors.ts';
import { fieldOf, valueAt } from './json.ts';
import type { Reply } from './reply.ts';
import { readObject } from './requestBody.ts';

const HOUR = 3600;
const SHORTEST = 600;

const requestType = {
  group: 'authentication.k8s.io',
  plural: 'tokenrequests',
  kind: 'TokenRequest',
};

export async function requestToken(
  { store, target, incoming }: ApiRequest,
  tokens: Tokens,
): Promise<Reply> {
  const { type, namespace = '', name = '' } = target;
  const body = await readObject(incoming);
  store.require(type, namespace, name);
  const asked = valueAt(body, ['spec', 'expirationSeconds']);
  const seconds = typeof asked === 'number' ? asked : HOUR;
  if (seconds < SHORTEST) {
    const message = `Invalid value: ${seconds}: may not specify a duration less than 10 minutes`;
    throw invalid(requestType, name, [
      { reason: 'FieldValueInvalid', message, field: 'spec.expirationSeconds' },
    ]);
  }
  const { token, expires } = tokens.issue(namespace, name, seconds);
  const expirationTimestamp = new Date(expires).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    code: 201,
    body: {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { name, namespace },
      spec: { ...Object(fieldOf(body, 'spec')), expirationSeconds: seconds },
      status: { token, expirationTimestamp },
    },
  };
}
