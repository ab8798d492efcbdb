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

export const traceWords = { ...mistakes, ...endpointReasons } as const;
export type TraceCode = keyof typeof traceWords;
