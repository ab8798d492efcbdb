import type { Words } from './say.ts';

/** What pictures in documents, and the pages around them, say of themselves. */
export const pictureWords = {
  service: { en: 'Service {key}', zh: 'Service {key}' },
  namespaceTitle: {
    en: 'Namespace {namespace} · {count} {count|Service|Services}',
    zh: '命名空间 {namespace} · {count} 个 Service',
  },
  severalTitle: {
    en: '{count} {count|Service|Services} in {namespaces} {namespaces|namespace|namespaces}',
    zh: '{namespaces} 个命名空间中的 {count} 个 Service',
  },
  pictureOf: {
    en: 'The paths to {title}: entry points, endpoints and Pods',
    zh: '{title} 的路径：入口、端点与 Pod',
  },
  noServices: { en: 'No Services.', zh: '没有 Service。' },
  type: { en: 'Type', zh: '类型' },
  ports: { en: 'Ports', zh: '端口' },
  selector: { en: 'Selector', zh: '选择器' },
  workloads: { en: 'Workloads', zh: '工作负载' },
  kind: { en: 'Kind', zh: '类别' },
  address: { en: 'Address', zh: '地址' },
  from: { en: 'From {vantage}', zh: '从 {vantage}' },
  share: { en: 'Share', zh: '份额' },
  state: { en: 'State', zh: '状态' },
  node: { en: 'Node', zh: '节点' },
  noEntryPoints: { en: 'No entry points.', zh: '没有入口。' },
  noEndpoints: { en: 'No endpoints.', zh: '没有端点。' },
  moreRows: { en: '… and {count} more.', zh: '……另有 {count} 项。' },
  fix: { en: 'Fix: {fix}', zh: '修复：{fix}' },
  indexTitle: { en: 'Services', zh: 'Service' },
  indexIntro: {
    en: 'Drawn by Portolan from the routing rules themselves: how each Service is reached, and by which path.',
    zh: '由 Portolan 依据真实的路由规则绘制：每个 Service 如何被访问，经由哪条路径。',
  },
} satisfies Words;

export type PictureCode = keyof typeof pictureWords;
