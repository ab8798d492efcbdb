import { useEffect, useState, type RefObject } from 'react';

interface Sight {
  /** Pixels scrolled and shown. */
  readonly top: number;
  readonly height: number;
}

export interface RowsInSight {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** Drawn above and below what is in sight, so that a quick scroll shows no gap. */
const spare = 8;

/** Which of `count` rows of one height the scroller shows. */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowsInSight {
  const [sight, setSight] = useState<Sight>({ top: 0, height: 800 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = (): void => setSight({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller]);
  const first = Math.max(0, Math.floor(sight.top / rowHeight) - spare);
  const end = Math.min(count, Math.ceil((sight.top + sight.height) / rowHeight) + spare);
  return { first: Math.min(first, end), end };
}
