import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useKey } from './useKey.ts';

afterEach(cleanup);

function Page({ onKey }: { readonly onKey: (key: string) => void }) {
  useKey('o', () => onKey('o'));
  useKey('Escape', () => onKey('Escape'));
  return <div data-testid="host" />;
}

function press(target: EventTarget, key: string): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
}

test('a letter typed into an editor in a shadow root is no shortcut; Escape still is', () => {
  const heard: string[] = [];
  const { getByTestId } = render(<Page onKey={(key) => heard.push(key)} />);
  press(document.body, 'o');
  expect(heard).toEqual(['o']);
  const editor = document.createElement('div');
  // What the browser derives from contenteditable.
  Object.defineProperty(editor, 'isContentEditable', { value: true });
  getByTestId('host').attachShadow({ mode: 'open' }).append(editor);
  press(editor, 'o');
  expect(heard).toEqual(['o']);
  press(editor, 'Escape');
  expect(heard).toEqual(['o', 'Escape']);
});
