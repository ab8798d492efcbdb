// What live tests say of themselves: where clients stand, and what was seen beyond the outcome.
import type { TlsTrouble } from '../wire/probe.ts';
import type { Words } from './say.ts';

/** Why nobody can stand at a vantage point, or what kind of place it is. */
export const vantageWords = {
  laptop: { en: 'a machine outside the cluster', zh: '集群外的机器' },
  inPod: { en: 'in Pod {pod}', zh: '在 Pod {pod} 中' },
  onNode: { en: 'on the network of node {node}', zh: '在节点 {node} 的网络中' },
  noRouteToNodes: {
    en: 'no node address has answered this machine: it has no route to them, or a firewall is in between; NodePorts cannot be judged from here',
    zh: '没有任何节点地址应答过本机：本机没有到节点的路由，或中间有防火墙；无法从此处判断 NodePort',
  },
  notOffered: {
    en: 'Portolan cannot stand at {vantage} in this cluster',
    zh: 'Portolan 无法在此集群中从 {vantage} 进行测试',
  },
  browserItself: {
    en: 'the browser tests for itself: choose “Test from this browser” on the page',
    zh: '由浏览器自行测试：请在页面上选择“从本浏览器测试”',
  },
  byExec: { en: 'by exec, with {tools}', zh: '通过 exec，使用 {tools}' },
  execOff: {
    en: 'running the test script in Pods is off; --allow-pod-exec switches it on',
    zh: '在 Pod 中运行测试脚本已关闭；使用 --allow-pod-exec 开启',
  },
  execForbidden: {
    en: 'the cluster does not allow exec into Pod {pod} (get and create pods/exec)',
    zh: '集群不允许对 Pod {pod} 执行 exec（pods/exec 的 get 和 create）',
  },
  noSuchPod: { en: 'there is no Pod {pod}', zh: '没有 Pod {pod}' },
  noShell: {
    en: 'the container of Pod {pod} has no shell to run the test script',
    zh: 'Pod {pod} 的容器没有可运行测试脚本的 shell',
  },
  noTools: {
    en: 'the container of Pod {pod} has no python, bash, nc, curl or wget',
    zh: 'Pod {pod} 的容器没有 python、bash、nc、curl 或 wget',
  },
  execFailed: {
    en: 'the test script could not be run in Pod {pod}',
    zh: '无法在 Pod {pod} 中运行测试脚本',
  },
  apiGone: {
    en: "the cluster's API does not answer",
    zh: '集群的 API 没有应答',
  },
  networkGone: {
    en: "the cluster's API does not answer, so it is not known how its network is reached",
    zh: '集群的 API 没有应答，因此不知道如何到达其网络',
  },
} satisfies Words;

/** Details of what was seen, and codes that stand in for an errno. */
export const seenWords = {
  noAnswer: {
    en: 'connected, but no first byte came',
    zh: '已连接，但没有收到首字节',
  },
  noHttp: { en: 'something answered, but not HTTP', zh: '有应答，但不是 HTTP' },
  noHttpAnswer: {
    en: 'no HTTP answer; a browser is not told why',
    zh: '没有 HTTP 应答；浏览器无法得知原因',
  },
  noDns: { en: 'something answered, but not DNS', zh: '有应答，但不是 DNS' },
  resolved: { en: 'resolves to {address}', zh: '解析为 {address}' },
  silenceProvesNothing: {
    en: 'no answer; over UDP that proves nothing',
    zh: '没有应答；对 UDP 而言这不能说明任何问题',
  },
  noRouteToNodes: {
    en: 'no node address has ever answered from here',
    zh: '从此处没有任何节点地址应答过',
  },
  EREFUSEDBYPOLICY: {
    en: 'not dialled: {address} is an address that Portolan never dials',
    zh: '未拨号：{address} 是 Portolan 从不拨号的地址',
  },
  EPROTONOSUPPORT: { en: 'this protocol cannot be tested', zh: '无法测试此协议' },
  answeredBy: { en: 'answered by {pod}', zh: '由 {pod} 应答' },
  httpStatus: { en: 'HTTP {status}', zh: 'HTTP {status}' },
  rcode: { en: 'DNS response code {code}', zh: 'DNS 响应码 {code}' },
  families: { en: 'IPv4 {v4}, IPv6 {v6}', zh: 'IPv4 {v4}，IPv6 {v6}' },
  dialled: { en: 'dialled {address}', zh: '拨号到 {address}' },
} satisfies Words;

export const tlsTroubleWords: Words<TlsTrouble> = {
  untrusted: {
    en: 'the certificate leads to no authority that is trusted here',
    zh: '证书无法追溯到此处信任的颁发机构',
  },
  nameMismatch: {
    en: 'the certificate is not for {name} but for {names}',
    zh: '证书不是签发给 {name} 的，而是签发给 {names} 的',
  },
  expired: { en: 'the certificate has expired', zh: '证书已过期' },
  clientCertificate: {
    en: 'the server wants a certificate of the client',
    zh: '服务器要求客户端证书',
  },
  notTls: { en: 'what answered does not speak TLS', zh: '应答方不使用 TLS' },
  handshake: { en: 'no TLS handshake came about', zh: 'TLS 握手未能完成' },
};

/** What `portolan probe` says around its table. */
export const probeWords = {
  testing: {
    en: 'Testing {service}: {total} {total|test|tests} from {from}.',
    zh: '正在测试 {service}：共 {total} 项测试，从 {from}。',
  },
  progress: { en: '{done} of {total} tested', zh: '已完成 {done}/{total}' },
  cancelled: {
    en: 'cancelled: {done} of {total} tested',
    zh: '已取消：完成 {done}/{total}',
  },
  nothing: { en: 'There was nothing to test.', zh: '没有可测试的内容。' },
  summary: {
    en: '{total} {total|path|paths}: {agreeing} as expected, {differing} not, {untested} could not be tested.',
    zh: '共 {total} 条路径：{agreeing} 条符合预期，{differing} 条不符合，{untested} 条无法测试。',
  },
  shares: {
    en: '{from} → {to}: {made} {made|connection|connections}',
    zh: '{from} → {to}：{made} 个连接',
  },
  share: {
    en: '{backend}: {count}, {seen} of those identified, {predicted} predicted',
    zh: '{backend}：{count} 个，占已识别的 {seen}，预期 {predicted}',
  },
  unidentified: {
    en: 'unknown who answered: {count}',
    zh: '无法识别应答者：{count} 个',
  },
  outcomes: { en: 'not all alike: {outcomes}', zh: '结果不一致：{outcomes}' },
  expectedBut: {
    en: 'expected {verdict}, observed {outcome}',
    zh: '预期为{verdict}，实测为{outcome}',
  },
  notReached: { en: 'not reached: {outcome}', zh: '未到达：{outcome}' },
  columnAgree: { en: '', zh: '' },
  columnFrom: { en: 'FROM', zh: '来源' },
  columnTo: { en: 'TO', zh: '目标' },
  columnDialled: { en: 'ADDRESS', zh: '地址' },
  columnExpected: { en: 'EXPECTED', zh: '预期' },
  columnObserved: { en: 'OBSERVED', zh: '实测' },
  columnMs: { en: 'MS', zh: '毫秒' },
  columnDetail: { en: 'SEEN', zh: '细节' },
} satisfies Words;
