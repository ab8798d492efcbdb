// What each finding says, with its evidence filled in.

import type { Words } from './say.ts';

export const findingWords = {
  selectorNearMiss: {
    en: 'The selector asks for {selector}, but the Pods of {workload} carry {labels}: no Pod matches, and every client is refused.',
    zh: '选择器要求 {selector}，而 {workload} 的 Pod 带有 {labels}：没有 Pod 匹配，所有客户端都会被拒绝。',
  },
  selectorOtherNamespace: {
    en: 'The selector matches the Pods of {workload} in {other}, but a Service selects only in its own namespace, {namespace}: every client is refused.',
    zh: '选择器匹配的是命名空间 {other} 中 {workload} 的 Pod，但 Service 只在自己的命名空间 {namespace} 中选择：所有客户端都会被拒绝。',
  },
  selectorNamespaceUnsaid: {
    en: 'As written, the Service is in {namespace} and the Pods of {workload} that it selects are in {other}: they must be applied to the same namespace.',
    zh: '按现有写法，Service 在 {namespace}，而它所选的 {workload} 的 Pod 在 {other}：二者必须应用到同一命名空间。',
  },
  selectorMatchesNothing: {
    en: 'No Pod in {namespace} has the labels {selector}: every client is refused.',
    zh: '{namespace} 中没有带标签 {selector} 的 Pod：所有客户端都会被拒绝。',
  },
  selectorUnjudged: {
    en: 'Nothing in these files makes Pods with the labels {selector} in {namespace}. Whether something else does cannot be told from files.',
    zh: '这些文件中没有任何对象会在 {namespace} 中创建带标签 {selector} 的 Pod；是否由别处创建，无法从文件判断。',
  },
  selectorScaledToZero: {
    en: '{workload}, which the selector {selector} means, has zero replicas: there is nothing to connect to.',
    zh: '选择器 {selector} 所指的 {workload} 副本数为零：没有可连接的 Pod。',
  },
  podsMissing: {
    en: '{workload} should make Pods with the labels {selector}, but there are none: look at its events.',
    zh: '{workload} 应当创建带标签 {selector} 的 Pod，但一个也没有：请查看它的事件。',
  },
  selectorForeignWorkload: {
    en: 'The selector also catches {workloads}, whose containers declare other ports than the Service asks for, beside {others}: their share of connections is refused.',
    zh: '选择器除 {others} 外还选中了 {workloads}，其容器声明的端口并非 Service 所需：分到它们的连接会被拒绝。',
  },
  selectorSeveralWorkloads: {
    en: 'The selector catches {count} workloads: {workloads}. Each connection goes to any of their Pods.',
    zh: '选择器选中 {count} 个工作负载：{workloads}。每个连接会落到其中任意一个 Pod。',
  },
  targetPortUnresolved: {
    en: 'Port {port} leads to a container port named {targetPort}, but the Pods name only: {names}. Connections to this port are refused.',
    zh: '端口 {port} 指向名为 {targetPort} 的容器端口，但 Pod 中只有：{names}。到此端口的连接会被拒绝。',
  },
  targetPortProtocol: {
    en: 'Port {port} is {protocol}, but the container port {targetPort} is {declared}: the name does not resolve, and connections are refused.',
    zh: '端口 {port} 的协议是 {protocol}，而容器端口 {targetPort} 是 {declared}：名称无法解析，连接会被拒绝。',
  },
  targetPortUnresolvedInSome: {
    en: '{missing} of {count} Pods have no {protocol} container port named {targetPort}: they get no traffic of port {port}.',
    zh: '{count} 个 Pod 中有 {missing} 个没有名为 {targetPort} 的 {protocol} 容器端口：它们收不到端口 {port} 的流量。',
  },
  targetPortDiffers: {
    en: "{targetPort} is not the same number in every Pod ({numbers}): port {port} leads to each Pod's own.",
    zh: '{targetPort} 在各 Pod 中的端口号不同（{numbers}）：端口 {port} 指向各 Pod 自己的端口。',
  },
  portProtocolMismatch: {
    en: 'Port {port} is {protocol} and leads to {targetPort}, which the containers declare for {declared} only.',
    zh: '端口 {port} 是 {protocol}，指向 {targetPort}，而容器只以 {declared} 声明了它。',
  },
  targetPortUndeclared: {
    en: 'No container declares {targetPort}/{protocol}, to which port {port} leads. That is allowed; if nothing listens there, connections are refused.',
    zh: '没有容器声明端口 {port} 所指向的 {targetPort}/{protocol}。这是允许的；但若无进程监听，连接会被拒绝。',
  },
  meshPortNameUntold: {
    en: 'The namespace is in the mesh, but port {port} has neither an appProtocol nor a name like http-…: Istio guesses what is spoken.',
    zh: '该命名空间在网格中，但端口 {port} 既无 appProtocol，名称也不是 http-… 这样的形式：Istio 只能猜测协议。',
  },
  meshAppProtocolUnknown: {
    en: 'Istio does not know the appProtocol {appProtocol} of port {port}, and treats it as plain TCP.',
    zh: 'Istio 不认识端口 {port} 的 appProtocol {appProtocol}，会按普通 TCP 处理。',
  },
  slicePortNameMismatch: {
    en: "The slice's port is named {name}, but {service} has no endpoints for {names}: ports join by name, so connections are refused.",
    zh: '切片的端口名为 {name}，而 {service} 的 {names} 没有端点：端口按名称关联，因此连接会被拒绝。',
  },
  slicePortProtocolMismatch: {
    en: "The slice's port {name} is {protocol}, but {service} has it as {wanted}: they do not join, and connections are refused.",
    zh: '切片端口 {name} 是 {protocol}，而 {service} 中是 {wanted}：二者无法关联，连接会被拒绝。',
  },
  slicePortIgnored: {
    en: 'A slice port without a {field} is ignored by kube-proxy.',
    zh: 'kube-proxy 会忽略没有 {field} 的切片端口。',
  },
  sliceWithoutService: {
    en: 'The slice has no label kubernetes.io/service-name: no Service uses its endpoints.',
    zh: '切片没有标签 kubernetes.io/service-name：没有 Service 使用它的端点。',
  },
  sliceServiceMissing: {
    en: 'The slice is labelled for the Service {service}, which is not there (nearest name: {meant}).',
    zh: '切片的标签指向 Service {service}，但它不存在（最接近的名称：{meant}）。',
  },
  fqdnSlice: {
    en: 'Slices of addressType FQDN are ignored by kube-proxy: the Service does not forward to these names.',
    zh: 'kube-proxy 忽略 addressType 为 FQDN 的切片：Service 不会转发到这些名称。',
  },
  sliceFamilyUnserved: {
    en: 'The slice holds {family} addresses, but {service} has only {families}: its endpoints get no traffic.',
    zh: '切片含有 {family} 地址，而 {service} 只有 {families}：这些端点收不到流量。',
  },
  familyWithoutEndpoints: {
    en: 'The Service has an {family} address but no {family} endpoint: clients that dial it over {family} are refused.',
    zh: 'Service 有 {family} 地址，但没有 {family} 端点：经 {family} 连接的客户端会被拒绝。',
  },
  duplicateEndpoint: {
    en: 'Also in {others}, with other conditions: {addresses}. Which of the two counts is chance.',
    zh: '{addresses} 也在 {others} 中，且状态不同：以哪个为准是偶然的。',
  },
  endpointTargetGone: {
    en: '{count} {count|endpoint names a Pod that is|endpoints name Pods that are} gone, or made anew ({pods}): connections to {addresses} time out.',
    zh: '{count} 个端点指向的 Pod 已不存在或已重建（{pods}）：到 {addresses} 的连接会超时。',
  },
  endpointAddressMoved: {
    en: 'The slice has {addresses} for {pods}, but their {count|address is|addresses are} {actual}.',
    zh: '切片中 {pods} 的地址是 {addresses}，而实际是 {actual}。',
  },
  readyPodUnlisted: {
    en: '{count|This Pod is|These Pods are} ready and selected, but in no EndpointSlice: {pods}. They get no traffic; is the EndpointSlice controller running?',
    zh: '以下 Pod 已就绪且被选中，却不在任何 EndpointSlice 中：{pods}。它们收不到流量；EndpointSlice 控制器是否在运行？',
  },
  hintsUnusable: {
    en: '{count} of {total} ready endpoints have no hint ({addresses}): kube-proxy then ignores the hints of all.',
    zh: '{total} 个就绪端点中有 {count} 个没有提示（{addresses}）：kube-proxy 会因此忽略全部提示。',
  },
  endpointsServiceNearMiss: {
    en: 'These Endpoints are named {name}, but the Service {service} has none: they belong together only by the same name.',
    zh: '这个 Endpoints 名为 {name}，而 Service {service} 没有端点：二者只能按相同名称对应。',
  },
  endpointsWithoutService: {
    en: 'No Service has the name of these Endpoints: nothing leads to them.',
    zh: '没有与此 Endpoints 同名的 Service：没有流量通向它。',
  },
  endpointsPortMismatch: {
    en: 'The port {name} of these Endpoints joins no Service port, and {wanted} has no endpoints: ports join by name and protocol.',
    zh: '此 Endpoints 的端口 {name} 不对应任何 Service 端口，而 {wanted} 没有端点：端口按名称和协议关联。',
  },
  endpointsBesideSelector: {
    en: 'The Service has a selector: its controller overwrites these Endpoints, and they are not mirrored into slices.',
    zh: '该 Service 有选择器：控制器会覆盖这个 Endpoints，它也不会镜像为切片。',
  },
  endpointsNotMirrored: {
    en: 'The label endpointslice.kubernetes.io/skip-mirror keeps these Endpoints from becoming slices: kube-proxy never sees them.',
    zh: '标签 endpointslice.kubernetes.io/skip-mirror 使该 Endpoints 不会变成切片：kube-proxy 看不到它。',
  },
  endpointsTruncated: {
    en: 'More than 1000 addresses: the Endpoints hold only some of them. What reads EndpointSlices sees all.',
    zh: '地址超过 1000 个：Endpoints 只保留一部分；读取 EndpointSlice 的组件能看到全部。',
  },
  noEndpointsWritten: {
    en: 'The Service has no selector, and nobody has written endpoints for it: every client is refused.',
    zh: '该 Service 没有选择器，也没有人为它编写端点：所有客户端都会被拒绝。',
  },
  noEndpointsGiven: {
    en: 'The Service has no selector, and no endpoints are written here: something else must write them.',
    zh: '该 Service 没有选择器，此处也没有端点：必须由别处编写。',
  },
  endpointIsClusterIP: {
    en: '{address} is the ClusterIP of {service}: kube-proxy does not forward to a virtual IP, and connections time out.',
    zh: '{address} 是 {service} 的 ClusterIP：kube-proxy 不会转发到虚拟 IP，连接会超时。',
  },
  endpointAddressForbidden: {
    en: '{address} is a {range} address: the API server refuses it as an endpoint.',
    zh: '{address} 属于 {range} 地址：API 服务器不接受它作为端点。',
  },
  endpointWithoutNode: {
    en: '{policy} is Local, but {addresses} name no node: they are local nowhere, and such traffic is dropped.',
    zh: '{policy} 为 Local，而 {addresses} 没有注明节点：它们在任何节点上都不算本地，此类流量会被丢弃。',
  },
  noReadyPods: {
    en: 'None of the {total} selected {total|Pod|Pods} is ready ({pods}): every client is refused. Kubernetes says: {why}',
    zh: '选中的 {total} 个 Pod 均未就绪（{pods}）：所有客户端都会被拒绝。Kubernetes 的说明：{why}',
  },
  somePodsNotReady: {
    en: '{count} of {total} selected Pods are not ready: {pods}. They get no traffic. Kubernetes says: {why}',
    zh: '选中的 {total} 个 Pod 中有 {count} 个未就绪：{pods}。它们收不到流量。Kubernetes 的说明：{why}',
  },
  readinessGateFalse: {
    en: 'The readiness gate {gate} is not True on {pods}: whatever sets it has not done so, and these Pods get no traffic.',
    zh: '{pods} 的就绪门控 {gate} 不为 True：负责设置它的组件尚未设置，这些 Pod 收不到流量。',
  },
  readinessPortUnresolved: {
    en: 'The readiness probe of {container} asks for the port {port}, but the container names only: {names}. It fails for ever, and the Pod never gets traffic.',
    zh: '容器 {container} 的就绪探针使用端口 {port}，但容器只有：{names}。探针将永远失败，Pod 收不到流量。',
  },
  onlyTerminating: {
    en: 'All {count} {count|endpoint is|endpoints are} terminating: they serve until they end, then every client is refused.',
    zh: '全部 {count} 个端点都在终止：它们结束后，所有客户端都会被拒绝。',
  },
  callsItself: {
    en: 'These Pods are behind {service} and call it ({value}): what comes back to the same Pod needs hairpin in the Pod network, or times out.',
    zh: '这些 Pod 位于 {service} 之后，又调用它（{value}）：若请求回到同一个 Pod，Pod 网络必须支持 hairpin，否则会超时。',
  },
  localPolicyDropsOnNodes: {
    en: 'externalTrafficPolicy is Local, and {count} {count|node has|nodes have} no endpoint ({nodes}): clients from outside that dial those nodes time out.',
    zh: 'externalTrafficPolicy 为 Local，而 {count} 个节点没有端点（{nodes}）：从外部连接这些节点的客户端会超时。',
  },
  localPolicySkipsNodes: {
    en: '{policy} is Local: {count} {count|node|nodes} without an endpoint ({nodes}) {count|takes|take} none of this traffic.',
    zh: '{policy} 为 Local：没有端点的 {count} 个节点（{nodes}）不处理这类流量。',
  },
  internalLocalDropsOnNodes: {
    en: 'internalTrafficPolicy is Local, and {count} {count|node has|nodes have} no endpoint ({nodes}): Pods there time out.',
    zh: 'internalTrafficPolicy 为 Local，而 {count} 个节点没有端点（{nodes}）：那里的 Pod 连接会超时。',
  },
  healthCheckDisagrees: {
    en: 'On {nodes} only terminating endpoints are left: they still serve, while healthCheckNodePort {port} answers 503 and the load balancer leaves them out.',
    zh: '{nodes} 上只剩正在终止的端点：它们仍在服务，但 healthCheckNodePort {port} 返回 503，负载均衡器会绕开它们。',
  },
  loadBalancerPending: {
    en: 'Nothing has given this Service an address: is there a load balancer controller in the cluster?',
    zh: '没有组件为该 Service 分配地址：集群中是否有负载均衡器控制器？',
  },
  loadBalancerClassUnserved: {
    en: 'The Service asks for the load balancer class {class}, and no controller has taken it up.',
    zh: '该 Service 要求负载均衡器类别 {class}，但没有控制器处理。',
  },
  sourceRangesBypassed: {
    en: "loadBalancerSourceRanges guard only the load balancer's address: the node ports ({nodePorts}) let everybody in who reaches a node.",
    zh: 'loadBalancerSourceRanges 只保护负载均衡器地址：能访问节点的任何人都可以经节点端口（{nodePorts}）进入。',
  },
  nodePortOutOfRange: {
    en: 'nodePort {nodePort} of port {port} is not in {from}–{to}: the API server refuses it, unless it was started with another --service-node-port-range.',
    zh: '端口 {port} 的 nodePort {nodePort} 不在 {from}–{to} 范围内：除非 API 服务器以其他 --service-node-port-range 启动，否则会拒绝它。',
  },
  nodePortClash: {
    en: '{other} has nodePort {nodePort}/{protocol} too: the API server gives it to one Service only.',
    zh: '{other} 也使用 nodePort {nodePort}/{protocol}：API 服务器只会分配给一个 Service。',
  },
  externalAddressClash: {
    en: '{other} claims {address}/{protocol} too, with other backends: which of them answers is the order of the rules.',
    zh: '{other} 也占用 {address}/{protocol}，但后端不同：由谁应答取决于规则顺序。',
  },
  clusterIPClash: {
    en: '{other} has the ClusterIP {address} too: the API server gives it to one Service only.',
    zh: '{other} 也使用 ClusterIP {address}：API 服务器只会分配给一个 Service。',
  },
  externalNameIsIP: {
    en: 'externalName must be a DNS name: {address} is answered as a name that does not exist.',
    zh: 'externalName 必须是 DNS 名称：{address} 会被当作不存在的名称。',
  },
  externalNameLoop: {
    en: 'The names lead back to where they began: {names}. They never resolve.',
    zh: '这些名称又指回起点：{names}。它们永远无法解析。',
  },
  externalNameServiceMissing: {
    en: 'externalName means the Service {service}, which does not exist (nearest name: {meant}).',
    zh: 'externalName 指向 Service {service}，但它不存在（最接近的名称：{meant}）。',
  },
  externalNameTLS: {
    en: "On port {port} clients ask for a certificate of this Service's name and get one of {name}: TLS and virtual hosts fail unless clients use the other name.",
    zh: '在端口 {port} 上，客户端期望此 Service 名称的证书，得到的却是 {name} 的：除非客户端改用后者，否则 TLS 和虚拟主机会失败。',
  },
  externalNamePortMapped: {
    en: 'targetPort {targetPort} has no effect: an ExternalName is only another name, and clients dial {port} there.',
    zh: 'targetPort {targetPort} 不起作用：ExternalName 只是另一个名称，客户端仍连接 {port}。',
  },
  externalNameSelector: {
    en: 'An ExternalName Service has no endpoints: its selector {selector} is ignored.',
    zh: 'ExternalName 类型的 Service 没有端点：选择器 {selector} 被忽略。',
  },
  headlessPortDiffers: {
    en: 'Clients of a headless Service dial the Pods themselves: {targetPort}, not {port}.',
    zh: '无头 Service 的客户端直接连接 Pod：应使用 {targetPort}，而不是 {port}。',
  },
  headlessPortUnresolved: {
    en: 'No Pod has a container port named {targetPort}: names resolve, but there is no SRV record for port {port}.',
    zh: '没有 Pod 含有名为 {targetPort} 的容器端口：名称可以解析，但端口 {port} 没有 SRV 记录。',
  },
  statefulSetServiceNearMiss: {
    en: "serviceName is {service}, but the Service is named {meant}: the Pods' own DNS names do not resolve.",
    zh: 'serviceName 是 {service}，而 Service 名为 {meant}：各 Pod 自己的 DNS 名称无法解析。',
  },
  statefulSetServiceMissing: {
    en: "serviceName is {service}, which is not there; the headless Service for these Pods is {others}: the Pods' own DNS names do not resolve.",
    zh: 'serviceName 是 {service}，但它不存在；这些 Pod 的无头 Service 是 {others}：各 Pod 自己的 DNS 名称无法解析。',
  },
  statefulSetServiceNotGiven: {
    en: 'serviceName is {service}, which is not there (Services that select these Pods: {others}): the Pods have no DNS names of their own.',
    zh: 'serviceName 是 {service}，但它不存在（选中这些 Pod 的 Service：{others}）：各 Pod 没有自己的 DNS 名称。',
  },
  statefulSetServiceSelectsOthers: {
    en: "The Service {service} selects {selector}, not this StatefulSet's Pods: their own DNS names do not resolve.",
    zh: 'Service {service} 的选择器是 {selector}，并未选中该 StatefulSet 的 Pod：它们自己的 DNS 名称无法解析。',
  },
  statefulSetServiceNotHeadless: {
    en: 'The Service {service} has a ClusterIP: Kubernetes asks for a headless one to give the Pods their names.',
    zh: 'Service {service} 有 ClusterIP：Kubernetes 要求用无头 Service 为 Pod 提供名称。',
  },
  workloadSelectorMisses: {
    en: 'The selector asks for {selector}, but the template gives its Pods {labels}: the API server refuses the {kind}.',
    zh: '选择器要求 {selector}，而模板给 Pod 的标签是 {labels}：API 服务器会拒绝该 {kind}。',
  },
  policyServicePort: {
    en: 'The policy allows port {port}, but packets reach the Pods on {targetPort}, which nothing allows: clients time out.',
    zh: '策略放行端口 {port}，但数据包到达 Pod 时端口是 {targetPort}，没有策略放行它：客户端会超时。',
  },
  policyAllowsNobody: {
    en: 'The Pods are isolated by {policies}, and none allows {targetPort}, to which port {port} leads: clients time out.',
    zh: '这些 Pod 被 {policies} 隔离，且没有策略放行端口 {port} 所指向的 {targetPort}：客户端会超时。',
  },
  policyForgetsDNS: {
    en: 'The Pods may reach other Pods but not DNS on port 53: every Service name fails to resolve.',
    zh: '这些 Pod 可以访问其他 Pod，却不能访问 53 端口的 DNS：所有 Service 名称都无法解析。',
  },
  policySelectorNearMiss: {
    en: 'The policy asks for {selector}, but the Pods of {workload} carry {labels}: it protects no Pod.',
    zh: '策略要求 {selector}，而 {workload} 的 Pod 带有 {labels}：它没有保护任何 Pod。',
  },
  policySelectsNothing: {
    en: 'No Pod here has the labels {selector}: the policy has no effect yet.',
    zh: '此处没有带标签 {selector} 的 Pod：该策略尚未生效。',
  },
  policyPeerSelectsNothing: {
    en: 'No Pod here has the labels {selector}: this peer allows nobody yet.',
    zh: '此处没有带标签 {selector} 的 Pod：该对端尚未放行任何人。',
  },
  policyExceptOutside: {
    en: '{except} is not inside {cidr}: the API server refuses the policy.',
    zh: '{except} 不在 {cidr} 之内：API 服务器会拒绝该策略。',
  },
  policyEndPortInvalid: {
    en: 'endPort {endPort} needs a numeric port not above it, but port is {port}: the API server refuses the policy.',
    zh: 'endPort {endPort} 需要一个不大于它的数字端口，而 port 是 {port}：API 服务器会拒绝该策略。',
  },
  routeServiceMissing: {
    en: 'The Service {service} does not exist (nearest name: {meant}): clients of this route get an error.',
    zh: 'Service {service} 不存在（最接近的名称：{meant}）：该路由的客户端会得到错误。',
  },
  routeServiceNotGiven: {
    en: 'These files give Services of the namespace, but not {service}.',
    zh: '这些文件包含该命名空间的 Service，但没有 {service}。',
  },
  routePortMissing: {
    en: "{service} has no port {port}; it has: {ports}. A route names the Service port, not the container's.",
    zh: '{service} 没有端口 {port}；它的端口是：{ports}。路由应写 Service 端口，而不是容器端口。',
  },
  routeToExternalName: {
    en: '{service} is only a name for {name}: many controllers refuse such a backend.',
    zh: '{service} 只是 {name} 的别名：许多控制器不接受这样的后端。',
  },
  ingressClassMissing: {
    en: 'No IngressClass is named {class} (there are: {classes}): no controller serves this Ingress.',
    zh: '没有名为 {class} 的 IngressClass（现有：{classes}）：没有控制器处理该 Ingress。',
  },
  ingressWithoutClass: {
    en: 'The Ingress names no class, and none of {classes} is the default: no controller may serve it.',
    zh: '该 Ingress 没有指定类别，而 {classes} 都不是默认：可能没有控制器处理它。',
  },
  gatewayMissing: {
    en: 'The Gateway {gateway} does not exist (nearest name: {meant}): nothing serves this route.',
    zh: 'Gateway {gateway} 不存在（最接近的名称：{meant}）：没有组件处理该路由。',
  },
  gatewayListenerMissing: {
    en: '{gateway} has no listener {listener}; it has: {listeners}.',
    zh: '{gateway} 没有监听器 {listener}；它有：{listeners}。',
  },
  gatewayRefusesNamespace: {
    en: 'No listener of {gateway} allows routes from this namespace.',
    zh: '{gateway} 的监听器都不允许来自该命名空间的路由。',
  },
  gatewayHostnameMismatch: {
    en: 'None of {hostnames} is a hostname that {gateway} listens for: no request reaches this route.',
    zh: '{hostnames} 都不是 {gateway} 监听的主机名：没有请求会到达该路由。',
  },
  gatewayClassMissing: {
    en: 'No GatewayClass is named {class} (there are: {classes}): no controller serves this Gateway.',
    zh: '没有名为 {class} 的 GatewayClass（现有：{classes}）：没有控制器处理该 Gateway。',
  },
  referenceGrantMissing: {
    en: '{service} is in another namespace, and no ReferenceGrant in {namespace} allows it: clients get an error.',
    zh: '{service} 在另一个命名空间，而 {namespace} 中没有 ReferenceGrant 允许引用：客户端会得到错误。',
  },
  routeWeightsZero: {
    en: 'Every backend of this rule has weight 0: clients get an error.',
    zh: '该规则的所有后端权重都是 0：客户端会得到错误。',
  },
  webhookServiceMissing: {
    en: 'The webhook calls the Service {service}, which does not exist (nearest name: {meant}).',
    zh: '该 Webhook 调用 Service {service}，但它不存在（最接近的名称：{meant}）。',
  },
  webhookPortMissing: {
    en: 'The webhook calls port {port} of {service}, which has: {ports}.',
    zh: '该 Webhook 调用 {service} 的端口 {port}，而它只有：{ports}。',
  },
  misspeltField: {
    en: '{kind} has no field {field}; did you mean {meant}? Kubernetes ignores it or refuses the object.',
    zh: '{kind} 没有字段 {field}；是否想写 {meant}？Kubernetes 会忽略它或拒绝该对象。',
  },
  unknownField: {
    en: '{kind} has no field {field} here: Kubernetes ignores it or refuses the object.',
    zh: '{kind} 在此处没有字段 {field}：Kubernetes 会忽略它或拒绝该对象。',
  },
  invalidField: { en: '{message}', zh: '{message}' },
  unusableObject: { en: '{message}', zh: '{message}' },
  duplicateObject: {
    en: 'Line {line} gives another object of the same kind and name: the later one replaces this one.',
    zh: '第 {line} 行另有同类同名的对象：后者会取代它。',
  },
  objectInTwoFiles: {
    en: '{other} gives another object of the same kind and name: applied together, the later one counts.',
    zh: '{other} 中另有同类同名的对象：一起应用时，以后者为准。',
  },
  objectRepeated: {
    en: '{other} gives the very same object again.',
    zh: '{other} 中又有完全相同的对象。',
  },
  misspeltKind: {
    en: '{apiVersion} has no kind {kind}; did you mean {meant}? The API server refuses the object.',
    zh: '{apiVersion} 中没有类型 {kind}；是否想写 {meant}？API 服务器会拒绝该对象。',
  },
  wrongAPIVersion: {
    en: '{kind} is not in {apiVersion} but in {meant}: the API server refuses the object.',
    zh: '{kind} 不属于 {apiVersion}，而属于 {meant}：API 服务器会拒绝该对象。',
  },
  retiredAPIVersion: {
    en: '{apiVersion} is no longer served: {kind} is in {meant} now. The object is left out.',
    zh: '{apiVersion} 已不再提供：{kind} 现属于 {meant}。已跳过该对象。',
  },
  kustomizePatch: {
    en: '{kustomization} applies this as a patch, and it is no object by itself: check the output of kubectl kustomize.',
    zh: '{kustomization} 将它作为补丁应用，它本身不是对象：请检查 kubectl kustomize 的输出。',
  },
  placeholderValue: {
    en: '{value} is filled in before the manifest is applied: what it becomes is not known here.',
    zh: '{value} 会在应用清单之前被替换：此处无法得知其值。',
  },
  templateFile: {
    en: 'A template, no manifest yet: check what comes out of it, e.g. helm template … | portolan check -f -',
    zh: '这是模板，还不是清单：请检查其输出，例如 helm template … | portolan check -f -',
  },
  replicasCut: {
    en: '{replicas} replicas: only {max} of the Pods are simulated here.',
    zh: '{replicas} 个副本：此处只模拟其中 {max} 个 Pod。',
  },
  yamlSyntax: {
    en: 'Document {document} is not valid YAML: {detail}. It is left out.',
    zh: '第 {document} 个文档不是有效的 YAML：{detail}。已跳过。',
  },
  duplicateKey: {
    en: 'A key is written twice in one mapping of document {document}: {detail}. The document is left out.',
    zh: '第 {document} 个文档的同一映射中有重复的键：{detail}。该文档已跳过。',
  },
  tooManyAliases: {
    en: 'The aliases of document {document} would unfold to more than a manifest can hold. It is left out.',
    zh: '第 {document} 个文档的别名展开后超出清单的合理大小。已跳过。',
  },
  notKubernetes: {
    en: 'Document {document} is no Kubernetes object: it is left out.',
    zh: '第 {document} 个文档不是 Kubernetes 对象：已跳过。',
  },
  unreadableFile: { en: '{reason}', zh: '{reason}' },
} satisfies Words;

export type FindingCode = keyof typeof findingWords;

/** Whether a code is one of this catalogue: codes also come from files and the wire. */
export function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(findingWords, code);
}
