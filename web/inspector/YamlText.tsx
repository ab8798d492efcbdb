import { yaml } from '@codemirror/lang-yaml';
import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef, type ReactNode } from 'react';

interface YamlTextProps {
  readonly text: string;
  readonly label: string;
}

/** Read-only YAML. Loaded on demand: the editor is as large as the rest of the page. */
export default function YamlText({ text, label }: YamlTextProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return undefined;
    // In a shadow root the editor's styles are adopted sheets; a <style> element, which it would
    // use otherwise, is against the page's policy.
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const view = new EditorView({ state: stateOf(text, label), root, parent: root });
    return () => view.destroy();
  }, [text, label]);
  return <div ref={host} />;
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
  '&.cm-focused': { outline: '2px solid var(--sea)' },
});

function stateOf(doc: string, label: string): EditorState {
  return EditorState.create({
    doc,
    extensions: [
      yaml(),
      syntaxHighlighting(colours),
      theme,
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({
        'aria-label': label,
        'aria-readonly': 'true',
        tabindex: '0',
      }),
    ],
  });
}
