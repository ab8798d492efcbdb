import type { Words } from './say.ts';

/** Live tests on one Service's page: the matrix, the NodePort grid, runs, shares and what was seen. */
export const reachWords = {
  testAll: { en: 'Test all paths', zh: '测试全部路径' },
  testing: { en: 'Testing…', zh: '正在测试…' },
  cancelTest: { en: 'Cancel', zh: '取消' },
  cancelling: { en: 'Cancelling…', zh: '正在取消…' },
  runProgress: {
    en: '{done} of {total} {total|test|tests} done, {queued} queued',
    zh: '已完成 {done}/{total} 项测试，{queued} 项排队中',
  },
  runLabel: { en: 'Test under way', zh: '进行中的测试' },
  testFrom: { en: 'Test every path from {vantage}', zh: '测试从 {vantage} 出发的全部路径' },
  testTo: { en: 'Test {entry} from every vantage point', zh: '从全部观察点测试 {entry}' },
  testNode: { en: 'Test the NodePorts of {node}', zh: '测试 {node} 的 NodePort' },
  testPath: { en: 'Test this path', zh: '测试此路径' },
  statusUnread: {
    en: 'Vantage points and past results could not be read: {detail}',
    zh: '无法读取观察点与历史结果：{detail}',
  },
  notHere: { en: 'not available: {why}', zh: '不可用：{why}' },
  noPaths: {
    en: 'There is no address to dial: nothing is predicted, and nothing can be tested.',
    zh: '没有可连接的地址：既无预期，也无法测试。',
  },
  noVerdicts: {
    en: 'The engine has no prediction for these entry points yet.',
    zh: '引擎尚未对这些入口做出预测。',
  },
  nodePortsOf: { en: '{count} nodes :{port}', zh: '{count} 个节点 :{port}' },
  foldedCell: { en: '{agree} of {total} as expected', zh: '{total} 个中 {agree} 个符合预期' },
  foldedOdd: { en: '{count} {count|differs|differ}', zh: '{count} 个不一致' },
  nameFolded: {
    en: '{total} NodePort entry points :{port}, from {vantage}, {tested} tested, {odd} in disagreement',
    zh: '{total} 个 NodePort 入口 :{port}，从 {vantage}，{tested} 个已测试，{odd} 个不一致',
  },
  nameCell: {
    en: 'entry point {kind} {subject}, from {vantage}, expected {expected}, observed {observed}',
    zh: '入口 {kind} {subject}，从 {vantage}，预期 {expected}，实测 {observed}',
  },
  nameCellUntested: {
    en: 'entry point {kind} {subject}, from {vantage}, expected {expected}, not tested',
    zh: '入口 {kind} {subject}，从 {vantage}，预期 {expected}，未测试',
  },
  nameCellResolved: {
    en: 'entry point {kind} {subject}, from {vantage}, expected {expected}, resolves to {resolved}',
    zh: '入口 {kind} {subject}，从 {vantage}，预期 {expected}，解析为 {resolved}',
  },
  nameCellBare: {
    en: 'entry point {kind} {subject}, from {vantage}',
    zh: '入口 {kind} {subject}，从 {vantage}',
  },
  worksFrom: { en: 'works from {works} of {total}', zh: '{total} 处中 {works} 处可达' },

  nodePorts: { en: 'NodePorts', zh: 'NodePort' },
  nodePortsHint: {
    en: 'every node × NodePort, expected │ observed',
    zh: '每个节点 × NodePort，预期 │ 实测',
  },
  seenFromAll: {
    en: 'the vantage point most worth looking at',
    zh: '最值得关注的观察点',
  },
  nodeColumn: { en: 'Node', zh: '节点' },
  nodesAlike: { en: '{count} {count|node|nodes} alike', zh: '{count} 个节点情况相同' },
  showNodes: { en: 'Show {count} nodes', zh: '展开 {count} 个节点' },
  hideNodes: { en: 'Fold {count} nodes', zh: '收起 {count} 个节点' },
  nodeCount: {
    en: '{nodes} {nodes|node|nodes} · {odd} {odd|disagreement|disagreements}',
    zh: '{nodes} 个节点 · {odd} 处不一致',
  },

  phases: { en: 'Phases', zh: '各阶段' },
  phaseDns: { en: 'DNS', zh: 'DNS 解析' },
  phaseConnect: { en: 'connect', zh: '建立连接' },
  phaseTls: { en: 'TLS handshake', zh: 'TLS 握手' },
  phaseFirstByte: { en: 'first byte', zh: '首字节' },
  pinned: { en: 'Dialled address', zh: '实际拨号地址' },
  namesAsked: { en: 'Names asked', zh: '查询过的域名' },
  askedOf: { en: 'asked of {server}', zh: '查询服务器 {server}' },
  certificate: { en: 'Certificate', zh: '证书' },
  certificateNames: { en: 'for {names}', zh: '签发给 {names}' },
  certificateUntil: { en: 'valid until {date}', zh: '有效期至 {date}' },
  certificateFine: { en: 'trusted, and for this name', zh: '受信任，且与此名称匹配' },
  familySeen: { en: '{family}: {outcome}', zh: '{family}：{outcome}' },
  evidence: { en: 'Evidence', zh: '证据' },
  directly: { en: 'directly: {outcome}', zh: '直连：{outcome}' },

  history: { en: 'Last {count} {count|result|results}', zh: '最近 {count} 次结果' },
  flaps: { en: 'changed {count} {count|time|times}', zh: '变化 {count} 次' },
  noFlaps: { en: 'no change', zh: '无变化' },
  sparkline: {
    en: 'Latency of the last {count} results, {min} to {max} ms, {failed} without an answer',
    zh: '最近 {count} 次结果的延迟：{min} 至 {max} 毫秒，{failed} 次无应答',
  },
  sparklineSilent: {
    en: 'The last {count} {count|result|results}: none has a latency',
    zh: '最近 {count} 次结果均无延迟数据',
  },
  latencyRange: { en: '{min}–{max} ms', zh: '{min}–{max} 毫秒' },

  connections: { en: 'Repeated connections', zh: '重复连接' },
  connectionCount: { en: 'How many', zh: '次数' },
  connect: { en: 'Connect {count} times', zh: '连接 {count} 次' },
  connectionsMade: {
    en: '{made} {made|connection|connections}: {outcomes}',
    zh: '{made} 次连接：{outcomes}',
  },
  shareRow: {
    en: '{backend}: {count} of {identified}, {seen} % observed, {predicted} % predicted',
    zh: '{backend}：{identified} 次中 {count} 次，实测 {seen}%，预期 {predicted}%',
  },
  shareSeen: { en: '{seen} % │ {predicted} % predicted', zh: '{seen}% │ 预期 {predicted}%' },
  unidentified: {
    en: '{count} {count|answer|answers} did not say who gave {count|it|them}',
    zh: '{count} 次应答未说明由谁给出',
  },

  applies: { en: 'does not apply', zh: '不适用' },
  noNode: { en: 'no node is known', zh: '没有已知的节点' },
  noNodePort: {
    en: 'a Service of type {type} has no NodePort',
    zh: '{type} 类型的 Service 没有 NodePort',
  },
  noNodePortAllocated: {
    en: 'this Service has no NodePort',
    zh: '此 Service 没有 NodePort',
  },
  headlessNoIP: {
    en: 'a headless Service has no Service IP: its name leads to the Pods',
    zh: '无头 Service 没有 Service IP：其名称直接指向 Pod',
  },
  externalNoIP: {
    en: 'an ExternalName Service has no IP: it is an alias in DNS',
    zh: 'ExternalName Service 没有 IP：它只是 DNS 中的别名',
  },
  notAssignedIP: { en: 'no Service IP is assigned yet', zh: '尚未分配 Service IP' },
  noName: { en: 'the Service has no name in DNS', zh: '此 Service 在 DNS 中没有名称' },
  notPredicted: { en: 'nothing is predicted for it', zh: '没有对它的预测' },
  fiveQuestion: { en: 'From where, how', zh: '从何处、以何种方式' },
  testFive: { en: 'Run the five tests', zh: '运行五项测试' },
} satisfies Words;
