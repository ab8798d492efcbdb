import type { Words } from './say.ts';

/** The list of Services. */
export const listWords = {
  filterServices: { en: 'Filter Services', zh: '筛选 Service' },
  filterHint: {
    en: 'name, type, port, health:bad finding:error ns:default',
    zh: '名称、类型、端口，health:bad finding:error ns:default',
  },
  filterUnknown: {
    en: 'The filter does not know {tokens}. It knows words and:',
    zh: '筛选条件中的 {tokens} 无法识别。可以使用文字，以及：',
  },
  clearFilter: { en: 'Clear the filter', zh: '清除筛选' },
  countAll: { en: '{total} {total|Service|Services}', zh: '{total} 个 Service' },
  countSome: {
    en: '{shown} of {total} {total|Service|Services}',
    zh: '{total} 个 Service 中的 {shown} 个',
  },
  colName: { en: 'Name', zh: '名称' },
  colNamespace: { en: 'Namespace', zh: '命名空间' },
  colType: { en: 'Type', zh: '类型' },
  colPorts: { en: 'Ports', zh: '端口' },
  colReady: { en: 'Ready', zh: '就绪' },
  colHealth: { en: 'Health', zh: '健康' },
  colFindings: { en: 'Findings', zh: '问题' },
  colAge: { en: 'Age', zh: '存在时间' },
  sortBy: { en: 'Sort by', zh: '排序' },
  headless: { en: 'headless', zh: '无头' },
  readyUnknown: { en: 'unknown', zh: '未知' },
  untested: { en: 'not tested yet', zh: '尚未测试' },
  untestedHint: {
    en: 'Healthy is what the objects in the cluster say. Portolan tests the paths of a Service while it is open: open it to test.',
    zh: '“正常”是根据集群中的对象得出的。Portolan 只在 Service 打开时测试其路径：打开它即可测试。',
  },
  testedAgo: { en: 'tested {age} ago', zh: '{age}前测试过' },
  morePorts: { en: '+{count}', zh: '+{count}' },
  loadingTitle: { en: 'Reading the cluster', zh: '正在读取集群' },
  loadingListed: {
    en: '{listed} {listed|object|objects} so far',
    zh: '已读取 {listed} 个对象',
  },
  emptyTitle: { en: 'No Services yet', zh: '还没有 Service' },
  emptyHint: {
    en: 'Apply one and it appears here at once:',
    zh: '创建一个，它会立即出现在这里：',
  },
  emptyDenied: {
    en: 'You may not list Services, so there may well be some.',
    zh: '你没有列出 Service 的权限，所以集群中可能有 Service。',
  },
  noMatchTitle: { en: 'No Service matches', zh: '没有匹配的 Service' },
  noMatchHint: {
    en: '{total} {total|Service is|Services are} hidden by the filter.',
    zh: '有 {total} 个 Service 被筛选条件隐藏。',
  },
  rowName: {
    en: 'Service {key}, {type}, {ready}, {health}',
    zh: 'Service {key}，{type}，{ready}，{health}',
  },
} satisfies Words;
