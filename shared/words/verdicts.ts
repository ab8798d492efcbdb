// What the engine predicts, and what a test saw.
import type { Outcome } from '../wire/probe.ts';
import type { Verdict } from '../wire/trace.ts';
import type { Words } from './say.ts';

export const verdictWords: Words<Verdict> = {
  forward: { en: 'forwarded', zh: '转发' },
  reject: { en: 'refused', zh: '拒绝' },
  drop: { en: 'dropped', zh: '丢弃' },
  accept: { en: 'accepted by the node', zh: '由节点接受' },
  unmatched: { en: 'no rule matches', zh: '无匹配规则' },
  noRoute: { en: 'no route', zh: '无路由' },
  nameError: { en: 'name does not resolve', zh: '名称无法解析' },
  unknown: { en: 'unknown', zh: '未知' },
};

/** What each verdict means for the one who connects. */
export const verdictMeanings: Words<Verdict> = {
  forward: { en: 'a rule sends it to a backend', zh: '有规则将其发往后端' },
  reject: { en: 'a rule refuses it: connection refused', zh: '有规则拒绝：连接被拒绝' },
  drop: { en: 'a rule or policy silences it: timeout', zh: '有规则或策略将其丢弃：超时' },
  accept: { en: 'the node itself answers', zh: '由节点自身应答' },
  unmatched: {
    en: "no rule of the proxy touches it: the node's own stack decides",
    zh: '代理没有匹配的规则：由节点自身的协议栈决定',
  },
  noRoute: { en: 'the client has no route to it', zh: '客户端没有到它的路由' },
  nameError: { en: 'the name does not resolve there', zh: '该名称在此处无法解析' },
  unknown: { en: 'what must be known may not be read', zh: '所需信息无权读取' },
};

export const outcomeWords: Words<Outcome> = {
  open: { en: 'open', zh: '已连通' },
  http: { en: 'HTTP answer', zh: 'HTTP 应答' },
  refused: { en: 'refused', zh: '被拒绝' },
  timeout: { en: 'timeout', zh: '超时' },
  unreachable: { en: 'unreachable', zh: '不可达' },
  nameError: { en: 'name does not resolve', zh: '名称无法解析' },
  dnsTimeout: { en: 'DNS does not answer', zh: 'DNS 无应答' },
  reset: { en: 'reset', zh: '连接被重置' },
  tlsError: { en: 'TLS error', zh: 'TLS 错误' },
  blocked: { en: 'blocked by the browser', zh: '被浏览器阻止' },
  unusable: { en: 'cannot be tested from here', zh: '无法从此处测试' },
};
