import { sayings } from '@portolan/shared/diagram/pathWords.ts';
import type { Pen } from '@portolan/shared/diagram/scene/cards/pen.ts';
import { screenMetrics } from '@portolan/shared/diagram/scene/metrics.ts';
import type { Language } from '@portolan/shared/words/say.ts';
import { useSettings } from '../words/useWords.ts';

const pens: Readonly<Record<Language, Pen>> = {
  en: { say: sayings.en, language: 'en', metrics: screenMetrics },
  zh: { say: sayings.zh, language: 'zh', metrics: screenMetrics },
};

/** What the page draws with: the same object as long as the language is the same. */
export function usePen(): Pen {
  return pens[useSettings().language];
}
