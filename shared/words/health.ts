import type { Words } from './say.ts';

/** Health of a Service in the list, and why it is not `healthy`. */
export const healthWords = {
  healthy: { en: 'Healthy', zh: '正常' },
  degraded: { en: 'Degraded', zh: '部分可用' },
  down: { en: 'Down', zh: '不可用' },
  idle: { en: 'Idle', zh: '空闲' },
  external: { en: 'External', zh: '外部' },
  unknown: { en: 'Unknown', zh: '未知' },
  someNotReady: {
    en: '{ready} of {total} {total|endpoint|endpoints} ready',
    zh: '{total} 个端点中有 {ready} 个就绪',
  },
  onlyTerminating: {
    en: 'only terminating endpoints are left',
    zh: '只剩正在终止的端点',
  },
  noneReady: {
    en: 'none of {total} {total|endpoint|endpoints} is ready',
    zh: '{total} 个端点均未就绪',
  },
  noPodMatches: { en: 'no Pod matches the selector', zh: '没有 Pod 与选择器匹配' },
  portUnresolved: {
    en: 'the target port of {port} resolves in no Pod',
    zh: '端口 {port} 的 targetPort 在所有 Pod 中都无法解析',
  },
  scaledToZero: { en: 'scaled to zero', zh: '已缩容到零' },
  noEndpoints: {
    en: 'no selector and no endpoints were written',
    zh: '没有选择器，也没有手工编写的端点',
  },
  slicesUnknown: {
    en: 'EndpointSlices may not be read',
    zh: '没有读取 EndpointSlice 的权限',
  },
  testsDisagree: {
    en: 'when last tested, {count} {count|path|paths} went otherwise than expected',
    zh: '上次测试时有 {count} 条路径与预期不符',
  },
  loadBalancerPending: {
    en: 'the load balancer has no address yet',
    zh: '负载均衡器尚未分配地址',
  },
} satisfies Words;

export type HealthCode = keyof typeof healthWords;
