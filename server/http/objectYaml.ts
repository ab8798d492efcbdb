import { stringify } from 'yaml';
import * as z from 'zod/mini';
import { ApiError } from '../cluster/apiError.ts';
import type { Source } from '../cluster/source.ts';
import { ProblemError } from './problem.ts';

/** The kinds a reader may look at: those Portolan reads anyway, so it can never ask for a Secret. */
const Kind = z.enum([
  'Service',
  'EndpointSlice',
  'Endpoints',
  'Pod',
  'Node',
  'Namespace',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'PersistentVolumeClaim',
  'NetworkPolicy',
  'Ingress',
  'IngressClass',
  'Gateway',
  'GatewayClass',
  'HTTPRoute',
  'GRPCRoute',
  'TCPRoute',
  'TLSRoute',
  'ReferenceGrant',
]);

/** @throws {ProblemError} when there is no such object, or it may not be read. */
export async function fetchYaml(
  source: Source,
  kind: string,
  namespace: string | undefined,
  name: string,
): Promise<string> {
  const known = Kind.safeParse(kind);
  if (!known.success) throw new ProblemError('notFound', `Portolan does not read ${kind} objects`);
  const object = await source
    .fetchObject({ kind: known.data, name, ...(namespace !== undefined && { namespace }) })
    .catch((error: unknown) => {
      throw problemOf(error);
    });
  if (!object)
    throw new ProblemError('notFound', `${kind} ${namespace ? `${namespace}/` : ''}${name}`);
  return stringify(object, { lineWidth: 0, aliasDuplicateObjects: false });
}

function problemOf(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const code = error.status === 403 ? 'forbidden' : 'clusterUnavailable';
  return new ProblemError(code, error.message, { cause: error });
}
