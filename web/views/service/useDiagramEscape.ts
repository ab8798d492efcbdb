import { useEffect, useEffectEvent } from 'react';

/**
 * Calls `leave` for Escape on a node or edge of the diagram. React Flow does not hear of it: on a
 * node that is not selected it would take the key to select it.
 */
export function useDiagramEscape(leave: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    if (event.key !== 'Escape' || !(target instanceof Element)) return;
    if (!target.closest('.react-flow__node, .react-flow__edge')) return;
    event.stopPropagation();
    leave();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    addEventListener('keydown', listener, { capture: true });
    return () => removeEventListener('keydown', listener, { capture: true });
  }, []);
}
