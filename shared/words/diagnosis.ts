// Why tests come out as they do: causes, what speaks for them, and what mends them.
import { findingTitles } from './findingTitles.ts';
import { findingWords } from './findings.ts';
import { type Language, type Params, say, type Words } from './say.ts';
import { traceWords } from './trace.ts';

/** What a cause is called. */
export const causeWords = {
  appNotListening: {
    en: 'The app does not listen on port {port}',
    zh: '应用没有监听端口 {port}',
  },
  listensOnLoopback: {
    en: 'The app listens on 127.0.0.1 only',
    zh: '应用只监听 127.0.0.1',
  },
  wrongTargetPort: {
    en: 'The targetPort is not a port the app listens on',
    zh: 'targetPort 不是应用监听的端口',
  },
  noEndpoints: {
    en: 'The Service has no endpoints: {finding}',
    zh: '该 Service 没有端点：{finding}',
  },
  proxyStale: {
    en: 'kube-proxy on {nodes} is dead or behind the times',
    zh: '{nodes} 上的 kube-proxy 已停止或规则过期',
  },
  clusterDNS: { en: 'Cluster DNS does not answer', zh: '集群 DNS 没有应答' },
  dnsPolicy: {
    en: 'Pod {pod} does not ask cluster DNS: its dnsPolicy or resolv.conf',
    zh: 'Pod {pod} 不查询集群 DNS：检查其 dnsPolicy 或 resolv.conf',
  },
  nameTypo: { en: 'There is no such name: {name}', zh: '名称不存在：{name}' },
  networkPolicy: {
    en: 'NetworkPolicy {policies} denies it ({direction})',
    zh: 'NetworkPolicy {policies} 拒绝了它（{direction}）',
  },
  nodePortFirewall: {
    en: 'A firewall or security group before {nodes} drops port {port}',
    zh: '{nodes} 前的防火墙或安全组丢弃了端口 {port}',
  },
  loadBalancerPath: {
    en: 'The load balancer at {address} does not pass it on',
    zh: '位于 {address} 的负载均衡器没有转发',
  },
  localPolicy: {
    en: '{field} is Local, and {nodes} {count|has|have} no endpoint',
    zh: '{field} 为 Local，而 {nodes} 上没有端点',
  },
  crossNode: {
    en: 'The Pod network between {from} and {nodes} is broken',
    zh: '{from} 与 {nodes} 之间的 Pod 网络不通',
  },
  mtu: {
    en: 'Large packets are lost between {from} and {nodes} (MTU)',
    zh: '{from} 与 {nodes} 之间的大数据包丢失（MTU）',
  },
  podSilent: {
    en: 'Packets vanish at {pods}',
    zh: '数据包在 {pods} 处消失',
  },
  appSilent: {
    en: 'The app accepts and does not answer',
    zh: '应用接受连接但不应答',
  },
  policyNotEnforced: {
    en: 'NetworkPolicy {policies} is not enforced',
    zh: 'NetworkPolicy {policies} 没有被执行',
  },
  policyStricter: {
    en: 'The policy engine reads {policies} more strictly',
    zh: '策略引擎对 {policies} 的执行比定义更严格',
  },
  sourceRanges: {
    en: '{address} is not in loadBalancerSourceRanges',
    zh: '{address} 不在 loadBalancerSourceRanges 之内',
  },
  hairpin: {
    en: 'Pod {pod} cannot reach itself through its Service (hairpin)',
    zh: 'Pod {pod} 无法通过自己的 Service 访问自身（hairpin）',
  },
  externalNameHost: {
    en: 'The server behind the ExternalName does not answer to {name}, but to {names}',
    zh: 'ExternalName 背后的服务器不接受主机名 {name}，只接受 {names}',
  },
  certificate: {
    en: 'TLS fails at {to}: the certificate or the handshake',
    zh: '{to} 的 TLS 失败：证书或握手有问题',
  },
  resetAfterConnect: {
    en: 'Accepted, then reset: a mesh that wants mTLS, or a proxy with nobody behind it',
    zh: '接受后被重置：要求 mTLS 的服务网格，或背后无人应答的代理',
  },
  oneFamily: {
    en: '{name} works over one IP family only: {family} fails',
    zh: '{name} 只在一个 IP 协议族上可用：{family} 失败',
  },
  interceptor: {
    en: 'Accepted, identity unverified: something between {from} and the cluster accepts everything',
    zh: '已接受，但身份未经证实：{from} 与集群之间有组件接受一切连接',
  },
} satisfies Words;
export type CauseCode = keyof typeof causeWords;

/** Without a finding, the shorter half. */
const withoutFinding = {
  noEndpoints: { en: 'The Service has no endpoints', zh: '该 Service 没有端点' },
} satisfies Words;

const seenWords = {
  seenAnswer: { en: '{from} is answered by {to}', zh: '{from} 得到 {to} 的应答' },
  seenRefused: { en: '{from} is refused by {to}', zh: '{from} 被 {to} 拒绝' },
  seenTimeout: { en: '{from} hears nothing from {to}', zh: '{from} 没有收到 {to} 的任何应答' },
  seenUnreachable: { en: '{from} has no way to {to}', zh: '{from} 无法到达 {to}' },
  seenHang: {
    en: '{from} connects and hears no first byte from {to}',
    zh: '{from} 已连接，但没有收到首字节：{to}',
  },
  seenNameError: { en: '{from} is told that there is no {to}', zh: '{from} 得知名称不存在：{to}' },
  seenDNSTimeout: {
    en: '{from} asks for {to}, and nobody answers',
    zh: '{from} 的查询无人应答：{to}',
  },
  seenReset: { en: '{from} is accepted and reset by {to}', zh: '{from} 被接受后又被重置：{to}' },
  seenTLSError: { en: '{from} has no TLS with {to}', zh: '{from} 无法建立 TLS：{to}' },
} satisfies Words;
export type EvidenceCode = keyof typeof seenWords;

const moreWords = {
  more: { en: '{line}, and {count} more', zh: '{line}，另有 {count} 个' },
} as const;

/** What mends a cause. */
export const causeFixWords = {
  startListening: {
    en: 'Let the app listen on 0.0.0.0 (or ::), port {port}, or let targetPort name the port it does listen on',
    zh: '让应用监听 0.0.0.0（或 ::）的端口 {port}，或把 targetPort 改为应用实际监听的端口',
  },
  listenOnAll: {
    en: 'Let the app listen on 0.0.0.0 (or ::) instead of 127.0.0.1, port {port}',
    zh: '让应用监听 0.0.0.0（或 ::）而不是 127.0.0.1，端口 {port}',
  },
  setTargetPort: {
    en: "Set the Service's targetPort to the port the app listens on",
    zh: '把 Service 的 targetPort 改为应用监听的端口',
  },
  giveEndpoints: {
    en: 'Let the selector match ready Pods; the finding says what is in the way',
    zh: '让选择器匹配已就绪的 Pod；诊断发现说明了障碍所在',
  },
  restartProxy: {
    en: 'Look at kube-proxy on {nodes}, and restart it',
    zh: '检查 {nodes} 上的 kube-proxy 并重启',
  },
  mendDNS: {
    en: 'Look at the Pods of cluster DNS, and at policies and firewalls on port 53',
    zh: '检查集群 DNS 的 Pod，以及端口 53 上的策略和防火墙',
  },
  setDNSPolicy: {
    en: "Set the Pod's dnsPolicy to ClusterFirst (ClusterFirstWithHostNet on the host network)",
    zh: '把 Pod 的 dnsPolicy 设为 ClusterFirst（使用主机网络时设为 ClusterFirstWithHostNet）',
  },
  correctName: {
    en: 'Correct the name {name}, or create what it names',
    zh: '更正名称 {name}，或创建它所指的对象',
  },
  allowInPolicy: {
    en: 'Allow it in {policies}: {direction} of {pod}, from this client, on the port of the Pod',
    zh: '在 {policies} 中放行：{pod} 的 {direction}，允许此客户端访问 Pod 的端口',
  },
  openNodePort: {
    en: 'Open port {port} in the firewall or security group of {nodes} (the range is 30000–32767)',
    zh: '在 {nodes} 的防火墙或安全组中开放端口 {port}（范围为 30000–32767）',
  },
  mendBalancer: {
    en: 'Look at the health checks and listeners of the load balancer at {address}',
    zh: '检查 {address} 处负载均衡器的健康检查和监听器',
  },
  useClusterPolicy: {
    en: 'Set {field} to Cluster, or run a Pod on {nodes}',
    zh: '把 {field} 设为 Cluster，或在 {nodes} 上运行 Pod',
  },
  mendOverlay: {
    en: 'Look at the network plugin on {from} and {nodes}: its Pods, its routes, and its own port (VXLAN 8472/4789, Geneve 6081, WireGuard 51820) in firewalls',
    zh: '检查 {from} 和 {nodes} 上的网络插件：其 Pod、路由，以及防火墙中它自己的端口（VXLAN 8472/4789、Geneve 6081、WireGuard 51820）',
  },
  lowerMTU: {
    en: "Lower the Pod network's MTU on {from} and {nodes} by what the tunnel adds, or let ICMP through",
    zh: '在 {from} 和 {nodes} 上将 Pod 网络的 MTU 减去隧道开销，或放行 ICMP',
  },
  mendPodNetwork: {
    en: "Look at the Pod's own firewall and network interface, or delete the Pod to have it set up anew",
    zh: '检查 Pod 自身的防火墙和网络接口，或删除该 Pod 以重新建立网络',
  },
  unstickApp: {
    en: 'Look at the app: it accepts connections, and something keeps it from answering',
    zh: '检查应用：它接受连接，但有原因使其无法应答',
  },
  enforcePolicies: {
    en: 'Use a network plugin that enforces NetworkPolicies, and see that its agent runs on every node',
    zh: '使用会执行 NetworkPolicy 的网络插件，并确认其代理在每个节点上运行',
  },
  checkPolicyEngine: {
    en: "Look at the network plugin's own policies and its drops: by what {policies} say, this is allowed",
    zh: '检查网络插件自身的策略和丢包记录：按 {policies} 的定义，此连接应被允许',
  },
  addSourceRange: {
    en: 'Add the address of the client to loadBalancerSourceRanges',
    zh: '把客户端地址加入 loadBalancerSourceRanges',
  },
  allowHairpin: {
    en: "Switch hairpin mode on: kubelet's --hairpin-mode, or hairpinMode of the bridge plugin",
    zh: '开启 hairpin 模式：kubelet 的 --hairpin-mode，或 bridge 插件的 hairpinMode',
  },
  sendRealHost: {
    en: 'Send {externalName} as Host and TLS server name, or dial it directly',
    zh: '以 {externalName} 作为 Host 和 TLS 服务器名称，或直接访问它',
  },
  mendCertificate: {
    en: 'Give the server a certificate that is valid for {to}, or trust its authority',
    zh: '为服务器提供对 {to} 有效的证书，或信任其颁发机构',
  },
  matchMesh: {
    en: 'Put the client into the mesh, or let the mesh accept plain text on this port',
    zh: '让客户端加入服务网格，或让网格在此端口接受明文',
  },
  mendFamily: {
    en: 'Mend the way over {family}, or serve the name with one family only',
    zh: '修复 {family} 的路径，或让该名称只提供一个协议族',
  },
  bypassInterceptor: {
    en: 'Believe only answers that say who they are; test from elsewhere than {from}, or around its proxy',
    zh: '只相信能表明身份的应答；从 {from} 之外测试，或绕过其代理',
  },
} satisfies Words;
export type CauseFixCode = keyof typeof causeFixWords;

/** The cause as a title. */
export function sayCause(language: Language, cause: string, params: Params): string {
  const { finding } = params;
  if (cause === 'noEndpoints' && finding === undefined) {
    return say(withoutFinding, language, cause);
  }
  const title =
    finding === undefined ? {} : { finding: say(findingTitles, language, String(finding)) };
  return say(causeWords, language, cause, { ...params, ...title });
}

/** A line of evidence: what was seen, or what a finding or a rule of the prediction says. */
export function sayEvidence(
  language: Language,
  { code, params }: { code: string; params: Params },
): string {
  if (code === 'findingSays') return say(findingWords, language, String(params['finding']), params);
  if (code === 'ruleSays') return say(traceWords, language, String(params['reason']), params);
  if (!code.endsWith('More')) return say(seenWords, language, code, params);
  const line = say(seenWords, language, code.slice(0, -'More'.length), params);
  return say(moreWords, language, 'more', { ...params, line });
}

/** What stands around a diagnosis. */
export const diagnosisWords = {
  mostLikely: { en: 'Most likely', zh: '最可能的原因' },
  alsoPossible: { en: 'Also possible', zh: '也有可能' },
  asPredicted: { en: 'As predicted', zh: '与预测一致' },
  tellApart: { en: 'Tell it apart', zh: '进一步区分' },
  tellApartRun: {
    en: 'Run {count} {count|test|tests} that decide: {paths}',
    zh: '运行 {count} 项可判定的测试：{paths}',
  },
  tellApartPath: { en: '{from} → {to}', zh: '{from} → {to}' },
  telling: { en: 'Testing…', zh: '正在测试…' },
  fix: { en: 'What mends it', zh: '如何修复' },
  reproduce: { en: 'Reproduce', zh: '复现命令' },
  diagnosis: { en: 'Diagnosis', zh: '诊断' },
  confidence: { en: '{percent} % likely', zh: '可能性 {percent}%' },
  line: { en: '{head}: {text}', zh: '{head}：{text}' },
  lineWithConfidence: {
    en: '{head}: {text} ({percent} %)',
    zh: '{head}：{text}（{percent}%）',
  },
} satisfies Words;
