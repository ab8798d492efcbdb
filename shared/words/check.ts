import type { Words } from './say.ts';

/** What `portolan check` says around its findings. */
export const checkWords = {
  error: { en: 'error', zh: '错误' },
  warning: { en: 'warning', zh: '警告' },
  info: { en: 'note', zh: '提示' },
  fix: { en: 'Fix:', zh: '修复：' },
  summary: {
    en: '{errors} {errors|error|errors}, {warnings} {warnings|warning|warnings}, {infos} {infos|note|notes} in {services} {services|Service|Services}.',
    zh: '{services} 个 Service：{errors} 个错误，{warnings} 个警告，{infos} 个提示。',
  },
  clean: {
    en: 'Nothing wrong in {services} {services|Service|Services}; {infos} {infos|note|notes}.',
    zh: '{services} 个 Service 未发现问题；{infos} 个提示。',
  },
  summaryOfNone: {
    en: '{errors} {errors|error|errors}, {warnings} {warnings|warning|warnings}, {infos} {infos|note|notes}; there is no Service to look at.',
    zh: '{errors} 个错误，{warnings} 个警告，{infos} 个提示；没有可检查的 Service。',
  },
  cleanOfNone: {
    en: 'Nothing wrong, but there is no Service to look at; {infos} {infos|note|notes}.',
    zh: '未发现问题，但没有可检查的 Service；{infos} 个提示。',
  },
  ignored: {
    en: '{count} {count|finding was|findings were} ignored as asked.',
    zh: '按要求忽略了 {count} 个结果。',
  },
  unknown: {
    en: 'unknown: may not {verb} {kind}{where}',
    zh: '未知：没有权限 {verb} {kind}{where}',
  },
} satisfies Words;
