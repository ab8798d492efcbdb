// What each finding is called, without its evidence.

import type { FindingCode } from './findings.ts';
import type { Words } from './say.ts';

export const findingTitles: Words<FindingCode> = {
  selectorNearMiss: {
    en: 'The selector misses Pods by one label',
    zh: '选择器与 Pod 的标签只差一项',
  },
  selectorOtherNamespace: {
    en: 'The Pods are in another namespace',
    zh: 'Pod 在另一个命名空间',
  },
  selectorNamespaceUnsaid: {
    en: 'Service and Pods name different namespaces',
    zh: 'Service 与 Pod 写明的命名空间不同',
  },
  selectorMatchesNothing: { en: 'The selector matches no Pod', zh: '选择器不匹配任何 Pod' },
  selectorUnjudged: {
    en: 'No Pod for the selector in these files',
    zh: '这些文件中没有与选择器匹配的 Pod',
  },
  selectorScaledToZero: { en: 'Scaled to zero', zh: '已缩容到零' },
  podsMissing: { en: 'The workload has made no Pods', zh: '工作负载没有创建 Pod' },
  selectorForeignWorkload: {
    en: 'The selector catches Pods that do not serve the port',
    zh: '选择器选中了不提供该端口的 Pod',
  },
  selectorSeveralWorkloads: {
    en: 'One selector, several workloads',
    zh: '一个选择器选中多个工作负载',
  },
  targetPortUnresolved: {
    en: 'The named targetPort is in no Pod',
    zh: '命名的 targetPort 不在任何 Pod 中',
  },
  targetPortProtocol: {
    en: 'The named targetPort has another protocol',
    zh: '命名的 targetPort 协议不同',
  },
  targetPortUnresolvedInSome: {
    en: 'Some Pods lack the named targetPort',
    zh: '部分 Pod 没有该命名的 targetPort',
  },
  targetPortDiffers: {
    en: 'The named targetPort has several numbers',
    zh: '命名的 targetPort 对应多个端口号',
  },
  portProtocolMismatch: {
    en: 'The container declares the port for another protocol',
    zh: '容器以另一协议声明该端口',
  },
  targetPortUndeclared: {
    en: 'No container declares the targetPort',
    zh: '没有容器声明该 targetPort',
  },
  meshPortNameUntold: {
    en: "The port's name does not tell Istio its protocol",
    zh: '端口名没有告诉 Istio 协议',
  },
  meshAppProtocolUnknown: {
    en: 'Istio does not know the appProtocol',
    zh: 'Istio 不认识该 appProtocol',
  },
  slicePortNameMismatch: {
    en: "The slice's port has another name than the Service's",
    zh: '切片端口名与 Service 端口名不同',
  },
  slicePortProtocolMismatch: {
    en: "The slice's port has another protocol than the Service's",
    zh: '切片端口协议与 Service 不同',
  },
  slicePortIgnored: { en: 'kube-proxy ignores this slice port', zh: 'kube-proxy 忽略该切片端口' },
  sliceWithoutService: { en: 'The slice belongs to no Service', zh: '切片不属于任何 Service' },
  sliceServiceMissing: {
    en: "The slice's Service does not exist",
    zh: '切片所属的 Service 不存在',
  },
  fqdnSlice: { en: 'kube-proxy ignores FQDN slices', zh: 'kube-proxy 忽略 FQDN 切片' },
  sliceFamilyUnserved: {
    en: 'The slice is of a family the Service lacks',
    zh: '切片的协议族不是 Service 的协议族',
  },
  familyWithoutEndpoints: { en: 'An IP family without endpoints', zh: '有一个 IP 协议族没有端点' },
  duplicateEndpoint: { en: 'The same endpoint in two slices', zh: '同一端点出现在两个切片中' },
  endpointTargetGone: { en: "An endpoint's Pod is gone", zh: '端点的 Pod 已不存在' },
  endpointAddressMoved: {
    en: "An endpoint's address is not its Pod's",
    zh: '端点地址不是其 Pod 的地址',
  },
  readyPodUnlisted: { en: 'Ready Pods are in no slice', zh: '就绪的 Pod 不在任何切片中' },
  hintsUnusable: { en: 'Hints that count for nobody', zh: '提示对任何节点都不起作用' },
  endpointsServiceNearMiss: {
    en: "The Endpoints' name is not the Service's",
    zh: 'Endpoints 的名称与 Service 不一致',
  },
  endpointsWithoutService: { en: 'Endpoints without a Service', zh: '没有 Service 的 Endpoints' },
  endpointsPortMismatch: {
    en: "The Endpoints' port is not the Service's",
    zh: 'Endpoints 的端口与 Service 不一致',
  },
  endpointsBesideSelector: {
    en: 'Written Endpoints of a Service with a selector',
    zh: '带选择器的 Service 又手写了 Endpoints',
  },
  endpointsNotMirrored: { en: 'Endpoints that are not mirrored', zh: '不被镜像的 Endpoints' },
  endpointsTruncated: { en: 'The Endpoints are cut short', zh: 'Endpoints 已被截断' },
  noEndpointsWritten: { en: 'No selector, and nothing behind it', zh: '没有选择器，也没有端点' },
  noEndpointsGiven: { en: 'No selector, and no endpoints here', zh: '没有选择器，此处也没有端点' },
  endpointIsClusterIP: { en: 'An endpoint that is a ClusterIP', zh: '端点是一个 ClusterIP' },
  endpointAddressForbidden: { en: 'An address no endpoint may have', zh: '端点不允许使用的地址' },
  endpointWithoutNode: {
    en: 'Endpoints on no node, under a Local policy',
    zh: 'Local 策略下的端点没有所在节点',
  },
  noReadyPods: { en: 'No Pod is ready', zh: '没有就绪的 Pod' },
  somePodsNotReady: { en: 'Some Pods are not ready', zh: '部分 Pod 未就绪' },
  readinessGateFalse: { en: 'A readiness gate is closed', zh: '就绪门控未通过' },
  readinessPortUnresolved: {
    en: 'The readiness probe names no port of its container',
    zh: '就绪探针引用了容器没有的端口名',
  },
  onlyTerminating: { en: 'Only terminating endpoints are left', zh: '只剩正在终止的端点' },
  callsItself: { en: 'Pods that call their own Service', zh: 'Pod 调用自己的 Service' },
  localPolicyDropsOnNodes: { en: 'Nodes that drop outside traffic', zh: '丢弃外部流量的节点' },
  localPolicySkipsNodes: {
    en: 'Nodes that take no traffic under the Local policy',
    zh: 'Local 策略下不接收流量的节点',
  },
  internalLocalDropsOnNodes: {
    en: 'Nodes whose Pods are not answered',
    zh: '其上的 Pod 得不到应答的节点',
  },
  healthCheckDisagrees: {
    en: 'The health check turns clients away from nodes that still serve',
    zh: '健康检查绕开了仍在服务的节点',
  },
  loadBalancerPending: { en: 'The load balancer is pending', zh: '负载均衡器尚未就绪' },
  loadBalancerClassUnserved: {
    en: 'Nobody serves this load balancer class',
    zh: '没有控制器处理该负载均衡器类别',
  },
  sourceRangesBypassed: {
    en: 'NodePorts bypass loadBalancerSourceRanges',
    zh: 'NodePort 绕过 loadBalancerSourceRanges',
  },
  nodePortOutOfRange: {
    en: 'The nodePort is outside the default range',
    zh: 'nodePort 不在默认范围内',
  },
  nodePortClash: { en: 'Two Services claim one nodePort', zh: '两个 Service 使用同一 nodePort' },
  externalAddressClash: {
    en: 'Two Services fight for one external address',
    zh: '两个 Service 争用同一外部地址',
  },
  clusterIPClash: { en: 'Two Services claim one ClusterIP', zh: '两个 Service 使用同一 ClusterIP' },
  externalNameIsIP: { en: 'externalName is an IP address', zh: 'externalName 是 IP 地址' },
  externalNameLoop: { en: 'ExternalNames in a circle', zh: 'ExternalName 形成循环' },
  externalNameServiceMissing: {
    en: 'externalName means a Service that is not there',
    zh: 'externalName 指向不存在的 Service',
  },
  externalNameTLS: { en: 'ExternalName and TLS', zh: 'ExternalName 与 TLS' },
  externalNamePortMapped: { en: 'ExternalName maps no ports', zh: 'ExternalName 不映射端口' },
  externalNameSelector: { en: 'ExternalName ignores its selector', zh: 'ExternalName 忽略选择器' },
  headlessPortDiffers: { en: 'A headless Service maps no ports', zh: '无头 Service 不映射端口' },
  headlessPortUnresolved: {
    en: 'A headless port that no Pod names',
    zh: '无头 Service 的端口在 Pod 中不存在',
  },
  statefulSetServiceNearMiss: {
    en: "The StatefulSet's serviceName is misspelt",
    zh: 'StatefulSet 的 serviceName 拼写错误',
  },
  statefulSetServiceMissing: {
    en: "The StatefulSet's Service is not there",
    zh: 'StatefulSet 的 Service 不存在',
  },
  statefulSetServiceNotGiven: {
    en: 'The Service of serviceName is not there',
    zh: 'serviceName 的 Service 不存在',
  },
  statefulSetServiceSelectsOthers: {
    en: "The StatefulSet's Service selects other Pods",
    zh: 'StatefulSet 的 Service 选中了其他 Pod',
  },
  statefulSetServiceNotHeadless: {
    en: "The StatefulSet's Service is not headless",
    zh: 'StatefulSet 的 Service 不是无头的',
  },
  workloadSelectorMisses: {
    en: "The workload's selector misses its own Pods",
    zh: '工作负载的选择器不匹配自己的 Pod',
  },
  policyServicePort: {
    en: 'The policy allows the Service port, not the targetPort',
    zh: '策略放行的是 Service 端口而非 targetPort',
  },
  policyAllowsNobody: {
    en: 'Policies let nobody reach the port',
    zh: '策略不允许任何人访问该端口',
  },
  policyForgetsDNS: { en: 'The egress policy forgets DNS', zh: '出口策略遗漏了 DNS' },
  policySelectorNearMiss: {
    en: 'The policy misses Pods by one label',
    zh: '策略与 Pod 的标签只差一项',
  },
  policySelectsNothing: { en: 'The policy selects no Pod', zh: '策略没有选中任何 Pod' },
  policyPeerSelectsNothing: { en: 'A policy peer is nobody', zh: '策略的对端不存在' },
  policyExceptOutside: { en: 'An exception outside its range', zh: '例外不在其范围内' },
  policyEndPortInvalid: {
    en: 'endPort without a number below it',
    zh: 'endPort 之前没有更小的端口号',
  },
  routeServiceMissing: { en: 'The backend Service does not exist', zh: '后端 Service 不存在' },
  routeServiceNotGiven: {
    en: 'The backend Service is not in these files',
    zh: '后端 Service 不在这些文件中',
  },
  routePortMissing: {
    en: "The backend port is not the Service's",
    zh: '后端端口不是 Service 的端口',
  },
  routeToExternalName: { en: 'A route to an ExternalName', zh: '路由指向 ExternalName' },
  ingressClassMissing: { en: 'The ingress class does not exist', zh: 'Ingress 类别不存在' },
  ingressWithoutClass: {
    en: 'The Ingress names no class, and none is the default',
    zh: 'Ingress 未指定类别，也没有默认类别',
  },
  gatewayMissing: { en: "The route's Gateway does not exist", zh: '路由的 Gateway 不存在' },
  gatewayListenerMissing: { en: 'The Gateway has no such listener', zh: 'Gateway 没有该监听器' },
  gatewayRefusesNamespace: {
    en: 'The Gateway takes no routes from this namespace',
    zh: 'Gateway 不接受该命名空间的路由',
  },
  gatewayHostnameMismatch: {
    en: 'No hostname in common with the Gateway',
    zh: '与 Gateway 没有共同的主机名',
  },
  gatewayClassMissing: { en: "The Gateway's class does not exist", zh: 'Gateway 的类别不存在' },
  referenceGrantMissing: {
    en: 'A backend in another namespace without its grant',
    zh: '跨命名空间的后端没有授权',
  },
  routeWeightsZero: { en: 'All backends have weight zero', zh: '所有后端权重为零' },
  webhookServiceMissing: {
    en: "The webhook's Service does not exist",
    zh: 'Webhook 的 Service 不存在',
  },
  webhookPortMissing: {
    en: 'The webhook calls a port the Service lacks',
    zh: 'Webhook 调用了 Service 没有的端口',
  },
  misspeltField: { en: 'A misspelt field', zh: '字段拼写错误' },
  unknownField: { en: 'An unknown field', zh: '未知字段' },
  invalidField: { en: 'A value the API server refuses', zh: 'API 服务器会拒绝的值' },
  unusableObject: { en: 'An object that cannot be read', zh: '无法读取的对象' },
  duplicateObject: { en: 'Two objects of one name', zh: '两个同名对象' },
  objectInTwoFiles: { en: 'Two files give one object', zh: '两个文件给出同一对象' },
  objectRepeated: { en: 'The same object twice', zh: '同一对象出现两次' },
  misspeltKind: { en: 'A misspelt kind', zh: '类型拼写错误' },
  wrongAPIVersion: { en: 'A kind of another API group', zh: '类型属于另一个 API 组' },
  retiredAPIVersion: { en: 'An API version that is gone', zh: '已移除的 API 版本' },
  kustomizePatch: { en: 'A patch, no object', zh: '补丁，而非对象' },
  placeholderValue: { en: 'A value that is filled in later', zh: '稍后填入的值' },
  templateFile: { en: 'A template, no manifest', zh: '模板，而非清单' },
  replicasCut: { en: 'More replicas than are simulated', zh: '副本数超过模拟上限' },
  yamlSyntax: { en: 'Not valid YAML', zh: '不是有效的 YAML' },
  duplicateKey: { en: 'A key is written twice', zh: '键重复' },
  tooManyAliases: { en: 'Aliases that unfold without end', zh: '别名展开过大' },
  notKubernetes: { en: 'Not a Kubernetes object', zh: '不是 Kubernetes 对象' },
  unreadableFile: { en: 'A file that cannot be read', zh: '无法读取的文件' },
};
