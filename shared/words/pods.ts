import type { Words } from './say.ts';

/** Why a Pod is not ready; Kubernetes' own reasons are passed through as parameters. */
export const podWords = {
  terminating: { en: 'terminating', zh: '正在终止' },
  notScheduled: { en: 'not scheduled: {message}', zh: '未调度：{message}' },
  waiting: { en: '{container}: {reason}', zh: '{container}：{reason}' },
  waitingMessage: {
    en: '{container}: {reason} ({message})',
    zh: '{container}：{reason}（{message}）',
  },
  exited: { en: '{container} has exited: {reason}', zh: '{container} 已退出：{reason}' },
  readinessFailing: {
    en: 'readiness probe of {container} fails ({probe})',
    zh: '{container} 的就绪探测失败（{probe}）',
  },
  containerNotReady: { en: '{container} is not ready', zh: '{container} 未就绪' },
  gateFalse: { en: 'readiness gate {gate} is false', zh: '就绪门 {gate} 为 false' },
  condition: { en: '{reason}', zh: '{reason}' },
  conditionMessage: { en: '{reason}: {message}', zh: '{reason}：{message}' },
  phase: { en: '{phase}', zh: '{phase}' },
  starting: { en: 'starting', zh: '正在启动' },
} satisfies Words;

export type PodReasonCode = keyof typeof podWords;
