import { percentOf, routeOf } from '@portolan/shared/diagram/names.ts';
import type { EntryPoint } from '@portolan/shared/wire/topology.ts';
import { routeWords } from '@portolan/shared/words/route.ts';
import { say as sayWords } from '@portolan/shared/words/say.ts';
import type { ReactNode } from 'react';
import { useSettings, useWords } from '../words/useWords.ts';
import styles from './Inspector.module.css';

/** An Ingress or a Gateway route: what is asked for, who serves it, and why nothing gets through. */
export function RouteDetails({ entry }: { readonly entry: EntryPoint }): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const { route, share = 1, gateway, listener, class: className, invalid } = entry;
  if (!route) return null;
  const facts = [
    routeOf(entry),
    say('routeObject', {
      kind: route.kind,
      name: `${route.namespace}/${route.name}`,
      share: percentOf(share),
    }),
    gateway !== undefined && say('routeGateway', { gateway, listener: listener ?? '–' }),
    className !== undefined && say('routeClass', { name: className }),
  ];
  return (
    <>
      {invalid && (
        <p className={styles['invalid']}>
          ✕ {sayWords(routeWords, language, invalid.code, invalid.params)}
        </p>
      )}
      <ul className={styles['plain']}>
        {facts.map(
          (fact) =>
            fact !== false && (
              <li key={fact} className={styles['sub']}>
                {fact}
              </li>
            ),
        )}
      </ul>
    </>
  );
}
