// The frame around an explained trace: kinds of hops, headings.
import type { TraceHop } from '../wire/trace.ts';
import type { Words } from './say.ts';

export const hopWords: Words<TraceHop['kind']> = {
  source: { en: 'from', zh: '来源' },
  dns: { en: 'name', zh: '名称' },
  policy: { en: 'policy', zh: '策略' },
  route: { en: 'route', zh: '路由' },
  node: { en: 'node', zh: '节点' },
  service: { en: 'Service', zh: 'Service' },
  firewall: { en: 'firewall', zh: '防火墙' },
  masquerade: { en: 'source', zh: '源地址' },
  endpoint: { en: 'endpoint', zh: '端点' },
  host: { en: 'host', zh: '主机' },
  gateway: { en: 'balancer', zh: '负载均衡' },
};

export const explainWords = {
  verdict: { en: 'Verdict: {verdict} ({meaning})', zh: '结论：{verdict}（{meaning}）' },
  masqueraded: {
    en: "The endpoint sees a node's address instead of the client's.",
    zh: '端点看到的是节点地址，而不是客户端地址。',
  },
  lost: {
    en: '{percent} of new connections get no answer.',
    zh: '{percent} 的新连接得不到应答。',
  },
  share: { en: '{percent} of new connections', zh: '{percent} 的新连接' },
  rules: { en: 'Rules', zh: '规则' },
  assumed: { en: 'Assumed', zh: '假设' },
  look: { en: 'To see it, on {node}', zh: '在 {node} 上查看' },
  lookAnywhere: { en: 'To see it, on the node', zh: '在节点上查看' },
  pod: { en: 'Pod {pod}', zh: 'Pod {pod}' },
  instead: { en: 'Ways in from there', zh: '从那里可用的入口' },
  more: { en: '… and {count} more', zh: '……另有 {count} 个' },
  noWayIn: {
    en: 'None: a Service of type {type} without external addresses is for the inside of the cluster.',
    zh: '无：类型为 {type} 且没有外部地址的 Service 仅供集群内部使用。',
  },
  wayIn: { en: '{address} ({kind})', zh: '{address}（{kind}）' },
  wayInAtNode: { en: '{address} ({kind} on {node})', zh: '{address}（{node} 上的 {kind}）' },
  podOnNode: { en: 'Pod {pod} on {node}', zh: '{node} 上的 Pod {pod}' },
} as const;
