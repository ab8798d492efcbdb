import { invalid, type StatusCause } from '../api/errors.ts';
import type { Admission } from '../objects.ts';
import { modelOf } from './models.ts';
import { at } from './read.ts';
import {
  autoscalerCauses,
  claimCauses,
  disruptionBudgetCauses,
  keyedDataCauses,
  keyedDataUpdateCauses,
  roleBindingCauses,
  roleBindingUpdateCauses,
  storageClassCauses,
} from './validation/configuration.ts';
import { cronJobCauses, jobCauses, jobUpdateCauses } from './validation/jobs.ts';
import { metadataCauses } from './validation/metadata.ts';
import { podSpecCauses, podUpdateCauses } from './validation/pods.ts';
import { ingressCauses, networkPolicyCauses } from './validation/routing.ts';
import {
  replicationControllerCauses,
  selectingWorkloadCauses,
  selectorUpdateCauses,
  statefulSetUpdateCauses,
} from './validation/workloads.ts';

type Rule = (object: unknown) => StatusCause[];
type UpdateRule = (object: unknown, previous: unknown) => StatusCause[];

const rules = new Map<string, Rule>(
  Object.entries({
    ClusterRoleBinding: roleBindingCauses,
    ConfigMap: keyedDataCauses,
    CronJob: cronJobCauses,
    DaemonSet: selectingWorkloadCauses,
    Deployment: selectingWorkloadCauses,
    HorizontalPodAutoscaler: autoscalerCauses,
    Ingress: ingressCauses,
    Job: jobCauses,
    NetworkPolicy: networkPolicyCauses,
    PersistentVolumeClaim: claimCauses,
    Pod: (pod) => podSpecCauses('spec', at(pod, 'spec')),
    PodDisruptionBudget: disruptionBudgetCauses,
    ReplicaSet: selectingWorkloadCauses,
    ReplicationController: replicationControllerCauses,
    RoleBinding: roleBindingCauses,
    Secret: keyedDataCauses,
    StatefulSet: selectingWorkloadCauses,
    StorageClass: storageClassCauses,
  }),
);

const updateRules = new Map<string, UpdateRule>(
  Object.entries({
    ClusterRoleBinding: roleBindingUpdateCauses,
    ConfigMap: keyedDataUpdateCauses,
    DaemonSet: selectorUpdateCauses,
    Deployment: selectorUpdateCauses,
    Job: jobUpdateCauses,
    Pod: podUpdateCauses,
    ReplicaSet: selectorUpdateCauses,
    RoleBinding: roleBindingUpdateCauses,
    Secret: keyedDataUpdateCauses,
    StatefulSet: statefulSetUpdateCauses,
  }),
);

/**
 * Refuses, with every fault at once, what the API server would refuse of the kinds people write:
 * required fields, syntax, duplicates and what an update may not change. To be called after
 * `workloadDefaults`. Services, Endpoints and EndpointSlices have rules of their own elsewhere.
 * @throws ApiError 422 `Invalid` with a cause for each field at fault.
 */
export const requiredFields: Admission = ({ verb, resource, object, previous }) => {
  if (verb !== 'create' && verb !== 'update') return object;
  const builtIn = modelOf(resource) !== undefined;
  const rule = builtIn ? rules.get(resource.kind) : undefined;
  const updateRule = builtIn ? updateRules.get(resource.kind) : undefined;
  const causes = [
    ...metadataCauses(resource, object),
    ...(rule?.(object) ?? []),
    ...((previous !== undefined && updateRule?.(object, previous)) || []),
  ];
  if (causes.length > 0) throw invalid(resource, object.metadata.name, causes);
  return object;
};
