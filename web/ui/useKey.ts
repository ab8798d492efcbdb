import { useEffect, useEffectEvent } from 'react';

/** Calls `act` for a key pressed anywhere but in a text field or dialog, without Ctrl, Alt or Meta. */
export function useKey(key: string, act: (event: KeyboardEvent) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== key || event.defaultPrevented || hasOwnKeys(event)) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    act(event);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}

/**
 * A field takes what is typed into it; a dialog takes Escape for itself. The innermost target counts:
 * the YAML editor lives in a shadow root, from outside which only its host is seen.
 */
function hasOwnKeys(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement &&
    ((target.isContentEditable && event.key !== 'Escape') ||
      target.closest('input, textarea, select, dialog') !== null)
  );
}
