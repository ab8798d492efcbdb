// What each rule of the Service semantics says, in one sentence.
import type { Words } from './say.ts';

const objects = {
  S1: {
    en: 'NodePort has all that ClusterIP has and LoadBalancer all that NodePort has; ExternalName has no virtual IP, no endpoints and no proxying.',
    zh: 'NodePort 包含 ClusterIP 的全部功能，LoadBalancer 包含 NodePort 的全部功能；ExternalName 没有虚拟 IP、端点和代理。',
  },
  S2: {
    en: 'Fields left out have defaults: type ClusterIP, protocol TCP, targetPort like port, policies Cluster.',
    zh: '省略的字段有默认值：类型 ClusterIP、协议 TCP、targetPort 等于 port、流量策略 Cluster。',
  },
  S3: {
    en: 'externalTrafficPolicy counts only on LoadBalancer, NodePort, or a ClusterIP with externalIPs.',
    zh: 'externalTrafficPolicy 仅对 LoadBalancer、NodePort 或带 externalIPs 的 ClusterIP 有效。',
  },
  S4: {
    en: 'A Service port joins endpoints by its name and protocol, never by its number.',
    zh: 'Service 端口按名称和协议与端点关联，而不是按端口号。',
  },
  S5: {
    en: 'The same number on another protocol is another port.',
    zh: '相同端口号的另一协议是另一个端口。',
  },
  S6: {
    en: 'appProtocol is a hint; kube-proxy does nothing with it.',
    zh: 'appProtocol 只是提示，kube-proxy 不使用它。',
  },
  S7: {
    en: 'A nodePort comes from a range and is unique per protocol in the cluster.',
    zh: 'nodePort 取自指定范围，且在集群内按协议唯一。',
  },
  S8: {
    en: 'A selector matches Pods of its own namespace that carry every listed label; without one nobody manages endpoints.',
    zh: '选择器匹配同一命名空间内带有全部所列标签的 Pod；没有选择器则无人管理端点。',
  },
  S9: {
    en: 'A headless Service is not proxied: clients connect to Pod addresses and nothing maps port to targetPort.',
    zh: '无头 Service 不经代理：客户端直连 Pod 地址，port 不会映射到 targetPort。',
  },
  S10: {
    en: 'kube-proxy ignores what is labelled for another proxy, and headless slices.',
    zh: 'kube-proxy 忽略标记给其他代理的对象以及无头切片。',
  },
  S11: {
    en: 'ipFamilyPolicy decides which IP families a Service gets; the first is primary and fixed.',
    zh: 'ipFamilyPolicy 决定 Service 获得哪些 IP 协议族；第一个为主且不可变。',
  },
  S12: {
    en: 'Each IP family is proxied by itself, with only the addresses and slices of that family.',
    zh: '每个 IP 协议族单独代理，只使用该协议族的地址和切片。',
  },
  S13: {
    en: 'Kubernetes neither allocates nor routes externalIPs.',
    zh: 'Kubernetes 既不分配也不路由 externalIPs。',
  },
  S14: {
    en: 'Without a controller for its class a load balancer stays pending and has no address.',
    zh: '没有对应类别的控制器时，负载均衡器一直处于等待状态且没有地址。',
  },
  S15: {
    en: 'allocateLoadBalancerNodePorts false gives a load balancer without NodePorts.',
    zh: 'allocateLoadBalancerNodePorts 为 false 时，负载均衡器没有 NodePort。',
  },
} as const;

const slices = {
  S16: {
    en: 'A Pod with an IP is a candidate until it has succeeded or failed.',
    zh: '有 IP 的 Pod 在成功结束或失败之前都是候选端点。',
  },
  S17: {
    en: 'Terminating Pods stay in EndpointSlices; the legacy Endpoints drop them.',
    zh: '正在终止的 Pod 仍保留在 EndpointSlice 中；旧的 Endpoints 会去掉它们。',
  },
  S18: {
    en: 'Ready means serving and not terminating, or publishNotReadyAddresses.',
    zh: '就绪表示正在提供服务且未终止，或设置了 publishNotReadyAddresses。',
  },
  S19: {
    en: 'A Pod whose Node is missing is left out, unless publishNotReadyAddresses.',
    zh: 'Node 对象缺失的 Pod 会被排除，除非设置了 publishNotReadyAddresses。',
  },
  S20: {
    en: 'A Pod contributes its address of the slice’s family, or nothing.',
    zh: 'Pod 只提供与切片协议族相同的地址，否则不提供。',
  },
  S21: {
    en: 'An endpoint’s node comes from the Pod, its zone from the Node’s label.',
    zh: '端点的节点来自 Pod，可用区来自 Node 的标签。',
  },
  S22: {
    en: 'A hostname is published only when the Pod’s subdomain is the Service’s name.',
    zh: '只有当 Pod 的 subdomain 等于 Service 名称时才发布主机名。',
  },
  S23: {
    en: 'A numeric targetPort is used blindly; a name is looked up in each Pod by name and protocol.',
    zh: '数字 targetPort 直接使用；名称则在每个 Pod 中按名称和协议查找。',
  },
  S24: {
    en: 'A targetPort name that a Pod does not have leaves that Pod out for that port alone.',
    zh: '如果 Pod 中没有该 targetPort 名称，则仅对该端口排除此 Pod。',
  },
  S25: {
    en: 'Pods with different resolved ports go to different slices.',
    zh: '解析出的端口不同的 Pod 会放入不同的切片。',
  },
  S26: {
    en: 'A slice holds 100 endpoints by default; a Service without endpoints keeps one empty slice.',
    zh: '切片默认最多 100 个端点；没有端点的 Service 保留一个空切片。',
  },
  S27: {
    en: 'Legacy Endpoints are cut to 1000 addresses; slices are not.',
    zh: '旧的 Endpoints 会截断为 1000 个地址；切片不会。',
  },
  S28: {
    en: 'ExternalName Services get no endpoints, selector or not.',
    zh: 'ExternalName Service 没有端点，无论是否有选择器。',
  },
  S29: {
    en: 'A slice belongs to the Service its label names, whoever made it.',
    zh: '切片属于其标签所指的 Service，无论由谁创建。',
  },
  S30: {
    en: 'Another Service’s ClusterIP is admitted as an endpoint but does not work as a destination.',
    zh: '另一个 Service 的 ClusterIP 可以写为端点，但不能作为目的地工作。',
  },
  S31: {
    en: 'Endpoints are mirrored to slices only for a Service without selector.',
    zh: '只有没有选择器的 Service，其 Endpoints 才会镜像为切片。',
  },
  S32: {
    en: 'Conditions left out mean ready, serving and not terminating.',
    zh: '省略的条件表示就绪、提供服务且未终止。',
  },
  S33: {
    en: 'kube-proxy takes only the first address of an endpoint and no FQDN slices.',
    zh: 'kube-proxy 只使用端点的第一个地址，并忽略 FQDN 切片。',
  },
  S34: {
    en: 'An endpoint port without name or number is ignored; the unnamed Service port matches the empty name.',
    zh: '没有名称或端口号的端点端口会被忽略；未命名的 Service 端口只匹配空名称。',
  },
  S35: {
    en: 'An endpoint without nodeName is local to no node.',
    zh: '没有 nodeName 的端点不属于任何节点的本地端点。',
  },
} as const;

const choice = {
  S36: {
    en: 'Candidates come from all slices of the family, joined by port name and protocol, each ip:port once.',
    zh: '候选端点来自该协议族的所有切片，按端口名称和协议关联，每个 ip:port 只计一次。',
  },
  S37: {
    en: 'A node keeps a Cluster set and a Local set, as the two traffic policies need them.',
    zh: '节点根据两种流量策略的需要维护 Cluster 集合和 Local 集合。',
  },
  S38: {
    en: 'Ready endpoints first; if there are none, those terminating but still serving, for each set by itself.',
    zh: '优先使用就绪端点；若没有，则使用正在终止但仍提供服务的端点，两个集合各自判断。',
  },
  S39: {
    en: 'Unready endpoints that are not terminating are never used.',
    zh: '未就绪且未终止的端点从不使用。',
  },
  S40: {
    en: 'If no node at all has a usable endpoint, connections are refused at once; if only this node has none under a Local policy, they are silently dropped.',
    zh: '如果所有节点都没有可用端点，连接会立即被拒绝；如果只是本节点在 Local 策略下没有可用端点，连接会被静默丢弃。',
  },
  S41: {
    en: 'Hints narrow the choice only if every ready endpoint has them and one names this node or zone.',
    zh: '只有当所有就绪端点都带有提示且其中之一指向本节点或可用区时，提示才会缩小范围。',
  },
  S42: {
    en: 'Within a chosen zone or node there is no further fallback.',
    zh: '在选定的可用区或节点内不再有其他回退。',
  },
  S43: {
    en: 'The controller writes hints for trafficDistribution; kube-proxy reads hints alone.',
    zh: '控制器根据 trafficDistribution 写入提示；kube-proxy 只读取提示。',
  },
  S44: {
    en: 'The topology-mode annotation beats trafficDistribution, and its hints may point anywhere.',
    zh: 'topology-mode 注解优先于 trafficDistribution，其提示可能指向任何位置。',
  },
} as const;

const packets = {
  S45: {
    en: 'Every node recognises every ClusterIP, externalIP and load balancer IP; a NodePort only on its own addresses.',
    zh: '每个节点都识别所有 ClusterIP、externalIP 和负载均衡器 IP；NodePort 只在自身地址上识别。',
  },
  S46: {
    en: 'internalTrafficPolicy governs the ClusterIP alone, externalTrafficPolicy everything else.',
    zh: 'internalTrafficPolicy 只管 ClusterIP，其余由 externalTrafficPolicy 决定。',
  },
  S47: {
    en: 'externalTrafficPolicy Cluster uses all endpoints and always masquerades the source.',
    zh: 'externalTrafficPolicy 为 Cluster 时使用所有端点，并总是伪装源地址。',
  },
  S48: {
    en: 'externalTrafficPolicy Local: Pods and the node itself still get all endpoints; everyone else local ones with the source kept, or silence.',
    zh: 'externalTrafficPolicy 为 Local 时：Pod 和节点自身仍可用所有端点；其他来源只用本地端点并保留源地址，否则被丢弃。',
  },
  S49: {
    en: 'The node that has the address decides, and takes for a Pod whatever its detector does.',
    zh: '由拥有该地址的节点决定，并由其检测器判断来源是否为 Pod。',
  },
  S50: {
    en: 'Traffic to a ClusterIP is masqueraded when its source is no Pod, when it comes back to itself, or with masqueradeAll.',
    zh: '发往 ClusterIP 的流量在来源不是 Pod、回到自身或设置 masqueradeAll 时会被伪装。',
  },
  S51: {
    en: 'A client sent back to itself is masqueraded and needs hairpin support in the Pod network.',
    zh: '客户端被发回自身时会被伪装，并需要 Pod 网络支持 hairpin。',
  },
  S52: {
    en: 'loadBalancerSourceRanges guard the load balancer IP alone; others are dropped there.',
    zh: 'loadBalancerSourceRanges 只保护负载均衡器 IP；不在范围内的来源会被丢弃。',
  },
  S53: {
    en: 'Without endpoints there is no source range firewall: everybody is refused.',
    zh: '没有端点时源地址防火墙不存在：所有来源都被拒绝。',
  },
  S54: {
    en: 'A load balancer in Proxy mode, or with a hostname alone, gets no rule: clients go through the real balancer.',
    zh: 'Proxy 模式或只有主机名的负载均衡器没有规则：客户端经由真实的负载均衡器。',
  },
  S55: {
    en: 'No usable endpoint anywhere: refused. A Local policy with endpoints only elsewhere: dropped.',
    zh: '任何地方都没有可用端点：拒绝。Local 策略而端点只在其他节点：丢弃。',
  },
  S56: {
    en: 'Refused means an ICMP port unreachable at once; dropped means silence until a timeout.',
    zh: '拒绝表示立即返回 ICMP 端口不可达；丢弃表示无响应直至超时。',
  },
  S57: {
    en: 'In iptables mode a node’s own packet to a load balancer IP or externalIP without endpoints is not refused but leaves the node.',
    zh: '在 iptables 模式下，节点自身发往没有端点的负载均衡器 IP 或 externalIP 的数据包不会被拒绝，而是离开节点。',
  },
  S58: {
    en: 'Every endpoint gets an equal share of connections, and kube-proxy does not try another.',
    zh: '每个端点获得相等份额的连接，kube-proxy 不会重试其他端点。',
  },
  S59: {
    en: 'ClientIP affinity keeps a source address on one endpoint, per node and Service port.',
    zh: 'ClientIP 会话保持使同一源地址固定到一个端点，按节点和 Service 端口分别记录。',
  },
  S60: {
    en: 'iptables chains are named by a hash of namespace, Service, port and protocol.',
    zh: 'iptables 链名由命名空间、Service、端口和协议的哈希生成。',
  },
  S61: {
    en: 'nftables chains carry a short hash and a readable name.',
    zh: 'nftables 链名由短哈希和可读名称组成。',
  },
  S62: {
    en: 'On a ClusterIP’s undefined port iptables has no rule; nftables and ipvs refuse.',
    zh: '对 ClusterIP 的未定义端口，iptables 没有规则；nftables 和 ipvs 会拒绝。',
  },
  S63: {
    en: 'iptables takes NodePorts on all addresses of the node, nftables on the primary ones, unless nodePortAddresses says otherwise.',
    zh: '除非 nodePortAddresses 另有规定，iptables 在节点所有地址上接收 NodePort，nftables 只在主地址上接收。',
  },
  S64: {
    en: 'NodePorts work on loopback for IPv4 in iptables mode alone.',
    zh: '只有 iptables 模式的 IPv4 支持回环地址上的 NodePort。',
  },
  S65: {
    en: 'A NodePort rule shadows the host; where it does not apply the host itself answers or refuses.',
    zh: 'NodePort 规则会遮蔽主机端口；规则不适用之处由主机自身应答或拒绝。',
  },
  S66: {
    en: 'A healthCheckNodePort answers 200 where the node has a ready local endpoint, else 503.',
    zh: '节点有就绪的本地端点时 healthCheckNodePort 返回 200，否则返回 503。',
  },
} as const;

const vantages = {
  S67: {
    en: 'A Pod reaches ClusterIPs, load balancer IPs, externalIPs, NodePorts, Pod IPs and cluster DNS.',
    zh: 'Pod 可以访问 ClusterIP、负载均衡器 IP、externalIP、NodePort、Pod IP 和集群 DNS。',
  },
  S68: {
    en: 'A node reaches the same addresses, but its resolver does not know the cluster’s names.',
    zh: '节点可以访问同样的地址，但其解析器不知道集群内的名称。',
  },
  S69: {
    en: 'A machine outside has no route to ClusterIPs and Pod IPs.',
    zh: '集群外的机器没有到 ClusterIP 和 Pod IP 的路由。',
  },
  S70: {
    en: 'From outside with externalTrafficPolicy Local, only nodes with a local endpoint answer.',
    zh: '从外部访问且 externalTrafficPolicy 为 Local 时，只有拥有本地端点的节点会应答。',
  },
  S71: {
    en: 'A Pod’s packet to a load balancer IP never leaves its node’s kube-proxy: success inside says nothing about outside.',
    zh: 'Pod 发往负载均衡器 IP 的数据包由本节点 kube-proxy 处理：内部成功不代表外部可达。',
  },
} as const;

const dns = {
  S72: {
    en: 'A Service’s name gives its ClusterIPs, whether it has endpoints or not.',
    zh: 'Service 的名称解析为其 ClusterIP，无论是否有端点。',
  },
  S73: {
    en: 'A headless Service’s name gives its ready endpoints; without any the name does not exist.',
    zh: '无头 Service 的名称解析为其就绪端点；没有就绪端点时名称不存在。',
  },
  S74: {
    en: 'Each ready endpoint has a name of its own under the Service’s.',
    zh: '每个就绪端点在 Service 名称之下有自己的名称。',
  },
  S75: {
    en: 'StatefulSet Pod names need the governing Service, and a ready Pod.',
    zh: 'StatefulSet 的 Pod 名称需要其管理 Service，且 Pod 已就绪。',
  },
  S76: {
    en: 'SRV records exist for named ports: the Service port, or for headless the endpoint’s.',
    zh: 'SRV 记录只为命名端口存在：给出 Service 端口，无头 Service 则给出端点端口。',
  },
  S77: {
    en: 'ExternalName is a CNAME and nothing more; a name that looks like an address does not resolve.',
    zh: 'ExternalName 只是 CNAME；看起来像 IP 地址的名称无法解析。',
  },
  S78: {
    en: 'Pod records depend on a CoreDNS option that is off by default.',
    zh: 'Pod 记录取决于 CoreDNS 的选项，默认关闭。',
  },
  S79: {
    en: 'ClusterFirst Pods ask cluster DNS, with a search list and ndots 5.',
    zh: 'ClusterFirst 的 Pod 查询集群 DNS，带有搜索列表和 ndots 5。',
  },
  S80: {
    en: 'Short names try the search list first: a bare name finds Services of the client’s own namespace.',
    zh: '短名称先尝试搜索列表：单独的名称只在客户端自己的命名空间中查找。',
  },
  S81: {
    en: 'An unknown Service or namespace does not resolve.',
    zh: '未知的 Service 或命名空间无法解析。',
  },
} as const;

const policies = {
  S82: {
    en: 'Policies only allow; a Pod is isolated in a direction once a policy selects it for it.',
    zh: '策略只做允许；一旦有策略在某方向选中 Pod，该方向即被隔离。',
  },
  S83: {
    en: 'policyTypes is Ingress, and Egress if there are egress rules, unless stated.',
    zh: '未指明时 policyTypes 为 Ingress，若有出站规则则再加 Egress。',
  },
  S84: {
    en: 'The client’s egress and the server’s ingress must both allow a connection.',
    zh: '连接必须同时被客户端的出站和服务端的入站允许。',
  },
  S85: {
    en: 'A rule matches when one peer and one port match; no list means all, no rule means none.',
    zh: '规则需有一个对端和一个端口同时匹配；没有列表表示全部，没有规则表示都不允许。',
  },
  S86: {
    en: 'podSelector and namespaceSelector in one entry both apply; in two entries either does.',
    zh: '同一条目中的 podSelector 与 namespaceSelector 取交集；两个条目取并集。',
  },
  S87: {
    en: 'ipBlock leaves out its exceptions and is meant for addresses outside the cluster.',
    zh: 'ipBlock 会排除其 except 范围，用于集群外的地址。',
  },
  S88: {
    en: 'A policy’s port is TCP by default; a name is looked up on the destination Pod.',
    zh: '策略端口默认为 TCP；名称在目的 Pod 上查找。',
  },
  S89: {
    en: 'A Pod’s own node always reaches it, and a Pod always reaches itself.',
    zh: 'Pod 所在节点总能访问它，Pod 也总能访问自身。',
  },
  S90: {
    en: 'Policies for hostNetwork Pods are undefined; most plugins see them as node addresses.',
    zh: '对 hostNetwork Pod 的策略未定义；多数插件视其为节点地址。',
  },
  S91: {
    en: 'Policies see the Pod’s IP and targetPort, after the Service’s address was rewritten.',
    zh: '策略看到的是改写之后的 Pod IP 和 targetPort。',
  },
  S92: {
    en: 'Denied traffic is usually dropped; without a policy engine nothing is enforced.',
    zh: '被拒绝的流量通常被丢弃；没有策略引擎则不会执行。',
  },
  S93: {
    en: 'With egress isolation, DNS must be allowed too, or every name fails.',
    zh: '隔离出站时也必须允许 DNS，否则所有名称都无法解析。',
  },
} as const;

const routesAndSymptoms = {
  S94: {
    en: 'An Ingress or a Gateway route leads to a Service port, by number or name, in shares by weight.',
    zh: 'Ingress 或 Gateway 路由按端口号或名称指向 Service 端口，并按权重分配。',
  },
  S95: {
    en: 'An invalid backend answers 500, one without endpoints 503; controllers often bypass kube-proxy.',
    zh: '无效后端返回 500，没有端点的后端返回 503；控制器常绕过 kube-proxy。',
  },
  S96: {
    en: 'Each cause shows a symptom of its own to the client.',
    zh: '每种原因在客户端表现出各自的症状。',
  },
  S97: {
    en: 'A refusal by the node and one by the Pod look the same to the client.',
    zh: '节点的拒绝与 Pod 的拒绝在客户端看来相同。',
  },
  S98: {
    en: 'A firewall on the way may swallow the refusal and turn it into a timeout.',
    zh: '途中的防火墙可能吞掉拒绝报文，使其变为超时。',
  },
} as const;

export const ruleWords = {
  ...objects,
  ...slices,
  ...choice,
  ...packets,
  ...vantages,
  ...dns,
  ...policies,
  ...routesAndSymptoms,
} as const satisfies Words;
