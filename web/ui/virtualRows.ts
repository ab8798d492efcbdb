// A long list of which only what is in sight is drawn, walked by keyboard.
import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useKey } from './useKey.ts';
import { phone, useMedia } from './useMedia.ts';

type Rows = Virtualizer<HTMLElement, HTMLElement>;

/** Drawn above and below what is in sight, so that a quick scroll shows no gap. */
const spare = 8;

/** In pixels, as the style sheet draws them; on a phone there is no head. */
export interface RowSizes {
  readonly wide: number;
  readonly phone: number;
  readonly head: number;
}

export interface VirtualRows {
  readonly scroller: RefObject<HTMLTableElement | null>;
  readonly rows: Rows;
  /** Index of the row the keyboard is on, -1 for none. */
  readonly active: number;
  readonly setActiveKey: (key: string | undefined) => void;
}

/** `linkId` names the link of a row, which takes the focus. */
export function useVirtualRows(
  keys: readonly string[],
  sizes: RowSizes,
  linkId: (key: string) => string,
): VirtualRows {
  const scroller = useRef<HTMLTableElement>(null);
  const [activeKey, setActiveKey] = useState<string>();
  const active = activeKey === undefined ? -1 : keys.indexOf(activeKey);
  const rows = useRows(keys.length, scroller, active, sizes);
  useRowKeys(keys, active, rows, scroller, setActiveKey);
  const focused = activeKey === undefined ? undefined : linkId(activeKey);
  useEffect(() => {
    if (focused !== undefined) document.getElementById(focused)?.focus({ preventScroll: true });
  }, [focused]);
  return { scroller, rows, active, setActiveKey };
}

/** The rows in sight, and the active one even out of sight: it holds the focus. */
function useRows(
  count: number,
  scroller: RefObject<HTMLElement | null>,
  active: number,
  sizes: RowSizes,
): Rows {
  const onPhone = useMedia(phone);
  const rowHeight = onPhone ? sizes.phone : sizes.wide;
  const rows = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: spare,
    // What stands under the head that stays is not in sight.
    scrollPaddingEnd: onPhone ? 0 : sizes.head,
    rangeExtractor: (range) => withActive(defaultRangeExtractor(range), active),
  });
  useLayoutEffect(() => rows.measure(), [rows, rowHeight]);
  return rows;
}

function withActive(indexes: number[], active: number): number[] {
  if (active < 0 || indexes.includes(active)) return indexes;
  return [...indexes, active].toSorted((a, b) => a - b);
}

/** The row the keyboard is on stays on its object while others come and go. */
function useRowKeys(
  keys: readonly string[],
  active: number,
  rows: Rows,
  scroller: RefObject<HTMLElement | null>,
  setActiveKey: (key: string | undefined) => void,
): void {
  const moveTo = (index: number, event?: KeyboardEvent): void => {
    event?.preventDefault();
    const next = Math.max(0, Math.min(keys.length - 1, index));
    setActiveKey(keys[next]);
    rows.scrollToIndex(next, { align: 'auto' });
  };
  const page = (): number => {
    const rowHeight = rows.options.estimateSize(0);
    return Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
  };
  useKey('j', () => moveTo(active + 1));
  useKey('k', () => moveTo(active - 1));
  useKey('ArrowDown', (event) => moveTo(active + 1, event));
  useKey('ArrowUp', (event) => moveTo(active - 1, event));
  useKey('PageDown', (event) => moveTo(active + page(), event));
  useKey('PageUp', (event) => moveTo(active - page(), event));
  useKey('Home', (event) => moveTo(0, event));
  useKey('End', (event) => moveTo(keys.length - 1, event));
}
