// The order in which protobuf numbers each message's fields, as the API's Go types tag them
// (`protobuf:"bytes,1,opt,name=…"`): the one thing the models do not say.
//
// By model class; the first name is field 1. `-` is a number without a field, `name*` a scalar that
// is sent only when it is set (a pointer in Go), `+Message` an embedded message whose fields stand
// beside the others in JSON. Kinds clients write are here with all they hold, but for status and
// the volumes of single vendors.
const rows: Readonly<Record<string, string>> = {
  AuthenticationV1TokenRequest: 'metadata spec status',
  CoreV1EndpointPort: 'name port protocol appProtocol*',
  CoreV1Event:
    'metadata involvedObject reason message source firstTimestamp lastTimestamp count type eventTime series action related reportingComponent reportingInstance',
  CoreV1EventSeries: 'count lastObservedTime',
  CoreV1ResourceClaim: 'name request',
  DiscoveryV1EndpointPort: 'name* protocol* port* appProtocol*',
  RbacV1Subject: 'kind apiGroup name namespace',
  V1Affinity: 'nodeAffinity podAffinity podAntiAffinity',
  V1AggregationRule: 'clusterRoleSelectors',
  V1AppArmorProfile: 'type localhostProfile*',
  V1Binding: 'metadata target',
  V1BoundObjectReference: 'kind apiVersion name uid',
  V1CSIPersistentVolumeSource:
    'driver volumeHandle readOnly fsType volumeAttributes controllerPublishSecretRef nodeStageSecretRef nodePublishSecretRef controllerExpandSecretRef nodeExpandSecretRef',
  V1CSIVolumeSource: 'driver readOnly* fsType* volumeAttributes nodePublishSecretRef',
  V1Capabilities: 'add drop',
  V1ClientIPConfig: 'timeoutSeconds*',
  V1ClusterRole: 'metadata rules aggregationRule',
  V1ClusterRoleBinding: 'metadata subjects roleRef',
  V1ClusterTrustBundleProjection: 'name* signerName* labelSelector path optional*',
  V1ConfigMap: 'metadata data binaryData immutable*',
  V1ConfigMapEnvSource: '+V1LocalObjectReference optional*',
  V1ConfigMapKeySelector: '+V1LocalObjectReference key optional*',
  V1ConfigMapProjection: '+V1LocalObjectReference items - optional*',
  V1ConfigMapVolumeSource: '+V1LocalObjectReference items defaultMode* optional*',
  V1Container:
    'name image command args workingDir ports env resources volumeMounts livenessProbe readinessProbe lifecycle terminationMessagePath imagePullPolicy securityContext stdin stdinOnce tty envFrom terminationMessagePolicy volumeDevices startupProbe resizePolicy restartPolicy* restartPolicyRules',
  V1ContainerPort: 'name hostPort containerPort protocol hostIP',
  V1ContainerResizePolicy: 'resourceName restartPolicy',
  V1ContainerRestartRule: 'action exitCodes',
  V1ContainerRestartRuleOnExitCodes: 'operator values',
  V1CronJob: 'metadata spec status',
  V1CronJobSpec:
    'schedule startingDeadlineSeconds* concurrencyPolicy suspend* jobTemplate successfulJobsHistoryLimit* failedJobsHistoryLimit* timeZone*',
  V1DaemonSet: 'metadata spec status',
  V1DaemonSetSpec: 'selector template updateStrategy minReadySeconds - revisionHistoryLimit*',
  V1DaemonSetUpdateStrategy: 'type rollingUpdate',
  V1DeleteOptions:
    'gracePeriodSeconds* preconditions orphanDependents* propagationPolicy* dryRun ignoreStoreReadErrorWithClusterBreakingPotential*',
  V1Deployment: 'metadata spec status',
  V1DeploymentSpec:
    'replicas* selector template strategy minReadySeconds revisionHistoryLimit* paused - progressDeadlineSeconds*',
  V1DeploymentStrategy: 'type rollingUpdate',
  V1DownwardAPIProjection: 'items',
  V1DownwardAPIVolumeFile: 'path fieldRef resourceFieldRef mode*',
  V1DownwardAPIVolumeSource: 'items defaultMode*',
  V1EmptyDirVolumeSource: 'medium sizeLimit*',
  V1Endpoint: 'addresses conditions hostname* targetRef deprecatedTopology nodeName* zone* hints',
  V1EndpointAddress: 'ip targetRef hostname nodeName*',
  V1EndpointConditions: 'ready* serving* terminating*',
  V1EndpointHints: 'forZones forNodes',
  V1EndpointSlice: 'metadata endpoints ports addressType',
  V1EndpointSubset: 'addresses notReadyAddresses ports',
  V1Endpoints: 'metadata subsets',
  V1EnvFromSource: 'prefix configMapRef secretRef',
  V1EnvVar: 'name value valueFrom',
  V1EnvVarSource: 'fieldRef resourceFieldRef configMapKeyRef secretKeyRef fileKeyRef',
  V1EphemeralContainer: '+V1EphemeralContainerCommon targetContainerName',
  V1EphemeralContainerCommon:
    'name image command args workingDir ports env resources volumeMounts livenessProbe readinessProbe lifecycle terminationMessagePath imagePullPolicy securityContext stdin stdinOnce tty envFrom terminationMessagePolicy volumeDevices startupProbe resizePolicy restartPolicy* restartPolicyRules',
  V1EphemeralVolumeSource: 'volumeClaimTemplate',
  V1EventSource: 'component host',
  V1Eviction: 'metadata deleteOptions',
  V1ExecAction: 'command',
  V1FieldSelectorAttributes: 'rawSelector requirements',
  V1FieldSelectorRequirement: 'key operator values',
  V1FileKeySelector: 'volumeName path key optional*',
  V1ForNode: 'name',
  V1ForZone: 'name',
  V1GRPCAction: 'port service*',
  V1HTTPGetAction: 'path port host scheme httpHeaders',
  V1HTTPHeader: 'name value',
  V1HTTPIngressPath: 'path backend pathType*',
  V1HTTPIngressRuleValue: 'paths',
  V1HostAlias: 'ip hostnames',
  V1HostPathVolumeSource: 'path type*',
  V1IPBlock: 'cidr except',
  V1ImageVolumeSource: 'reference pullPolicy',
  V1Ingress: 'metadata spec status',
  V1IngressBackend: '- - resource service',
  V1IngressClass: 'metadata spec',
  V1IngressClassParametersReference: 'apiGroup* kind name scope* namespace*',
  V1IngressClassSpec: 'controller parameters',
  V1IngressRule: 'host +V1IngressRuleValue',
  V1IngressRuleValue: 'http',
  V1IngressServiceBackend: 'name port',
  V1IngressSpec: 'defaultBackend tls rules ingressClassName*',
  V1IngressTLS: 'hosts secretName',
  V1Job: 'metadata spec status',
  V1JobSpec:
    'parallelism* completions* activeDeadlineSeconds* selector manualSelector* template backoffLimit* ttlSecondsAfterFinished* completionMode* suspend* podFailurePolicy backoffLimitPerIndex* maxFailedIndexes* podReplacementPolicy* managedBy* successPolicy',
  V1JobTemplateSpec: 'metadata spec',
  V1KeyToPath: 'key path mode*',
  V1LabelSelector: 'matchLabels matchExpressions',
  V1LabelSelectorAttributes: 'rawSelector requirements',
  V1LabelSelectorRequirement: 'key operator values',
  V1Lease: 'metadata spec',
  V1LeaseSpec:
    'holderIdentity* leaseDurationSeconds* acquireTime renewTime leaseTransitions* strategy* preferredHolder*',
  V1Lifecycle: 'postStart preStop stopSignal*',
  V1LifecycleHandler: 'exec httpGet tcpSocket sleep',
  V1LimitRange: 'metadata spec',
  V1LimitRangeItem: 'type max min default defaultRequest maxLimitRequestRatio',
  V1LimitRangeSpec: 'limits',
  V1LocalObjectReference: 'name',
  V1LocalSubjectAccessReview: 'metadata spec status',
  V1LocalVolumeSource: 'path fsType*',
  V1NFSVolumeSource: 'server path readOnly',
  V1Namespace: 'metadata spec status',
  V1NamespaceSpec: 'finalizers',
  V1NetworkPolicy: 'metadata spec',
  V1NetworkPolicyEgressRule: 'ports to',
  V1NetworkPolicyIngressRule: 'ports from',
  V1NetworkPolicyPeer: 'podSelector namespaceSelector ipBlock',
  V1NetworkPolicyPort: 'protocol* port* endPort*',
  V1NetworkPolicySpec: 'podSelector ingress egress policyTypes',
  V1Node: 'metadata spec status',
  V1NodeAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution preferredDuringSchedulingIgnoredDuringExecution',
  V1NodeSelector: 'nodeSelectorTerms',
  V1NodeSelectorRequirement: 'key operator values',
  V1NodeSelectorTerm: 'matchExpressions matchFields',
  V1NodeSpec: 'podCIDR externalID providerID unschedulable taints configSource podCIDRs',
  V1NonResourceAttributes: 'path verb',
  V1ObjectFieldSelector: 'apiVersion fieldPath',
  V1ObjectMeta:
    'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds* labels annotations ownerReferences finalizers - - managedFields',
  V1ObjectReference: 'kind namespace name uid apiVersion resourceVersion fieldPath',
  V1OwnerReference: 'kind - name uid apiVersion controller* blockOwnerDeletion*',
  V1PersistentVolume: 'metadata spec status',
  V1PersistentVolumeClaim: 'metadata spec status',
  V1PersistentVolumeClaimSpec:
    'accessModes resources volumeName selector storageClassName* volumeMode* dataSource dataSourceRef volumeAttributesClassName*',
  V1PersistentVolumeClaimTemplate: 'metadata spec',
  V1PersistentVolumeClaimVolumeSource: 'claimName readOnly',
  V1PersistentVolumeSource:
    'gcePersistentDisk awsElasticBlockStore hostPath glusterfs nfs rbd iscsi cinder cephfs fc flocker flexVolume azureFile vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO local storageos csi',
  V1PersistentVolumeSpec:
    'capacity +V1PersistentVolumeSource accessModes claimRef persistentVolumeReclaimPolicy storageClassName mountOptions volumeMode* nodeAffinity volumeAttributesClassName*',
  V1Pod: 'metadata spec status',
  V1PodAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution preferredDuringSchedulingIgnoredDuringExecution',
  V1PodAffinityTerm:
    'labelSelector namespaces topologyKey namespaceSelector matchLabelKeys mismatchLabelKeys',
  V1PodAntiAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution preferredDuringSchedulingIgnoredDuringExecution',
  V1PodCertificateProjection:
    'signerName keyType maxExpirationSeconds* credentialBundlePath keyPath certificateChainPath userAnnotations',
  V1PodDNSConfig: 'nameservers searches options',
  V1PodDNSConfigOption: 'name value*',
  V1PodDisruptionBudget: 'metadata spec status',
  V1PodDisruptionBudgetSpec: 'minAvailable* selector maxUnavailable* unhealthyPodEvictionPolicy*',
  V1PodFailurePolicy: 'rules',
  V1PodFailurePolicyOnExitCodesRequirement: 'containerName* operator values',
  V1PodFailurePolicyOnPodConditionsPattern: 'type status',
  V1PodFailurePolicyRule: 'action onExitCodes onPodConditions',
  V1PodOS: 'name',
  V1PodReadinessGate: 'conditionType',
  V1PodResourceClaim: 'name - resourceClaimName* resourceClaimTemplateName*',
  V1PodSchedulingGate: 'name',
  V1PodSecurityContext:
    'seLinuxOptions runAsUser* runAsNonRoot* supplementalGroups fsGroup* runAsGroup* sysctls windowsOptions fsGroupChangePolicy* seccompProfile appArmorProfile supplementalGroupsPolicy* seLinuxChangePolicy*',
  V1PodSpec:
    'volumes containers restartPolicy terminationGracePeriodSeconds* activeDeadlineSeconds* dnsPolicy nodeSelector serviceAccountName serviceAccount nodeName hostNetwork hostPID hostIPC securityContext imagePullSecrets hostname subdomain affinity schedulerName initContainers automountServiceAccountToken* tolerations hostAliases priorityClassName priority* dnsConfig shareProcessNamespace* readinessGates runtimeClassName* enableServiceLinks* preemptionPolicy* overhead topologySpreadConstraints ephemeralContainers setHostnameAsFQDN* os hostUsers* schedulingGates resourceClaims resources hostnameOverride* - schedulingGroup',
  V1PodTemplate: 'metadata template',
  V1PodTemplateSpec: 'metadata spec',
  V1PolicyRule: 'verbs apiGroups resources resourceNames nonResourceURLs',
  V1Preconditions: 'uid* resourceVersion*',
  V1PreferredSchedulingTerm: 'weight preference',
  V1PriorityClass: 'metadata value globalDefault description preemptionPolicy*',
  V1Probe:
    '+V1ProbeHandler initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds*',
  V1ProbeHandler: 'exec httpGet tcpSocket grpc',
  V1ProjectedVolumeSource: 'sources defaultMode*',
  V1ReplicaSet: 'metadata spec status',
  V1ReplicaSetSpec: 'replicas* selector template minReadySeconds',
  V1ReplicationController: 'metadata spec status',
  V1ReplicationControllerSpec: 'replicas* selector template minReadySeconds',
  V1ResourceAttributes:
    'namespace verb group version resource subresource name fieldSelector labelSelector',
  V1ResourceFieldSelector: 'containerName resource divisor',
  V1ResourceQuota: 'metadata spec status',
  V1ResourceQuotaSpec: 'hard scopes scopeSelector',
  V1ResourceRequirements: 'limits requests claims',
  V1Role: 'metadata rules',
  V1RoleBinding: 'metadata subjects roleRef',
  V1RoleRef: 'apiGroup kind name',
  V1RollingUpdateDaemonSet: 'maxUnavailable* maxSurge*',
  V1RollingUpdateDeployment: 'maxUnavailable* maxSurge*',
  V1RollingUpdateStatefulSetStrategy: 'partition* maxUnavailable*',
  V1SELinuxOptions: 'user role type level',
  V1Scale: 'metadata spec status',
  V1ScaleSpec: 'replicas',
  V1ScopeSelector: 'matchExpressions',
  V1ScopedResourceSelectorRequirement: 'scopeName operator values',
  V1SeccompProfile: 'type localhostProfile*',
  V1Secret: 'metadata data type stringData immutable*',
  V1SecretEnvSource: '+V1LocalObjectReference optional*',
  V1SecretKeySelector: '+V1LocalObjectReference key optional*',
  V1SecretProjection: '+V1LocalObjectReference items - optional*',
  V1SecretReference: 'name namespace',
  V1SecretVolumeSource: 'secretName items defaultMode* optional*',
  V1SecurityContext:
    'capabilities privileged* seLinuxOptions runAsUser* runAsNonRoot* readOnlyRootFilesystem* allowPrivilegeEscalation* runAsGroup* procMount* windowsOptions seccompProfile appArmorProfile',
  V1SelfSubjectAccessReview: 'metadata spec status',
  V1SelfSubjectAccessReviewSpec: 'resourceAttributes nonResourceAttributes',
  V1SelfSubjectReview: 'metadata status',
  V1SelfSubjectRulesReview: 'metadata spec status',
  V1SelfSubjectRulesReviewSpec: 'namespace',
  V1Service: 'metadata spec status',
  V1ServiceAccount: 'metadata secrets imagePullSecrets automountServiceAccountToken*',
  V1ServiceAccountTokenProjection: 'audience expirationSeconds* path',
  V1ServiceBackendPort: 'name number',
  V1ServicePort: 'name protocol port targetPort nodePort appProtocol*',
  V1ServiceSpec:
    'ports selector clusterIP type externalIPs - sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig - - ipFamilyPolicy* clusterIPs ipFamilies allocateLoadBalancerNodePorts* loadBalancerClass* internalTrafficPolicy* trafficDistribution*',
  V1SessionAffinityConfig: 'clientIP',
  V1SleepAction: 'seconds',
  V1StatefulSet: 'metadata spec status',
  V1StatefulSetOrdinals: 'start',
  V1StatefulSetPersistentVolumeClaimRetentionPolicy: 'whenDeleted whenScaled',
  V1StatefulSetSpec:
    'replicas* selector template volumeClaimTemplates serviceName podManagementPolicy updateStrategy revisionHistoryLimit* minReadySeconds persistentVolumeClaimRetentionPolicy ordinals',
  V1StatefulSetUpdateStrategy: 'type rollingUpdate',
  V1StorageClass:
    'metadata provisioner parameters reclaimPolicy* mountOptions allowVolumeExpansion* volumeBindingMode* allowedTopologies',
  V1SubjectAccessReview: 'metadata spec status',
  V1SubjectAccessReviewSpec: 'resourceAttributes nonResourceAttributes user groups extra uid',
  V1SuccessPolicy: 'rules',
  V1SuccessPolicyRule: 'succeededIndexes* succeededCount*',
  V1Sysctl: 'name value',
  V1TCPSocketAction: 'port host',
  V1Taint: 'key value effect timeAdded',
  V1TokenRequestSpec: 'audiences - boundObjectRef expirationSeconds*',
  V1Toleration: 'key operator value effect tolerationSeconds*',
  V1TopologySelectorLabelRequirement: 'key values',
  V1TopologySelectorTerm: 'matchLabelExpressions',
  V1TopologySpreadConstraint:
    'maxSkew topologyKey whenUnsatisfiable labelSelector minDomains* nodeAffinityPolicy* nodeTaintsPolicy* matchLabelKeys',
  V1TypedLocalObjectReference: 'apiGroup* kind name',
  V1TypedObjectReference: 'apiGroup* kind name namespace*',
  V1Volume: 'name +V1VolumeSource',
  V1VolumeDevice: 'name devicePath',
  V1VolumeMount: 'name readOnly mountPath subPath mountPropagation* subPathExpr recursiveReadOnly*',
  V1VolumeNodeAffinity: 'required',
  V1VolumeProjection:
    'secret downwardAPI configMap serviceAccountToken clusterTrustBundle podCertificate',
  V1VolumeResourceRequirements: 'limits requests',
  V1VolumeSource:
    'hostPath emptyDir gcePersistentDisk awsElasticBlockStore gitRepo secret nfs iscsi glusterfs persistentVolumeClaim rbd flexVolume cinder cephfs flocker downwardAPI fc azureFile configMap vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO projected storageos csi ephemeral image',
  V1WeightedPodAffinityTerm: 'weight podAffinityTerm',
  V1WindowsSecurityContextOptions:
    'gmsaCredentialSpecName* gmsaCredentialSpec* runAsUserName* hostProcess*',
  V2ContainerResourceMetricSource: 'name target container',
  V2CrossVersionObjectReference: 'kind name apiVersion',
  V2ExternalMetricSource: 'metric target',
  V2HPAScalingPolicy: 'type value periodSeconds',
  V2HPAScalingRules: 'selectPolicy* policies stabilizationWindowSeconds* tolerance*',
  V2HorizontalPodAutoscaler: 'metadata spec status',
  V2HorizontalPodAutoscalerBehavior: 'scaleUp scaleDown',
  V2HorizontalPodAutoscalerSpec: 'scaleTargetRef minReplicas* maxReplicas metrics behavior',
  V2MetricIdentifier: 'name selector',
  V2MetricSpec: 'type object pods resource external - containerResource',
  V2MetricTarget: 'type value* averageValue* averageUtilization*',
  V2ObjectMetricSource: 'describedObject target metric',
  V2PodsMetricSource: 'metric target',
  V2ResourceMetricSource: 'name target',
};

/** One numbered field of a message. */
export interface NumberedField {
  /** In JSON; of an embedded message, the message. */
  name: string;
  embedded: boolean;
  /** Sent only when set, so that its zero means zero. */
  pointer: boolean;
}

const orders = new Map<string, readonly (NumberedField | undefined)[]>();

function parseRow(row: string): (NumberedField | undefined)[] {
  return row.split(' ').map((word) =>
    word === '-'
      ? undefined
      : {
          name: word.replaceAll(/[+*]/g, ''),
          embedded: word.startsWith('+'),
          pointer: word.endsWith('*'),
        },
  );
}

/** A message's fields, number 1 first; undefined for messages that are not here. */
export function fieldOrder(model: string): readonly (NumberedField | undefined)[] | undefined {
  const known = orders.get(model);
  if (known !== undefined || !Object.hasOwn(rows, model)) return known;
  const order = parseRow(rows[model] ?? '');
  orders.set(model, order);
  return order;
}
