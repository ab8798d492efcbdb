import { Languages, Moon, Sun } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useSource } from '../live/live.tsx';
import controls from '../ui/controls.module.css';
import { Logo } from '../ui/Logo.tsx';
import { useKey } from '../ui/useKey.ts';
import { formatPlace, type Place } from '../url/location.ts';
import { listAsLeft } from '../url/usePlace.ts';
import { useSettings, useWords } from '../words/useWords.ts';
import { Freshness } from './Freshness.tsx';
import styles from './Header.module.css';
import { HelpDialog } from './HelpDialog.tsx';

export function Header({ place }: { readonly place: Place }): ReactNode {
  const say = useWords();
  const { language, theme, setLanguage, setTheme } = useSettings();
  const help = useRef<HTMLDialogElement>(null);
  const openHelp = (): void => help.current?.showModal();
  useKey('?', openHelp);
  const home = formatPlace(place.page === 'services' ? { page: 'services' } : listAsLeft());
  return (
    <header className={styles['header']}>
      <a className={styles['home']} href={home} aria-label={say('home')}>
        <Logo />
        <span>Portolan</span>
      </a>
      <Views place={place} home={home} />
      <SourceName />
      <span className={styles['space']} />
      <Freshness />
      <button
        className={controls['icon']}
        type="button"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        <Languages size={16} aria-hidden="true" />
        {say('otherLanguage')}
      </button>
      <button
        className={controls['icon']}
        type="button"
        aria-label={say(theme === 'dark' ? 'lightTheme' : 'darkTheme')}
        title={say(theme === 'dark' ? 'lightTheme' : 'darkTheme')}
        onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
      >
        {theme === 'dark' ? <Sun size={17} /> : <Moon size={17} />}
      </button>
      <button
        className={controls['icon']}
        type="button"
        aria-label={say('help')}
        title={say('help')}
        onClick={openHelp}
      >
        ?
      </button>
      <HelpDialog ref={help} />
    </header>
  );
}

/** What there is to look at; a Service is looked at from the list. */
function Views({ place, home }: { readonly place: Place; readonly home: string }): ReactNode {
  const say = useWords();
  return (
    <nav className={styles['views']} aria-label={say('views')}>
      <a href={home} aria-current={place.page === 'services' && 'page'}>
        {say('services')}
      </a>
      <a
        href={formatPlace({ page: 'findings' })}
        aria-current={place.page === 'findings' && 'page'}
      >
        {say('findings')}
      </a>
    </nav>
  );
}

function SourceName(): ReactNode {
  const say = useWords();
  const source = useSource();
  if (!source) return null;
  const code = { cluster: 'clusterNamed', embedded: 'embeddedNamed', files: 'filesNamed' } as const;
  return (
    <span className={styles['source']} title={source.server}>
      {say(code[source.kind], { name: source.name })}
    </span>
  );
}
