// Language and theme: what the system says until the reader says otherwise, then kept.
import { languages, type Language } from '@portolan/shared/words/say.ts';
import { useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { SettingsContext, type Settings } from './useWords.ts';

type Theme = Settings['theme'];
const themes: readonly Theme[] = ['light', 'dark'];
const darkQuery = '(prefers-color-scheme: dark)';

export function SettingsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState(() => kept('language', languages) ?? systemLanguage());
  const [chosen, setTheme] = useState(() => kept('theme', themes));
  const dark = useSyncExternalStore(subscribeDark, () => matchMedia(darkQuery).matches);
  const theme = chosen ?? (dark ? 'dark' : 'light');

  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  const settings = useMemo<Settings>(
    () => ({
      language,
      theme,
      setLanguage(next) {
        keep('language', next);
        setLanguage(next);
      },
      setTheme(next) {
        keep('theme', next);
        setTheme(next);
      },
    }),
    [language, theme],
  );
  return <SettingsContext value={settings}>{children}</SettingsContext>;
}

function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function subscribeDark(listener: () => void): () => void {
  const query = matchMedia(darkQuery);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

function kept<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
  try {
    const value = localStorage.getItem(`portolan.${name}`);
    return values.find((each) => each === value);
  } catch {
    return undefined;
  }
}

/** Storage may be forbidden; then the choice lasts as long as the page. */
function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`portolan.${name}`, value);
  } catch {
    // Nothing is lost but the memory of a preference.
  }
}
