import { say, type Language, type Params } from '@portolan/shared/words/say.ts';
import { uiWords, type UiCode } from '@portolan/shared/words/ui.ts';
import { createContext, useContext } from 'react';

export interface Settings {
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  readonly setLanguage: (language: Language) => void;
  readonly setTheme: (theme: 'light' | 'dark') => void;
}

export const SettingsContext = createContext<Settings>({
  language: 'en',
  theme: 'light',
  setLanguage: () => undefined,
  setTheme: () => undefined,
});

export function useSettings(): Settings {
  return useContext(SettingsContext);
}

/** Says one of the page's own words. */
export type Say = (code: UiCode, params?: Params) => string;

export function useWords(): Say {
  const { language } = useSettings();
  return sayings[language];
}

/** One function per language, so that what depends on it is not drawn again for nothing. */
const sayings: Record<Language, Say> = {
  en: (code, params) => say(uiWords, 'en', code, params),
  zh: (code, params) => say(uiWords, 'zh', code, params),
};
