/** How a strategic merge patch treats one field. */
export interface MergeRule {
  /** The field that tells one item of a list from another; absent for lists of plain values. */
  mergeKey?: string;
  /** `retainKeys`: the patch's `$retainKeys` name all that may stay of a one-of. */
  strategy: 'merge' | 'replace' | 'retainKeys' | 'merge,retainKeys';
}

const by = (mergeKey: string): MergeRule => ({ mergeKey, strategy: 'merge' });
const values: MergeRule = { strategy: 'merge' };
const retainKeys: MergeRule = { strategy: 'retainKeys' };
const container: readonly (readonly [string, MergeRule])[] = [
  ['env', by('name')],
  ['ports', by('containerPort')],
  ['volumeDevices', by('devicePath')],
  ['volumeMounts', by('mountPath')],
];
const conditions = [['conditions', by('type')]] as const;

/**
 * The models do not carry `patchStrategy` and `patchMergeKey`; these are those of the API's types,
 * by model class and field. A list that is not here is replaced whole.
 */
export const mergeRules = new Map<string, ReadonlyMap<string, MergeRule>>(
  Object.entries({
    V1APIServiceStatus: conditions,
    V1Container: container,
    V1ContainerStatus: [['volumeMounts', by('mountPath')]],
    V1CSINodeSpec: [['drivers', by('name')]],
    V1DaemonSetStatus: conditions,
    V1DeploymentSpec: [['strategy', retainKeys]],
    V1DeploymentStatus: conditions,
    V1EphemeralContainer: container,
    V1FlowSchemaStatus: conditions,
    V1JobStatus: conditions,
    V1MutatingWebhook: [['matchConditions', by('name')]],
    V1MutatingWebhookConfiguration: [['webhooks', by('name')]],
    V1NamespaceStatus: conditions,
    V1NodeSpec: [['podCIDRs', values]],
    V1NodeStatus: [...conditions, ['addresses', by('type')]],
    V1ObjectMeta: [
      ['finalizers', values],
      ['ownerReferences', by('uid')],
    ],
    V1PersistentVolumeClaimStatus: conditions,
    V1PodDisruptionBudgetStatus: conditions,
    V1PodDisruptionBudgetSpec: [['selector', { strategy: 'replace' }]],
    V1PodSpec: [
      ['containers', by('name')],
      ['ephemeralContainers', by('name')],
      ['hostAliases', by('ip')],
      ['imagePullSecrets', by('name')],
      ['initContainers', by('name')],
      ['resourceClaims', { mergeKey: 'name', strategy: 'merge,retainKeys' }],
      ['schedulingGates', by('name')],
      ['topologySpreadConstraints', by('topologyKey')],
      ['volumes', { mergeKey: 'name', strategy: 'merge,retainKeys' }],
    ],
    V1PodStatus: [
      ...conditions,
      ['hostIPs', by('ip')],
      ['podIPs', by('ip')],
      ['resourceClaimStatuses', { mergeKey: 'name', strategy: 'merge,retainKeys' }],
    ],
    V1PriorityLevelConfigurationStatus: conditions,
    V1ReplicaSetStatus: conditions,
    V1ReplicationControllerStatus: conditions,
    V1ServiceAccount: [['secrets', by('name')]],
    V1ServiceCIDRStatus: conditions,
    V1ServiceSpec: [['ports', by('port')]],
    V1ServiceStatus: conditions,
    V1StatefulSetStatus: conditions,
    V1ValidatingAdmissionPolicySpec: [
      ['matchConditions', by('name')],
      ['variables', by('name')],
    ],
    V1ValidatingWebhook: [['matchConditions', by('name')]],
    V1ValidatingWebhookConfiguration: [['webhooks', by('name')]],
    V2HorizontalPodAutoscalerStatus: conditions,
  } satisfies Record<string, readonly (readonly [string, MergeRule])[]>).map(([model, fields]) => [
    model,
    new Map<string, MergeRule>(fields),
  ]),
);

/** The rule for one field of a model class; undefined for what is merged by field or replaced whole. */
export function mergeRule(model: string, field: string): MergeRule | undefined {
  return mergeRules.get(model)?.get(field);
}
