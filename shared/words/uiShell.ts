import type { Words } from './say.ts';

/** The frame around every view: header, freshness, help, errors. */
export const shellWords = {
  skipToContent: { en: 'Skip to content', zh: '跳到正文' },
  home: { en: 'Portolan, list of Services', zh: 'Portolan，Service 列表' },
  clusterNamed: { en: 'cluster {name}', zh: '集群 {name}' },
  embeddedNamed: { en: 'embedded cluster', zh: '内置集群' },
  filesNamed: { en: 'files: {name}', zh: '文件：{name}' },
  allNamespaces: { en: 'All namespaces', zh: '全部命名空间' },
  namespace: { en: 'Namespace', zh: '命名空间' },
  live: { en: 'live', zh: '实时' },
  connecting: { en: 'connecting…', zh: '正在连接…' },
  syncing: { en: 'reading the cluster… {listed}', zh: '正在读取集群… {listed}' },
  stale: { en: 'stale', zh: '已过期' },
  failed: { en: 'no data', zh: '无数据' },
  staleSince: { en: 'Stale since {time}', zh: '自 {time} 起数据已过期' },
  staleSource: {
    en: 'The Kubernetes API does not answer; what you see is how things were then. Portolan keeps trying.',
    zh: 'Kubernetes API 没有响应；所见为当时的状态。Portolan 会持续重试。',
  },
  staleLink: {
    en: 'The connection to Portolan is lost; what you see is how things were then.',
    zh: '与 Portolan 的连接已断开；所见为当时的状态。',
  },
  outdated: {
    en: 'This page is older than the server',
    zh: '本页面的版本比服务器旧',
  },
  outdatedHint: {
    en: 'It cannot read what the server sends: reload it.',
    zh: '无法读取服务器发送的数据：请重新加载。',
  },
  failedSource: {
    en: 'The Kubernetes API at {server} cannot be read',
    zh: '无法读取 {server} 的 Kubernetes API',
  },
  retryIn: {
    en: 'Next try in {seconds} {seconds|second|seconds}.',
    zh: '{seconds} 秒后重试。',
  },
  retryNow: { en: 'Try now', zh: '立即重试' },
  partial: {
    en: 'You may not see everything: what could not be read is unknown, not missing.',
    zh: '你看到的可能不完整：无法读取的内容是“未知”，并非“不存在”。',
  },
  unknownKind: { en: '{verb} {kind} in {namespace}', zh: '在 {namespace} 中 {verb} {kind}' },
  unknownEverywhere: {
    en: '{verb} {kind} in every namespace',
    zh: '在所有命名空间中 {verb} {kind}',
  },
  skippedObjects: {
    en: '{count} {count|object|objects} could not be read and {count|was|were} skipped',
    zh: '{count} 个对象无法读取，已跳过',
  },
  darkTheme: { en: 'Dark theme', zh: '深色主题' },
  lightTheme: { en: 'Light theme', zh: '浅色主题' },
  otherLanguage: { en: '中文', zh: 'English' },
  help: { en: 'Keyboard help', zh: '键盘帮助' },
  close: { en: 'Close', zh: '关闭' },
  keyFilter: { en: 'type into the filter', zh: '输入筛选条件' },
  keyMove: { en: 'move in the list', zh: '在列表中移动' },
  keyOpen: { en: 'open, or show in the inspector', zh: '打开，或在检查器中查看' },
  keyBack: { en: 'close the inspector, go back to the list', zh: '关闭检查器，返回列表' },
  keyHelp: { en: 'this page', zh: '本帮助' },
  keyDiagram: { en: 'from node to node of the diagram', zh: '在图中各节点间移动' },
  keyOutline: { en: 'diagram or outline', zh: '图或大纲' },
  keyTest: { en: 'test now', zh: '立即测试' },
  broken: { en: 'Something broke on this page', zh: '页面出错了' },
  brokenHint: {
    en: 'The fault is Portolan’s. The rest of the page still works; reloading may mend it.',
    zh: '这是 Portolan 的问题。页面其余部分仍可用；重新加载或可恢复。',
  },
  reload: { en: 'Reload', zh: '重新加载' },
  lost: { en: 'There is no such page', zh: '没有这个页面' },
  toList: { en: 'To the list of Services', zh: '返回 Service 列表' },
  services: { en: 'Services', zh: 'Service 列表' },
} satisfies Words;
