// Why an Ingress or a Gateway route leads nowhere.
import type { Words } from './say.ts';

export const routeWords = {
  routePortMissing: {
    en: 'Service {service} has no port {port}: requests are answered with an error',
    zh: 'Service {service} 没有端口 {port}：请求会得到错误应答',
  },
  routePortNeeded: {
    en: 'The backend names Service {service} without a port',
    zh: '后端指向 Service {service}，但没有给出端口',
  },
  noDefaultIngressClass: {
    en: 'The Ingress names no class, and no IngressClass is the default: no controller serves it',
    zh: '该 Ingress 没有指明类别，也没有默认的 IngressClass：没有控制器为其提供服务',
  },
  noSuchGateway: { en: 'There is no Gateway {gateway}', zh: '没有名为 {gateway} 的 Gateway' },
  noSuchListener: {
    en: 'Gateway {gateway} has no listener as the route asks for',
    zh: 'Gateway {gateway} 没有该路由所要求的监听器',
  },
  routeKindNotAllowed: {
    en: 'No such listener of Gateway {gateway} takes a {kind}',
    zh: 'Gateway {gateway} 的相应监听器都不接受 {kind}',
  },
  routeNamespaceNotAllowed: {
    en: 'No such listener of Gateway {gateway} takes routes of namespace {namespace}',
    zh: 'Gateway {gateway} 的相应监听器都不接受命名空间 {namespace} 的路由',
  },
  routeHostsApart: {
    en: 'The host names of the route and of the listeners of Gateway {gateway} have none in common',
    zh: '该路由的主机名与 Gateway {gateway} 监听器的主机名没有交集',
  },
  referenceGrantMissing: {
    en: 'No ReferenceGrant in namespace {namespace} lets a {kind} of namespace {from} lead to Service {service}',
    zh: '命名空间 {namespace} 中没有 ReferenceGrant 允许命名空间 {from} 的 {kind} 指向 Service {service}',
  },
} as const satisfies Words;

export type RouteCode = keyof typeof routeWords;
