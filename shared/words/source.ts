import type { Words } from './say.ts';

/** Why a source is not live, what is at fault, and what a reader can do about it. */
export const sourceWords = {
  unauthorized: {
    en: 'The API server does not accept these credentials (401). Log in again.',
    zh: 'API 服务器不接受这些凭据（401）。请重新登录。',
  },
  forbidden: {
    en: 'The API server knows you but forbids this (403): {message}',
    zh: 'API 服务器认识你，但禁止此操作（403）：{message}',
  },
  anonymous: {
    en: 'The API server takes you for anonymous: no credentials were sent or recognised. Check the user of this context.',
    zh: 'API 服务器将你视为匿名用户：未发送凭据或凭据未被识别。请检查此上下文的用户。',
  },
  tls: {
    en: 'The certificate of {server} is not trusted ({reason}, {detail}). Check the CA and the server name in the kubeconfig.',
    zh: '{server} 的证书不受信任（{reason}，{detail}）。请检查 kubeconfig 中的 CA 与服务器名称。',
  },
  refused: { en: 'Nothing listens at {server}.', zh: '{server} 上没有服务在监听。' },
  timeout: {
    en: '{server} did not answer in time.',
    zh: '{server} 未及时应答。',
  },
  dns: { en: 'The name of {server} does not resolve.', zh: '无法解析 {server} 的名称。' },
  unreachable: {
    en: 'There is no route to {server} ({detail}).',
    zh: '没有到 {server} 的路由（{detail}）。',
  },
  reset: {
    en: 'The connection to {server} broke ({detail}).',
    zh: '到 {server} 的连接中断（{detail}）。',
  },
  proxy: {
    en: 'The proxy {proxy} did not let us through: {detail}.',
    zh: '代理 {proxy} 未放行：{detail}。',
  },
  plainHttp: {
    en: '{server} is plain http, which is allowed on loopback only: tokens would be sent in the clear.',
    zh: '{server} 使用明文 http，仅允许用于环回地址：否则令牌将以明文传送。',
  },
  throttled: {
    en: 'The API server is busy and asks us to wait (429).',
    zh: 'API 服务器繁忙，要求稍候（429）。',
  },
  serverError: {
    en: 'The API server reports a fault of its own ({status}): {message}',
    zh: 'API 服务器报告自身故障（{status}）：{message}',
  },
  notKubernetes: {
    en: 'What answers there is no Kubernetes API server ({status} for {path}).',
    zh: '应答者不是 Kubernetes API 服务器（{path} 返回 {status}）。',
  },
  notFound: { en: 'The API server has no {path}.', zh: 'API 服务器没有 {path}。' },
  expired: {
    en: 'The history of {path} is gone; it is listed anew.',
    zh: '{path} 的历史已失效，正在重新列出。',
  },
  tooLarge: {
    en: 'A page of {path} is too large; smaller ones are asked for.',
    zh: '{path} 的一页过大，正在改取较小的页。',
  },
  execPlugin: {
    en: 'The credential plugin {command} did not give credentials ({reason}). Run it by hand to see why.',
    zh: '凭据插件 {command} 未提供凭据（{reason}）。请手动运行以查明原因。',
  },
  execNotAllowed: {
    en: '{file} wants to run {command} for credentials. Add --allow-exec if you trust this file.',
    zh: '{file} 需要运行 {command} 获取凭据。若信任此文件，请加上 --allow-exec。',
  },
  credentialFile: {
    en: 'The file {file}, which the kubeconfig names, cannot be read ({detail}).',
    zh: '无法读取 kubeconfig 所指的文件 {file}（{detail}）。',
  },
  authProvider: {
    en: 'The auth provider {provider} did not give a token. Log in again.',
    zh: '认证提供者 {provider} 未提供令牌。请重新登录。',
  },
  kubeconfigMissing: {
    en: 'The kubeconfig {file} cannot be read ({detail}).',
    zh: '无法读取 kubeconfig {file}（{detail}）。',
  },
  kubeconfigInvalid: {
    en: 'The kubeconfig {file} is not valid: {message}',
    zh: 'kubeconfig {file} 无效：{message}',
  },
  noContext: {
    en: 'The kubeconfig {file} has no current context. Choose one with --context.',
    zh: 'kubeconfig {file} 没有当前上下文。请用 --context 指定。',
  },
  contextMissing: {
    en: 'The kubeconfig {file} has no context {context}.',
    zh: 'kubeconfig {file} 中没有上下文 {context}。',
  },
  clusterMissing: {
    en: 'Context {context} of {file} names the cluster {cluster}, which is not there.',
    zh: '{file} 的上下文 {context} 指向不存在的集群 {cluster}。',
  },
  userMissing: {
    en: 'Context {context} of {file} names the user {user}, which is not there.',
    zh: '{file} 的上下文 {context} 指向不存在的用户 {user}。',
  },
} satisfies Words;
