import type { Layout } from '@portolan/shared/diagram/layout.ts';
import { useReactFlow } from '@xyflow/react';
import { useEffect, useMemo, useState, type RefObject } from 'react';
import { firstViewport, paneHeight, phoneView } from './firstViewport.ts';
import { useWidth } from './useWidth.ts';

export interface FirstViewport {
  /** Of the drawing's pane, in pixels. */
  readonly height: number;
  /** Of the drawing within the pane, where the pane scrolls; absent: it fills the pane. */
  readonly width?: number;
  readonly fit: () => void;
  /** From now on the picture stays where the reader put it. */
  readonly keep: () => void;
}

/**
 * Fits the columns to the pane until the reader moves the picture; nothing moves it after that. The
 * pane grows with the drawing and never shrinks: what stands below it stays where it is.
 */
export function useFirstViewport(
  pane: RefObject<HTMLElement | null>,
  layout: Layout,
  onPhone: boolean,
): FirstViewport {
  const { setViewport } = useReactFlow();
  const width = useWidth(pane);
  const [moved, setMoved] = useState(false);
  const [tallest, setTallest] = useState({ width, height: 0 });
  const least = tallest.width === width ? tallest.height : 0;
  const phone = useMemo(() => (onPhone ? phoneView(layout) : undefined), [onPhone, layout]);
  const height = Math.max(least, phone?.height ?? paneHeight(layout, width));
  if (height !== tallest.height || width !== tallest.width) setTallest({ width, height });
  const x = phone?.viewport.x;
  useEffect(() => {
    if (width === 0 || moved) return;
    void setViewport(
      x === undefined ? firstViewport(layout.width, width) : phoneView(layout).viewport,
    );
  }, [width, moved, layout, x, setViewport]);
  return {
    height,
    ...(phone ? { width: Math.max(width, phone.width) } : {}),
    fit: () => {
      setMoved(false);
      void setViewport(phone?.viewport ?? firstViewport(layout.width, width));
    },
    keep: () => setMoved(true),
  };
}
