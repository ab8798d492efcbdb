import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { readObject } from '../live/requests.ts';
import controls from '../ui/controls.module.css';
import { CopyButton } from '../ui/CopyButton.tsx';
import { useWords } from '../words/useWords.ts';
import styles from './Inspector.module.css';

const YamlText = lazy(() => import('./YamlText.tsx'));

interface YamlSectionProps {
  readonly kind: string;
  /** `-` for cluster-scoped kinds. */
  readonly namespace: string;
  readonly name: string;
  /** The field in question. */
  readonly path?: string | undefined;
}

/** The object's own text, read when it is opened. */
export function YamlSection({ kind, namespace, name, path }: YamlSectionProps): ReactNode {
  const say = useWords();
  const [open, setOpen] = useState(kind !== 'Node');
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['object', kind, namespace, name],
    queryFn: () => readObject(kind, namespace, name),
    enabled: open,
    // Opened again, it is read again: the text is a moment's.
    gcTime: 0,
  });
  return (
    <section>
      <h3 className={styles['yamlHead']}>
        <button
          className={`${controls['icon']} ${styles['fold']}`}
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? '▾' : '▸'} {say('yaml')} · {kind} {name}
        </button>
        {open && data !== undefined && <CopyButton text={data} />}
      </h3>
      {open && error && (
        <p role="alert">
          {say('yamlFailed', { detail: error.message })}{' '}
          <button className={controls['button']} type="button" onClick={() => void refetch()}>
            {say('yamlAgain')}
          </button>
        </p>
      )}
      {open && isFetching && data === undefined && <p>{say('yamlLoading')}</p>}
      {open && data !== undefined && (
        <div className={styles['yaml']}>
          <Suspense fallback={<pre>{data}</pre>}>
            <YamlText text={data} label={`${kind} ${name}`} path={path} />
          </Suspense>
        </div>
      )}
    </section>
  );
}
