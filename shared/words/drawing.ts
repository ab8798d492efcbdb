import type { Words } from './say.ts';

/** What stands in a picture beside its cards: its description and its legend. */
export const drawingWords = {
  pictureOf: { en: 'Paths to Service {name}', zh: '通往 Service {name} 的路径' },
  pictureOfMany: {
    en: 'Paths to {count} Services',
    zh: '通往 {count} 个 Service 的路径',
  },
  pictureOfNone: { en: 'No Services', zh: '没有 Service' },
  describeService: {
    en: 'Service {name} ({type}): {entries} {entries|entry point|entry points}, {ready} of {total} {total|endpoint|endpoints} ready.',
    zh: 'Service {name}（{type}）：{entries} 个入口，{total} 个端点中 {ready} 个就绪。',
  },
  describeExternal: {
    en: 'Service {name} (ExternalName) stands for {target}.',
    zh: 'Service {name}（ExternalName）指向 {target}。',
  },
  legendWorks: { en: 'gets there', zh: '可达' },
  legendFails: { en: 'refused or silent, as expected', zh: '符合预期：被拒绝或无响应' },
  legendClosed: { en: 'no way from there, as expected', zh: '符合预期：从该处无路可达' },
  legendOdd: { en: 'expected and observed disagree', zh: '预期与实测不一致' },
  legendUnknown: { en: 'unknown or not predicted', zh: '未知或无预期' },
  legendReady: { en: 'ready', zh: '就绪' },
  legendNotReady: { en: 'not ready', zh: '未就绪' },
  legendShare: { en: '50 %: share of new connections', zh: '50%：新连接的份额' },
} as const satisfies Words;
