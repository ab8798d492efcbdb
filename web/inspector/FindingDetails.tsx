import { catalogue, pageOf } from '@portolan/shared/findings/catalogue.ts';
import { patchCommand, patchYaml } from '@portolan/shared/findings/patch.ts';
import type { Finding } from '@portolan/shared/wire/finding.ts';
import type { Say } from '@portolan/shared/diagram/pathWords.ts';
import { adviceWords } from '@portolan/shared/words/advice.ts';
import { findingTitles } from '@portolan/shared/words/findingTitles.ts';
import { findingWords, isFindingCode } from '@portolan/shared/words/findings.ts';
import { fixWords } from '@portolan/shared/words/fixes.ts';
import { say as sayWords } from '@portolan/shared/words/say.ts';
import type { ReactNode } from 'react';
import { CopyButton } from '../ui/CopyButton.tsx';
import { SeverityMark } from '../ui/SeverityMark.tsx';
import { useSettings, useWords } from '../words/useWords.ts';
import styles from './Inspector.module.css';
import { Rules } from './TraceDetails.tsx';
import { YamlSection } from './YamlSection.tsx';

/** A finding in full: what is wrong and where, what to do, and by which rule. */
export function FindingDetails({ finding }: { readonly finding: Finding }): ReactNode {
  const { language } = useSettings();
  const { code, severity, object, path, params, source } = finding;
  const known = isFindingCode(code) ? catalogue[code] : undefined;
  const say = useWords();
  return (
    <>
      <SeverityMark severity={severity} />
      <h2>{sayWords(findingTitles, language, code)}</h2>
      <p className={styles['sub']}>
        {objectText(object)}
        {path !== undefined && ` · ${path}`}
      </p>
      {source && (
        <p className={styles['sub']}>
          <code>
            {source.file}:{source.line}
          </code>
        </p>
      )}
      <p className={styles['sentence']}>{sayWords(findingWords, language, code, params)}</p>
      <WhatToDo finding={finding} />
      {isWritten(object.kind) && (
        <YamlSection
          kind={object.kind}
          namespace={object.namespace ?? '-'}
          name={object.name}
          path={path}
        />
      )}
      {known && <Rules rules={known.rules} />}
      {known && (
        <p>
          <a href={pageOf(known)} target="_blank" rel="noreferrer">
            {say('documentation')}
          </a>
        </p>
      )}
    </>
  );
}

/** Said where a link led to a finding that is no more. */
export function FindingGone(): ReactNode {
  const say = useWords();
  return (
    <>
      <h2>{say('findingGone')}</h2>
      <p>{say('findingGoneHint')}</p>
    </>
  );
}

/** A fault of the file itself has no object to read. */
function isWritten(kind: string): boolean {
  return kind !== 'File' && kind !== 'Document';
}

function objectText({ kind, namespace, name }: Finding['object']): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

function WhatToDo({ finding }: { readonly finding: Finding }): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const { code, object, params, fix } = finding;
  return (
    <>
      <h3>{say('whatToDo')}</h3>
      <p>
        {fix
          ? sayWords(fixWords, language, fix.code, params)
          : Object.hasOwn(adviceWords, code)
            ? sayWords(adviceWords, language, code, params)
            : lookAt(finding, say)}
      </p>
      {fix?.patch !== undefined && <Patch object={object} patch={fix.patch} />}
    </>
  );
}

/** Where nothing better can be said. */
function lookAt({ object, path }: Finding, say: Say): string {
  const named = { object: objectText(object) };
  return path === undefined ? say('lookAtObject', named) : say('lookAtField', { ...named, path });
}

function Patch({ object, patch }: { object: Finding['object']; patch: string }): ReactNode {
  const say = useWords();
  const command = patchCommand(object, patch);
  const yaml = patchYaml(patch);
  return (
    <>
      <div className={styles['fixes']}>
        <CopyButton text={command} label={say('copyCommand')} />
        <CopyButton text={yaml} label={say('copyYaml')} />
      </div>
      <pre className={`${styles['command']} ${styles['patch']}`}>{command}</pre>
    </>
  );
}
