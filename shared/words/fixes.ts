// What mends a finding, as an action.

import type { Words } from './say.ts';

export const fixWords = {
  setSelector: {
    en: 'Set the selector to the labels the Pods carry',
    zh: '把选择器改为 Pod 所带的标签',
  },
  narrowSelector: {
    en: 'Add a label to the selector that only the right Pods carry',
    zh: '为选择器添加只有目标 Pod 才有的标签',
  },
  setTargetPort: {
    en: 'Set targetPort to a name the containers use',
    zh: '把 targetPort 改为容器使用的端口名',
  },
  nameContainerPort: {
    en: 'Name the container port, or use its number',
    zh: '为容器端口命名，或改用端口号',
  },
  setProtocol: { en: 'Give both ports the same protocol', zh: '让两边的端口使用相同协议' },
  renameSlicePort: {
    en: "Name the slice's port like the Service's",
    zh: '把切片端口名改为 Service 的端口名',
  },
  labelSlice: {
    en: "Label the slice kubernetes.io/service-name with its Service's name",
    zh: '用 Service 名称设置切片标签 kubernetes.io/service-name',
  },
  renameEndpoints: {
    en: 'Name the Endpoints like the Service',
    zh: '把 Endpoints 改为与 Service 同名',
  },
  renameEndpointsPort: {
    en: "Name the Endpoints' port like the Service's",
    zh: '把 Endpoints 的端口名改为 Service 的端口名',
  },
  writeSlice: {
    en: 'Write an EndpointSlice for it, or give it a selector',
    zh: '为它编写 EndpointSlice，或添加选择器',
  },
  usePodAddress: {
    en: 'Use the addresses behind that Service, or an ExternalName',
    zh: '改用该 Service 背后的地址，或使用 ExternalName',
  },
  setNodeName: {
    en: 'Give each endpoint its nodeName in an EndpointSlice, or use the policy Cluster',
    zh: '在 EndpointSlice 中为端点写明 nodeName，或改用 Cluster 策略',
  },
  useClusterPolicy: {
    en: 'Use externalTrafficPolicy Cluster, or run a Pod on every node',
    zh: '改用 externalTrafficPolicy: Cluster，或在每个节点运行 Pod',
  },
  assignNodePort: {
    en: 'Remove nodePort, so that the cluster assigns one, or choose one of the range',
    zh: '删除 nodePort，由集群分配，或选择范围内的端口',
  },
  noNodePorts: {
    en: 'Switch the node ports off, where the load balancer needs none',
    zh: '若负载均衡器不需要节点端口，则关闭它们',
  },
  useSlice: {
    en: 'Use a Service without selector and an EndpointSlice for an address',
    zh: '对 IP 地址应使用无选择器的 Service 加 EndpointSlice',
  },
  removeSelector: { en: 'Remove the selector', zh: '删除选择器' },
  createHeadless: {
    en: 'Name a headless Service for these Pods like serviceName',
    zh: '为这些 Pod 建立与 serviceName 同名的无头 Service',
  },
  allowTargetPort: { en: 'Allow the targetPort', zh: '放行 targetPort' },
  allowDNS: {
    en: "Allow UDP and TCP 53 to the cluster's DNS",
    zh: '放行到集群 DNS 的 UDP 和 TCP 53',
  },
  nameService: { en: 'Name the Service that is there', zh: '改为已有的 Service 名称' },
  useServicePort: { en: 'Name a port of the Service', zh: '改为 Service 的端口' },
  grantReference: {
    en: "Write a ReferenceGrant in the Service's namespace",
    zh: '在 Service 的命名空间编写 ReferenceGrant',
  },
  renameField: { en: 'Use the right spelling', zh: '使用正确的拼写' },
  setAPIVersion: { en: "Use the kind's own apiVersion", zh: '使用该类型所属的 apiVersion' },
} satisfies Words;

export type FixCode = keyof typeof fixWords;
