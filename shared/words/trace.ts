// Why a hop decides as it does, why an endpoint is in or out, what was assumed, what was mistyped.

const mistakes = {
  badVantage: {
    en: '"{text}" is no vantage point: use pod:NAMESPACE/NAME, node:NAME, outside, server, browser or an IP address',
    zh: '“{text}”不是有效的观察点：请使用 pod:命名空间/名称、node:名称、outside、server、browser 或 IP 地址',
  },
  badTarget: {
    en: '"{text}" is no target: use IP:PORT, [IPv6]:PORT, NAME:PORT or svc:NAMESPACE/NAME:PORT',
    zh: '“{text}”不是有效的目标：请使用 IP:端口、[IPv6]:端口、名称:端口 或 svc:命名空间/名称:端口',
  },
  badPort: {
    en: 'The port of "{text}" is not between 1 and 65535',
    zh: '“{text}”的端口不在 1 到 65535 之间',
  },
  badProtocol: {
    en: 'The protocol of "{text}" is not TCP, UDP or SCTP',
    zh: '“{text}”的协议不是 TCP、UDP 或 SCTP',
  },
  bracketsNeeded: {
    en: 'Write the IPv6 address of "{text}" in brackets, as in [fd00::1]:80',
    zh: '请将“{text}”中的 IPv6 地址写在方括号里，例如 [fd00::1]:80',
  },
  badAt: {
    en: '"{text}" is no node: use node:NAME',
    zh: '“{text}”不是节点：请使用 node:名称',
  },
  atNeeded: {
    en: 'A bare source address needs the node that sees the packet: --at node:NAME',
    zh: '只给出源地址时，需要指明看到数据包的节点：--at node:名称',
  },
  noSuchNode: { en: 'There is no node {node}', zh: '没有名为 {node} 的节点' },
  noNodes: { en: 'The cluster has no nodes', zh: '集群中没有节点' },
  noSuchService: { en: 'There is no Service {service}', zh: '没有名为 {service} 的 Service' },
  noSuchPort: {
    en: 'Service {service} has no port named "{port}"',
    zh: 'Service {service} 没有名为“{port}”的端口',
  },
  portNeeded: {
    en: 'Service {service} has {count} ports: say which',
    zh: 'Service {service} 有 {count} 个端口：请指明哪一个',
  },
} as const;

const endpointReasons = {
  fqdnSlice: {
    en: 'Its slice holds names, which kube-proxy ignores',
    zh: '其切片保存的是域名，kube-proxy 会忽略',
  },
  foreignProxySlice: {
    en: 'Its slice is labelled for another proxy',
    zh: '其切片带有指定其他代理的标签',
  },
  familyNotServed: {
    en: 'The Service has no {family} cluster IP',
    zh: '该 Service 没有 {family} 的集群 IP',
  },
  sliceWithoutPorts: {
    en: 'Its slice lists no ports: no target port resolves in this Pod',
    zh: '其切片没有端口：目标端口在此 Pod 中无法解析',
  },
  portWithoutNumber: {
    en: 'Its port has no name or no number, so kube-proxy ignores it',
    zh: '其端口没有名称或端口号，kube-proxy 会忽略',
  },
  portNotOfService: {
    en: 'Its port "{port}" ({protocol}) is not a port of the Service',
    zh: '其端口“{port}”（{protocol}）不是该 Service 的端口',
  },
  notFirstAddress: {
    en: 'kube-proxy uses only the first address of an endpoint',
    zh: 'kube-proxy 只使用端点的第一个地址',
  },
  notReady: { en: 'Not ready', zh: '未就绪' },
  terminatingNotServing: {
    en: 'Terminating and no longer serving',
    zh: '正在终止且不再提供服务',
  },
  terminatingUnpublished: {
    en: 'Terminating, so DNS no longer publishes it',
    zh: '正在终止，DNS 不再发布它',
  },
  terminatingWhileReady: {
    en: 'Terminating while other endpoints are ready',
    zh: '正在终止，而其他端点已就绪',
  },
} as const;

const choiceReasons = {
  endpointInBoth: { en: 'Ready, and on this node', zh: '已就绪，且在本节点上' },
  endpointInCluster: { en: 'Ready', zh: '已就绪' },
  endpointInLocal: { en: 'Ready, and on this node', zh: '已就绪，且在本节点上' },
  terminatingFallback: {
    en: 'Terminating but still serving, and nothing is ready',
    zh: '正在终止但仍在提供服务，且没有已就绪的端点',
  },
  hintedToOtherNode: { en: 'Hinted to other nodes: {nodes}', zh: '提示给其他节点：{nodes}' },
  hintedToOtherZone: { en: 'Hinted to other zones: {zones}', zh: '提示给其他可用区：{zones}' },
  onOtherNode: {
    en: 'On node {node}, and the policy is Local',
    zh: '在节点 {node} 上，而策略为 Local',
  },
  withoutNode: {
    en: 'Names no node, so it is local to none',
    zh: '没有指明节点，因此不属于任何节点的本地端点',
  },
} as const;

const sources = {
  sourcePod: { en: 'a Pod at {address} on {node}', zh: '位于 {node} 的 Pod，地址 {address}' },
  sourceNode: { en: 'node {node} itself, {address}', zh: '节点 {node} 本身，地址 {address}' },
  sourceOutside: { en: 'a machine outside the cluster', zh: '集群外的机器' },
  sourceBare: { en: 'a new packet from {address}', zh: '来自 {address} 的新数据包' },
} as const;

const routes = {
  ownNode: {
    en: "the client's own node {node} decides",
    zh: '由客户端所在节点 {node} 决定',
  },
  addressedNode: {
    en: 'node {node}, which has the address, decides',
    zh: '由拥有该地址的节点 {node} 决定',
  },
  arrivesAtNode: { en: 'arrives at node {node}', zh: '到达节点 {node}' },
  namedNode: { en: 'as the kube-proxy of {node} sees it', zh: '从 {node} 的 kube-proxy 看来' },
  routedToNodes: { en: 'sent on to a node: {nodes}', zh: '转发到节点：{nodes}' },
  noRouteToClusterIP: {
    en: 'ClusterIPs exist only inside the cluster; nothing outside has a route to {address}',
    zh: 'ClusterIP 只存在于集群内部，外部没有到 {address} 的路由',
  },
  noRouteToPod: {
    en: 'Pod addresses are routed only inside the cluster; nothing outside has a route to {address}',
    zh: 'Pod 地址只在集群内部可路由，外部没有到 {address} 的路由',
  },
  noAddressOfFamily: { en: 'the client has no {family} address', zh: '客户端没有 {family} 地址' },
  addressNotOfCluster: {
    en: '{address} is no address of this cluster',
    zh: '{address} 不是此集群的地址',
  },
  ownLoopback: {
    en: "{address} is the client's own loopback: no packet leaves it",
    zh: '{address} 是客户端自身的回环地址，数据包不会离开',
  },
  throughBalancer: {
    en: 'goes out to the real load balancer of {service} and comes back to a NodePort as external traffic',
    zh: '先到达 {service} 的真实负载均衡器，再作为外部流量回到某个 NodePort',
  },
  balancerWithoutPort: {
    en: 'the load balancer of {service} has no port {port}',
    zh: '{service} 的负载均衡器没有端口 {port}',
  },
  balancerWithoutNodePort: {
    en: 'port {port} of {service} has no NodePort: how the balancer reaches the Pods is its own affair',
    zh: '{service} 的端口 {port} 没有 NodePort：负载均衡器如何到达 Pod 由其自行决定',
  },
} as const;

const names = {
  noSuchName: { en: '{name} does not exist', zh: '{name} 不存在' },
  clusterNameOnHost: {
    en: '{name} is a cluster name, and the resolver here does not ask cluster DNS',
    zh: '{name} 是集群内的名称，而此处的解析器不查询集群 DNS',
  },
  podRecordsOff: {
    en: '{name} is a Pod record, which CoreDNS does not serve by default',
    zh: '{name} 是 Pod 记录，CoreDNS 默认不提供',
  },
  noClusterIP: { en: 'the Service has no ClusterIP yet', zh: '该 Service 尚无 ClusterIP' },
  namesClusterIP: {
    en: 'answers the ClusterIP {address}, endpoints or not',
    zh: '返回 ClusterIP {address}，无论是否有端点',
  },
  noReadyEndpointToName: {
    en: 'headless and no endpoint is ready, so {name} does not exist',
    zh: '无头 Service 且没有就绪的端点，因此 {name} 不存在',
  },
  noSuchEndpointName: { en: 'no ready endpoint is called {name}', zh: '没有就绪的端点名为 {name}' },
  namesEndpoints: {
    en: 'answers {count} endpoint {count|address|addresses}',
    zh: '返回 {count} 个端点地址',
  },
  externalNameIsAddress: {
    en: '"{target}" looks like an address: DNS answers that it does not exist',
    zh: '“{target}”看起来像 IP 地址，DNS 会回答不存在',
  },
  externalNameUnset: {
    en: 'spec.externalName is not set: DNS answers that the name does not exist',
    zh: '未设置 spec.externalName：DNS 会回答该名称不存在',
  },
  nameLoop: { en: 'the names lead back to {name}', zh: '名称又指回 {name}' },
  nameOfTheWorld: {
    en: 'the search list asks the world for {name}: whether that exists cannot be told from the cluster',
    zh: '搜索列表会向外部查询 {name}：无法从集群得知它是否存在',
  },
  noAddressInFamily: {
    en: '{name} exists, but has no {family} address',
    zh: '{name} 存在，但没有 {family} 地址',
  },
  noSuchPortName: {
    en: '{name} names no port of a Service with an endpoint to offer',
    zh: '{name} 不对应任何有可用端点的 Service 端口',
  },
  namesPorts: {
    en: 'answers {count} {count|port|ports}',
    zh: '返回 {count} 个端口',
  },
  dnsDenied: {
    en: 'the question never reaches cluster DNS: {direction} of {pod}, isolated by {policies}, does not allow port {port}/{protocol} of {server}',
    zh: '查询到不了集群 DNS：{pod} 的 {direction} 被 {policies} 隔离，不允许 {server} 的端口 {port}/{protocol}',
  },
  dnsWithoutEndpoints: {
    en: 'cluster DNS {service} has no ready endpoint: nobody answers',
    zh: '集群 DNS {service} 没有就绪的端点：无人应答',
  },
  namesOutside: { en: 'leads to {name}, outside the cluster', zh: '指向集群外的 {name}' },
} as const;

const decisions = {
  slicesUnreadable: {
    en: 'EndpointSlices may not be read here, so where it goes is unknown',
    zh: '无权读取此处的 EndpointSlice，因此去向未知',
  },
  servicesUnreadable: {
    en: 'Services may not be read here, so what this is remains unknown',
    zh: '无权读取此处的 Service，因此无法判断',
  },
  noEndpoints: { en: 'the Service has no endpoints: refused', zh: '该 Service 没有端点：拒绝' },
  scaledToZero: {
    en: 'the Service has no endpoints, as {workload} is scaled to zero: refused',
    zh: '{workload} 已缩容到零，该 Service 没有端点：拒绝',
  },
  portWithoutEndpoints: {
    en: 'the Service has endpoints, but none of them serves port {port} (targetPort {targetPort}): refused',
    zh: '该 Service 有端点，但没有一个提供端口 {port}（targetPort {targetPort}）：拒绝',
  },
  noUsableEndpoints: {
    en: 'none of {count} {count|endpoint|endpoints} is usable: refused',
    zh: '{count} 个端点均不可用：拒绝',
  },
  noLocalEndpointsInternal: {
    en: 'internalTrafficPolicy is Local and {node} has no endpoint: dropped',
    zh: 'internalTrafficPolicy 为 Local，而 {node} 上没有端点：丢弃',
  },
  noLocalEndpointsExternal: {
    en: 'externalTrafficPolicy is Local and {node} has no endpoint: dropped',
    zh: 'externalTrafficPolicy 为 Local，而 {node} 上没有端点：丢弃',
  },
  leavesTheNode: {
    en: "no endpoints, and iptables does not check a node's own packets for this address: it leaves the node",
    zh: '没有端点，而 iptables 不检查节点自身发往该地址的数据包：数据包离开节点',
  },
  clusterEndpoints: {
    en: '{count} {count|endpoint|endpoints} of the whole cluster',
    zh: '整个集群的 {count} 个端点',
  },
  endpointsOfZone: {
    en: "{count} {count|endpoint|endpoints} hinted to this node's zone",
    zh: '提示给本节点可用区的 {count} 个端点',
  },
  endpointsOfNode: {
    en: '{count} {count|endpoint|endpoints} hinted to this node',
    zh: '提示给本节点的 {count} 个端点',
  },
  localEndpoints: {
    en: '{count} {count|endpoint|endpoints} on this node',
    zh: '本节点上的 {count} 个端点',
  },
  isNodePort: {
    en: 'a NodePort; externalTrafficPolicy is {policy}',
    zh: '是 NodePort；externalTrafficPolicy 为 {policy}',
  },
  isExternalIP: {
    en: 'an externalIP; externalTrafficPolicy is {policy}',
    zh: '是 externalIP；externalTrafficPolicy 为 {policy}',
  },
  isLoadBalancerIP: {
    en: 'a load balancer IP; externalTrafficPolicy is {policy}',
    zh: '是负载均衡器 IP；externalTrafficPolicy 为 {policy}',
  },
  sourceInRanges: {
    en: '{address} is in loadBalancerSourceRanges',
    zh: '{address} 在 loadBalancerSourceRanges 之内',
  },
  sourceNotInRanges: {
    en: '{address} is not in loadBalancerSourceRanges: dropped',
    zh: '{address} 不在 loadBalancerSourceRanges 之内：丢弃',
  },
  undefinedPort: {
    en: '{service} has no port {port}/{protocol}',
    zh: '{service} 没有端口 {port}/{protocol}',
  },
  otherProtocol: {
    en: '{service} has port {port}, but not for {protocol}',
    zh: '{service} 有端口 {port}，但协议不是 {protocol}',
  },
  nodePortAddressExcluded: {
    en: 'kube-proxy ({mode}) takes no NodePort traffic on {address}: the host itself answers or refuses',
    zh: 'kube-proxy（{mode}）不在 {address} 上接收 NodePort 流量：由主机自身应答或拒绝',
  },
  loopbackNodePortOff: {
    en: 'NodePorts do not work on {address} here ({mode}): the host itself answers or refuses',
    zh: '此处 NodePort 在 {address} 上不可用（{mode}）：由主机自身应答或拒绝',
  },
  hostItself: {
    en: 'no rule for port {port}/{protocol}: the host itself answers or refuses',
    zh: '端口 {port}/{protocol} 没有规则：由主机自身应答或拒绝',
  },
  noRuleForAddress: {
    en: 'no rule for {address}: the packet is routed as any other',
    zh: '{address} 没有规则：数据包按普通方式路由',
  },
  healthCheckOk: {
    en: 'healthCheckNodePort: answers 200, {count} ready local {count|endpoint|endpoints}',
    zh: 'healthCheckNodePort：返回 200，本地有 {count} 个就绪端点',
  },
  healthCheckFails: {
    en: 'healthCheckNodePort: answers 503, no ready local endpoint',
    zh: 'healthCheckNodePort：返回 503，本地没有就绪端点',
  },
  affinity: {
    en: 'a client stays with its endpoint for {seconds} s after its last connection',
    zh: '客户端在最后一次连接后的 {seconds} 秒内保持同一端点',
  },
  readyEndpoint: { en: 'ready', zh: '已就绪' },
  terminatingEndpoint: {
    en: 'terminating but still serving, used since nothing is ready',
    zh: '正在终止但仍在提供服务，因没有就绪端点而被使用',
  },
  podItself: { en: 'straight to {pod}, past every Service', zh: '直达 {pod}，不经过任何 Service' },
  headlessPort: {
    en: 'a headless Service does not map ports: the Pod listens on {targetPort}, not on {port}',
    zh: '无头 Service 不映射端口：Pod 监听 {targetPort}，而不是 {port}',
  },
  outsideTheCluster: { en: 'leaves the cluster for {address}', zh: '离开集群，前往 {address}' },
  endpointIsClusterIP: {
    en: '{address} is the ClusterIP of another Service, which is not rewritten again: silence',
    zh: '{address} 是另一个 Service 的 ClusterIP，不会再次改写：无响应',
  },
} as const;

/** `{direction}` is Kubernetes' own word, Ingress or Egress. */
const policies = {
  policyAllows: {
    en: '{direction} of {pod}: allowed by {policies}',
    zh: '{pod} 的 {direction}：{policies} 允许',
  },
  policyOwnNode: {
    en: "{direction} of {pod}: isolated by {policies}, but a Pod's own node always reaches it",
    zh: '{pod} 的 {direction}：被 {policies} 隔离，但 Pod 所在节点总能访问它',
  },
  policySelf: {
    en: '{direction} of {pod}: isolated by {policies}, but a Pod always reaches itself',
    zh: '{pod} 的 {direction}：被 {policies} 隔离，但 Pod 总能访问自身',
  },
  policyDenies: {
    en: '{direction} of {pod}: isolated by {policies}, and none allows {peer}, port {port}/{protocol}: dropped',
    zh: '{pod} 的 {direction}：被 {policies} 隔离，没有策略允许 {peer} 的端口 {port}/{protocol}：丢弃',
  },
  policyDeniesPort: {
    en: "{direction} of {pod}: {policies} allows {peer}, but not port {port}/{protocol}, which is the Pod's, not the Service's: dropped",
    zh: '{pod} 的 {direction}：{policies} 允许 {peer}，但不允许端口 {port}/{protocol}（是 Pod 的端口，而不是 Service 的）：丢弃',
  },
  policyDeniesMasqueraded: {
    en: '{direction} of {pod}: isolated by {policies}; the client arrives as {peer}, a node, and no ipBlock allows that: dropped',
    zh: '{pod} 的 {direction}：被 {policies} 隔离；客户端以节点地址 {peer} 到达，没有 ipBlock 允许：丢弃',
  },
  policyAllowsNothing: {
    en: '{direction} of {pod}: isolated by {policies} without any rule: dropped',
    zh: '{pod} 的 {direction}：被 {policies} 隔离且没有任何规则：丢弃',
  },
  policyOnUnknownAddress: {
    en: 'Policies let only some addresses out, and that of {name} is not known here: it is assumed to be one of them',
    zh: '策略只允许访问部分地址，而此处不知道 {name} 的地址：假定它在允许之列',
  },
  policiesUnreadable: {
    en: 'NetworkPolicies of namespace {namespace} may not be read: none is assumed',
    zh: '无权读取命名空间 {namespace} 的 NetworkPolicy：假定没有',
  },
  policyEngineAssumed: {
    en: 'The Pod network is assumed to enforce NetworkPolicies; where it does not, this connection passes',
    zh: '假定 Pod 网络会执行 NetworkPolicy；若不执行，此连接可通过',
  },
  policyOnHostNetwork: {
    en: 'Pod {pod} uses the host network, where {policies} is assumed to have no effect',
    zh: 'Pod {pod} 使用主机网络，假定 {policies} 对其无效',
  },
  policyOnUnseenPod: {
    en: 'Pod {pod} may not be read: the NetworkPolicies of namespace {namespace} are assumed not to select it',
    zh: '无权读取 Pod {pod}：假定命名空间 {namespace} 的 NetworkPolicy 没有选中它',
  },
  namespaceUnreadable: {
    en: 'The labels of namespace {namespace} may not be read: policies are taken to see its name alone',
    zh: '无权读取命名空间 {namespace} 的标签：假定策略只能看到其名称',
  },
} as const;

const masquerades = {
  masqueradeAll: {
    en: 'masqueradeAll: the source becomes the node',
    zh: 'masqueradeAll：源地址改为节点地址',
  },
  noLocalDetector: {
    en: 'kube-proxy knows no Pod range, so the source is kept',
    zh: 'kube-proxy 不知道 Pod 网段，因此保留源地址',
  },
  podKeepsSource: { en: 'a Pod keeps its source address', zh: 'Pod 保留其源地址' },
  notAPod: {
    en: '{address} is no Pod: the source becomes the node',
    zh: '{address} 不是 Pod：源地址改为节点地址',
  },
  externalCluster: {
    en: 'externalTrafficPolicy Cluster: the source becomes the node',
    zh: 'externalTrafficPolicy 为 Cluster：源地址改为节点地址',
  },
  externalLocal: {
    en: 'externalTrafficPolicy Local: the source is kept',
    zh: 'externalTrafficPolicy 为 Local：保留源地址',
  },
  podShortCircuit: {
    en: 'a Pod: treated as if inside, source kept',
    zh: '来自 Pod：按集群内部流量处理，保留源地址',
  },
  nodeShortCircuit: {
    en: "the node's own traffic: treated as if inside, the source becomes the node",
    zh: '节点自身的流量：按集群内部流量处理，源地址改为节点地址',
  },
  hairpin: {
    en: '{address} may be sent to itself: that share has its source rewritten',
    zh: '{address} 可能被发回自身：该份额的源地址会被改写',
  },
} as const;

const assumptions = {
  proxyDefaults: {
    en: 'The kube-proxy ConfigMap is not there or may not be read: iptables mode with its defaults is assumed, and the Pod ranges of the nodes as cluster CIDR',
    zh: 'kube-proxy 的 ConfigMap 不存在或无权读取：假定为 iptables 模式及其默认值，并以各节点的 Pod 网段作为集群 CIDR',
  },
  proxyDefaultsInMode: {
    en: 'The kube-proxy ConfigMap is not there or may not be read: {mode} mode, as asked for, with its defaults is assumed, and the Pod ranges of the nodes as cluster CIDR',
    zh: 'kube-proxy 的 ConfigMap 不存在或无权读取：按要求假定为 {mode} 模式及其默认值，并以各节点的 Pod 网段作为集群 CIDR',
  },
  proxyConfigUnreadable: {
    en: "The kube-proxy ConfigMap's config.conf cannot be understood: iptables mode with its defaults is assumed",
    zh: '无法理解 kube-proxy ConfigMap 的 config.conf：假定为 iptables 模式及其默认值',
  },
  proxyModeUnknown: {
    en: 'kube-proxy mode "{mode}" is unknown: iptables is assumed',
    zh: '未知的 kube-proxy 模式“{mode}”：假定为 iptables',
  },
  outsideAddress: {
    en: 'A machine outside is taken to be {address}',
    zh: '集群外的机器假定为 {address}',
  },
  nodesAssumed: {
    en: 'The files give no Nodes: {nodes} are assumed',
    zh: '文件中没有节点：假定有 {nodes}',
  },
  addressesAssumed: {
    en: 'Pods, addresses and NodePorts that the files do not give are made up; the cluster assigns its own',
    zh: '文件未给出的 Pod、地址和 NodePort 是虚构的，集群会另行分配',
  },
  hypotheticalPod: {
    en: 'Pod {pod} is not there: a client without labels on {node} at {address} is assumed',
    zh: 'Pod {pod} 不存在：假定为 {node} 上没有标签、地址为 {address} 的客户端',
  },
  podWithoutAddress: {
    en: 'Pod {pod} has no address yet: {address} on {node} is assumed',
    zh: 'Pod {pod} 尚无地址：假定为 {node} 上的 {address}',
  },
  podSourcePreserved: {
    en: "The Pod's address is assumed to reach the other node unchanged; where the Pod network rewrites it to the node's, only local endpoints remain",
    zh: '假定 Pod 的地址原样到达另一节点；若 Pod 网络将其改写为节点地址，则只剩本地端点',
  },
  nodeNotReady: {
    en: 'Node {node} is not ready: what is sent there may time out',
    zh: '节点 {node} 未就绪：发往该处的流量可能超时',
  },
  hairpinSupported: {
    en: 'The Pod network is assumed to let a Pod reach itself through its Service',
    zh: '假定 Pod 网络允许 Pod 通过 Service 访问自身',
  },
  portUndeclared: {
    en: 'Pod {pod} declares no port {port}/{protocol}: if nobody listens there, the Pod itself refuses',
    zh: 'Pod {pod} 没有声明端口 {port}/{protocol}：若无人监听，Pod 自身会拒绝',
  },
  outsideCluster: {
    en: 'Whether {address} answers cannot be known from the cluster',
    zh: '无法从集群得知 {address} 是否应答',
  },
  dnsOverTcpDenied: {
    en: 'Policies allow Pod {pod} to ask DNS over UDP but not over TCP: answers too large for UDP are lost',
    zh: '策略允许 Pod {pod} 通过 UDP 查询 DNS，但不允许 TCP：超出 UDP 大小的应答会丢失',
  },
  dnsAssumed: {
    en: 'Cluster DNS is not to be seen: Pods labelled k8s-app=kube-dns in kube-system are assumed',
    zh: '看不到集群 DNS：假定为 kube-system 中带有标签 k8s-app=kube-dns 的 Pod',
  },
  externalIPRouted: {
    en: 'The network is assumed to route {address} to a node',
    zh: '假定网络会将 {address} 路由到某个节点',
  },
  balancerSpreads: {
    en: 'The load balancer is assumed to spread connections evenly over the nodes it finds healthy',
    zh: '假定负载均衡器将连接平均分配到它认为健康的节点',
  },
} as const;

export const traceWords = {
  ...mistakes,
  ...endpointReasons,
  ...choiceReasons,
  ...sources,
  ...routes,
  ...names,
  ...decisions,
  ...policies,
  ...masquerades,
  ...assumptions,
} as const;
/** Every code the engine gives as a reason, an assumption or a mistake. */
export type TraceCode = keyof typeof traceWords;
