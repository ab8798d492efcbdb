// What to do about a finding for which no one change is right: where a reader begins.

import type { FindingCode } from './findings.ts';
import type { Text } from './say.ts';

export const adviceWords = {
  selectorMatchesNothing: {
    en: 'Set the selector to labels that running Pods carry, or create the workload it means.',
    zh: '把选择器改为现有 Pod 所带的标签，或创建它所指的工作负载。',
  },
  selectorScaledToZero: {
    en: 'Scale the workload up when the Service is to be used.',
    zh: '需要使用该 Service 时，扩容该工作负载。',
  },
  podsMissing: {
    en: 'See why the workload makes no Pods: kubectl describe shows its events, often a quota or an admission webhook.',
    zh: '查明工作负载为何没有创建 Pod：kubectl describe 会显示其事件，常见原因是配额或准入 Webhook。',
  },
  slicePortIgnored: {
    en: 'Give every port of the slice a name of its own.',
    zh: '为切片的每个端口取不同的名称。',
  },
  fqdnSlice: {
    en: 'Write addresses into the slice, or use an ExternalName Service for a name.',
    zh: '在切片中填写 IP 地址；若要指向域名，请使用 ExternalName Service。',
  },
  sliceFamilyUnserved: {
    en: 'Add the family to ipFamilies, or remove the slice.',
    zh: '把该地址族加入 ipFamilies，或删除该切片。',
  },
  familyWithoutEndpoints: {
    en: 'Give the Pods addresses of that family, or take it out of ipFamilies.',
    zh: '让 Pod 拥有该地址族的地址，或将其从 ipFamilies 中移除。',
  },
  duplicateEndpoint: {
    en: 'Remove the address from all slices but one.',
    zh: '只在一个切片中保留该地址。',
  },
  endpointTargetGone: {
    en: 'Remove the endpoint from the slice, or have its controller write it anew.',
    zh: '从切片中删除该端点，或让其控制器重新写入。',
  },
  endpointAddressMoved: {
    en: 'Write the Pod’s present address into the slice, or let the Service select its Pods.',
    zh: '在切片中填写 Pod 现在的地址，或让 Service 通过选择器选中 Pod。',
  },
  readyPodUnlisted: {
    en: 'See whether the EndpointSlice controller (kube-controller-manager) is running.',
    zh: '检查 EndpointSlice 控制器（kube-controller-manager）是否在运行。',
  },
  noEndpointsWritten: {
    en: 'Write an EndpointSlice for the Service, or give it a selector.',
    zh: '为该 Service 编写 EndpointSlice，或为其添加选择器。',
  },
  endpointAddressForbidden: {
    en: 'Use an address that other machines can reach.',
    zh: '改用其他机器可以访问的地址。',
  },
  noReadyPods: {
    en: 'See why the Pods are not ready: their events and logs, and what the readiness probe answers.',
    zh: '查明 Pod 为何未就绪：查看其事件、日志以及就绪探针的结果。',
  },
  somePodsNotReady: {
    en: 'See why these Pods are not ready: their events and logs, and what the readiness probe answers.',
    zh: '查明这些 Pod 为何未就绪：查看其事件、日志以及就绪探针的结果。',
  },
  readinessGateFalse: {
    en: 'See why the controller behind the readiness gate does not set its condition.',
    zh: '查明负责该就绪门控的控制器为何没有设置对应的状况。',
  },
  onlyTerminating: {
    en: 'Wait for the new Pods, or see why none is made.',
    zh: '等待新的 Pod 就绪，或查明为何没有创建。',
  },
  internalLocalDropsOnNodes: {
    en: 'Use internalTrafficPolicy Cluster, or run a Pod on every node.',
    zh: '改用 internalTrafficPolicy: Cluster，或在每个节点运行 Pod。',
  },
  loadBalancerPending: {
    en: 'Install a load balancer controller (of the cloud, MetalLB, …), or use a NodePort.',
    zh: '安装负载均衡控制器（云厂商、MetalLB 等），或改用 NodePort。',
  },
  loadBalancerClassUnserved: {
    en: 'Name a class that a controller in the cluster serves, or install that controller.',
    zh: '改用集群中有控制器支持的类别，或安装该控制器。',
  },
  nodePortClash: {
    en: 'Choose another nodePort for one of the two, or leave it out.',
    zh: '为其中一个 Service 改用其他 nodePort，或不指定。',
  },
  externalAddressClash: {
    en: 'Leave the address to one Service, or let them use different ports.',
    zh: '只让一个 Service 使用该地址，或使用不同的端口。',
  },
  clusterIPClash: {
    en: 'Leave clusterIP out of one of them, and create it anew.',
    zh: '删除其中一个的 clusterIP 字段并重新创建。',
  },
  externalNameIsIP: {
    en: 'Use a Service without a selector and an EndpointSlice for an address.',
    zh: '对 IP 地址应使用无选择器的 Service 加 EndpointSlice。',
  },
  externalNameLoop: {
    en: 'Let externalName name something that is not this Service.',
    zh: '让 externalName 指向此 Service 之外的名称。',
  },
  externalNameServiceMissing: {
    en: 'Create that Service, or name the one that is there.',
    zh: '创建该 Service，或改为已有的名称。',
  },
  statefulSetServiceSelectsOthers: {
    en: 'Let the Service select the StatefulSet’s Pods.',
    zh: '让该 Service 选中此 StatefulSet 的 Pod。',
  },
  workloadSelectorMisses: {
    en: 'Give the Pod template the labels that the selector asks for.',
    zh: '让 Pod 模板带有选择器所要求的标签。',
  },
  policyExceptOutside: {
    en: 'Let each except lie within its cidr.',
    zh: '让每个 except 位于其 cidr 之内。',
  },
  policyEndPortInvalid: {
    en: 'Let endPort be a number that is no less than port.',
    zh: 'endPort 应为不小于 port 的数字。',
  },
  ingressClassMissing: {
    en: 'Name an IngressClass that is there, or install its controller.',
    zh: '改为已有的 IngressClass，或安装其控制器。',
  },
  ingressWithoutClass: {
    en: 'Name an IngressClass, or make one the default.',
    zh: '指明 IngressClass，或将某个设为默认。',
  },
  gatewayMissing: {
    en: 'Create the Gateway, or name the one that is there.',
    zh: '创建该 Gateway，或改为已有的名称。',
  },
  gatewayListenerMissing: {
    en: 'Name a listener that the Gateway has.',
    zh: '改为该 Gateway 已有的监听器。',
  },
  gatewayRefusesNamespace: {
    en: 'Let the listener allow routes of this namespace.',
    zh: '让监听器允许此命名空间的路由。',
  },
  gatewayHostnameMismatch: {
    en: 'Give the route a host name that the listener takes.',
    zh: '让路由使用监听器接受的主机名。',
  },
  gatewayClassMissing: {
    en: 'Name a GatewayClass that is there, or install its controller.',
    zh: '改为已有的 GatewayClass，或安装其控制器。',
  },
  routeWeightsZero: {
    en: 'Give at least one backend a weight above 0.',
    zh: '至少为一个后端设置大于 0 的权重。',
  },
} satisfies Partial<Record<FindingCode, Text>>;
