import { useReactFlow } from '@xyflow/react';
import type { KeyboardEvent } from 'react';

/** Pixels of the screen per key press. */
const step = 60;

const ways: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [step, 0],
  ArrowRight: [-step, 0],
  ArrowUp: [0, step],
  ArrowDown: [0, -step],
};

/** Arrows move the picture, + and - zoom it, 0 fits it, while the diagram or a node has the focus. */
export function useKeyboardPan(fit: () => void, keep: () => void): (event: KeyboardEvent) => void {
  const { getViewport, setViewport, zoomIn, zoomOut } = useReactFlow();
  return (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const way = Object.hasOwn(ways, event.key) ? ways[event.key] : undefined;
    if (way) {
      const { x, y, zoom } = getViewport();
      void setViewport({ x: x + way[0], y: y + way[1], zoom });
    } else if (event.key === '+' || event.key === '=') void zoomIn();
    else if (event.key === '-') void zoomOut();
    else if (event.key !== '0') return;
    event.preventDefault();
    if (event.key === '0') fit();
    else keep();
  };
}
