import type { Workload } from '../cluster.ts';
import type { Fields } from './fields.ts';
import { parseLabelSelector } from './labelSelector.ts';
import { parseMetadata } from './metadata.ts';

const most = Number.MAX_SAFE_INTEGER;

export function parseWorkload(object: Fields, kind: Workload['kind']): Workload {
  const spec = object.child('spec');
  const status = object.child('status');
  const workload: Workload = {
    kind,
    metadata: parseMetadata(object, 'namespaced'),
    ...parseReplicas(spec, status, kind),
    selector: parseLabelSelector(spec.child('selector')),
    templateLabels: spec.child('template').child('metadata').labels('labels'),
  };
  const serviceName = kind === 'StatefulSet' ? spec.nonEmpty('serviceName') : undefined;
  if (serviceName !== undefined) workload.serviceName = serviceName;
  return workload;
}

function parseReplicas(
  spec: Fields,
  status: Fields,
  kind: Workload['kind'],
): Pick<Workload, 'replicas' | 'readyReplicas'> {
  if (kind === 'DaemonSet') {
    return {
      replicas: status.integer('desiredNumberScheduled', 0, most) ?? 0,
      readyReplicas: status.integer('numberReady', 0, most) ?? 0,
    };
  }
  return {
    // The API server's default.
    replicas: spec.integer('replicas', 0, most) ?? 1,
    readyReplicas: status.integer('readyReplicas', 0, most) ?? 0,
  };
}
