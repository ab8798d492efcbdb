import { yaml } from '@codemirror/lang-yaml';
import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import { useEffect, useRef, type ReactNode } from 'react';
import { useWords } from '../words/useWords.ts';
import styles from './Inspector.module.css';
import { fieldOffset } from './yamlField.ts';

interface YamlTextProps {
  readonly text: string;
  readonly label: string;
  /** The field that is marked and brought into sight. */
  readonly path?: string | undefined;
}

/** Read-only YAML. Loaded on demand: the editor is as large as the rest of the page. */
export default function YamlText({ text, label, path }: YamlTextProps): ReactNode {
  const say = useWords();
  const host = useRef<HTMLDivElement>(null);
  const offset = path === undefined ? undefined : fieldOffset(text, path);
  useEffect(() => {
    if (!host.current) return undefined;
    // In a shadow root the editor's styles are adopted sheets; a <style> element, which it would
    // use otherwise, is against the page's policy.
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const view = new EditorView({ state: stateOf(text, label, offset), root, parent: root });
    if (offset !== undefined) bringIntoSight(view, offset, host.current.parentElement);
    return () => view.destroy();
  }, [text, label, offset]);
  return (
    <>
      {offset !== undefined && path !== undefined && (
        <p className={styles['yamlLine']}>
          {say('yamlLine', { line: text.slice(0, offset).split('\n').length, path })}
        </p>
      )}
      <div ref={host} />
    </>
  );
}

/** Pixels of the lines that stay in sight above the marked one. */
const contextHeight = 64;

/** Scrolls the frame of the text alone: what stands above it stays in sight. */
function bringIntoSight(view: EditorView, offset: number, frame: HTMLElement | null): void {
  if (!frame) return;
  const { top } = view.lineBlockAt(offset);
  frame.scrollTop = Math.max(0, top - contextHeight);
}

/** The editor's own colours, by what they mean here; they follow the page's theme. */
const themed = new Map([
  ['#00c', 'var(--sea)'],
  ['#a11', 'var(--ok)'],
  ['#940', 'var(--soft)'],
]);
const colours = HighlightStyle.define(
  defaultHighlightStyle.specs.map(({ tag, color }) => ({
    tag,
    color: themed.get(String(color)) ?? 'inherit',
  })),
);

const theme = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'transparent', fontSize: '11.5px' },
  '.cm-content': { fontFamily: 'var(--mono)', padding: '8px 0' },
  '.cm-line': { padding: '0 10px' },
  '.cm-marked': { background: 'var(--odd-soft)', boxShadow: 'inset 3px 0 var(--odd)' },
  '&.cm-focused': { outline: '2px solid var(--sea)' },
});

function stateOf(doc: string, label: string, offset: number | undefined): EditorState {
  return EditorState.create({
    doc,
    extensions: [
      yaml(),
      syntaxHighlighting(colours),
      theme,
      ...(offset === undefined ? [] : [EditorView.decorations.of(markedLine(doc, offset))]),
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({
        'aria-label': label,
        'aria-readonly': 'true',
        tabindex: '0',
      }),
    ],
  });
}

function markedLine(doc: string, offset: number): DecorationSet {
  const start = doc.lastIndexOf('\n', offset - 1) + 1;
  return Decoration.set([Decoration.line({ class: 'cm-marked' }).range(start)]);
}
