import type { Words } from './say.ts';

/** What is wrong: the one list, and a finding in full. */
export const findingsWords = {
  views: { en: 'Views', zh: '视图' },
  findings: { en: 'Findings', zh: '发现的问题' },
  error: { en: 'Error', zh: '错误' },
  warning: { en: 'Warning', zh: '警告' },
  info: { en: 'Note', zh: '提示' },
  errorCount: { en: '{count} {count|error|errors}', zh: '{count} 个错误' },
  warningCount: { en: '{count} {count|warning|warnings}', zh: '{count} 个警告' },
  infoCount: { en: '{count} {count|note|notes}', zh: '{count} 个提示' },
  findingsShown: {
    en: '{shown} of {total} {total|finding|findings}',
    zh: '{total} 个问题中的 {shown} 个',
  },
  findingsAll: { en: '{total} {total|finding|findings}', zh: '{total} 个问题' },
  filterFindings: { en: 'Filter findings', zh: '筛选问题' },
  filterFindingsHint: {
    en: 'Service, object, words of the finding',
    zh: 'Service、对象或问题描述',
  },
  findingsLoading: { en: 'Reading the findings', zh: '正在读取问题' },
  findingsNone: { en: 'Nothing is wrong', zh: '没有发现问题' },
  findingsNoneHint: {
    en: '{services} {services|Service was|Services were} looked at. What goes wrong appears here at once.',
    zh: '已检查 {services} 个 Service。一旦出现问题，会立即显示在这里。',
  },
  findingsPartial: {
    en: 'What may not be read is not judged: there may be more.',
    zh: '无权读取的内容未作判断：可能还有其他问题。',
  },
  findingsNoMatch: { en: 'No finding matches', zh: '没有匹配的问题' },
  findingsHidden: {
    en: '{total} {total|finding is|findings are} hidden by the filter.',
    zh: '有 {total} 个问题被筛选条件隐藏。',
  },
  colSeverity: { en: 'Severity', zh: '严重程度' },
  colFinding: { en: 'Finding', zh: '问题' },
  colObject: { en: 'Object', zh: '对象' },
  colField: { en: 'Field', zh: '字段' },
  ofServices: { en: '+{count} {count|Service|Services}', zh: '另涉及 {count} 个 Service' },
  findingGone: { en: 'This finding is gone', zh: '这个问题已不存在' },
  findingGoneHint: {
    en: 'What it told of has been mended, or changed.',
    zh: '它所指的内容已修复或已改变。',
  },
  whatToDo: { en: 'What to do', zh: '如何处理' },
  lookAtField: { en: 'Look at {path} of {object}.', zh: '请检查 {object} 的 {path}。' },
  lookAtObject: { en: 'Look at {object}.', zh: '请检查 {object}。' },
  copyCommand: { en: 'Copy kubectl patch', zh: '复制 kubectl patch' },
  copyYaml: { en: 'Copy YAML', zh: '复制 YAML' },
  documentation: { en: 'What the documentation says', zh: '官方文档的说明' },
  yamlLine: { en: 'line {line} · {path}', zh: '第 {line} 行 · {path}' },
  moreNotes: { en: '{count} {count|note|notes}', zh: '{count} 条提示' },
} satisfies Words;
