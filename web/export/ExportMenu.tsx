// What is on screen, as a file, on the clipboard or on paper.
import type { Arrangement } from '@portolan/shared/diagram/scene/metrics.ts';
import { Download } from 'lucide-react';
import { useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import controls from '../ui/controls.module.css';
import { useSettings, useWords } from '../words/useWords.ts';
import styles from './ExportMenu.module.css';
import {
  copyable,
  formatNames,
  formats,
  layouts,
  pictureAddress,
  type Subject,
} from './pictureAddress.ts';
import { copyLink, copyPicture, printPicture } from './takeOut.ts';

interface ExportMenuProps {
  readonly subject: Subject;
  /** What it is called aloud. */
  readonly name: string;
}

export function ExportMenu({ subject, name }: ExportMenuProps): ReactNode {
  const say = useWords();
  const [open, setOpen] = useState(false);
  const closeOutside = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOpen(false);
  };
  const closeByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    // Otherwise the page would go back to its list.
    event.stopPropagation();
    setOpen(false);
  };
  return (
    <div className={styles['menu']} onBlur={closeOutside} onKeyDown={closeByKey} role="none">
      <button
        className={controls['button']}
        type="button"
        aria-expanded={open}
        aria-haspopup="true"
        onClick={() => setOpen(!open)}
      >
        <Download size={14} aria-hidden="true" /> {say('export')}
      </button>
      {open && <Panel subject={subject} name={name} />}
    </div>
  );
}

const layoutCodes = { wide: 'layoutWide', tall: 'layoutTall' } as const;

function Panel({ subject, name }: ExportMenuProps): ReactNode {
  const say = useWords();
  const { theme, language } = useSettings();
  const [layout, setLayout] = useState<Arrangement>('wide');
  const look = { theme, language, layout };
  const [told, setTold] = useState('');
  const act = (deed: () => Promise<void>, success: string): void => {
    setTold('');
    deed().then(
      () => setTold(success),
      (error: unknown) => {
        const detail = error instanceof Error ? error.message : String(error);
        setTold(say('exportFailed', { detail }));
      },
    );
  };
  return (
    <section
      className={styles['panel']}
      aria-label={say('exportOf', { what: name })}
      // A click beside the buttons keeps the menu open.
      tabIndex={-1}
    >
      <h2>{say('pictureLayout')}</h2>
      <div className={styles['row']}>
        {layouts.map((each) => (
          <button
            key={each}
            className={`${controls['button'] ?? ''} ${styles['choice'] ?? ''}`}
            type="button"
            aria-pressed={each === layout}
            onClick={() => setLayout(each)}
          >
            {say(layoutCodes[each])}
          </button>
        ))}
      </div>
      <h2>{say('download')}</h2>
      <div className={styles['row']}>
        {formats.map((format) => (
          <a
            key={format}
            className={controls['button']}
            href={pictureAddress(subject, format, look)}
            download=""
            aria-label={say('downloadAs', { format: formatNames[format] })}
          >
            {formatNames[format]}
          </a>
        ))}
      </div>
      <h2>{say('copy')}</h2>
      <div className={styles['row']}>
        {copyable.map((format) => (
          <button
            key={format}
            className={controls['button']}
            type="button"
            aria-label={say('copyAs', { format: formatNames[format] })}
            onClick={() =>
              act(
                () => copyPicture(subject, format, look),
                say('copyDone', { what: formatNames[format] }),
              )
            }
          >
            {formatNames[format]}
          </button>
        ))}
        <button
          className={controls['button']}
          type="button"
          aria-label={say('copyLink')}
          onClick={() => act(copyLink, say('copyDone', { what: say('link') }))}
        >
          {say('link')}
        </button>
      </div>
      <button
        className={controls['button']}
        type="button"
        onClick={() => act(() => printPicture(subject, look), '')}
      >
        {say('print')}
      </button>
      <p className={styles['note']}>{say('picturesPredict')}</p>
      <output className={styles['told']}>{told}</output>
    </section>
  );
}
