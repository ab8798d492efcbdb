import { sayings, type Say } from '@portolan/shared/diagram/pathWords.ts';
import type { Language } from '@portolan/shared/words/say.ts';
import { createContext, useContext } from 'react';

export type { Say };

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

export function useWords(): Say {
  const { language } = useSettings();
  return sayings[language];
}
