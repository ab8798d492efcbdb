import type { Language } from '@portolan/shared/words/say.ts';

const units = [
  { ms: 86_400_000, en: 'd', zh: ' 天' },
  { ms: 3_600_000, en: 'h', zh: ' 小时' },
  { ms: 60_000, en: 'm', zh: ' 分钟' },
] as const;

/** A span of milliseconds in one unit, as kubectl's AGE: `4s`, `12m`, `3h`, `5d`. */
export function formatAge(ms: number, language: Language): string {
  const span = Math.max(0, ms);
  const unit = units.find((each) => span >= each.ms);
  if (unit) return `${Math.floor(span / unit.ms)}${unit[language]}`;
  return `${Math.floor(span / 1000)}${language === 'zh' ? ' 秒' : 's'}`;
}

export function formatTime(at: number, language: Language): string {
  return new Date(at).toLocaleTimeString(language === 'zh' ? 'zh-CN' : 'en-GB');
}
