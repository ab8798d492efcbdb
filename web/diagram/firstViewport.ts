import type { Layout } from '@portolan/shared/diagram/layout.ts';
import type { Viewport } from '@xyflow/react';
import { headingTop } from './flowElements.ts';

const padding = 16;
/** Below the drawing, for the buttons. */
const controls = 32;
/** Text stays readable: below this, the reader pans instead. */
const smallest = 0.7;
const smallestOnPhone = 0.85;
const phoneWidth = 720;
const largest = 1.1;

function zoomFor(drawing: number, pane: number): number {
  const least = pane < phoneWidth ? smallestOnPhone : smallest;
  return Math.min(largest, Math.max(least, (pane - 2 * padding) / drawing));
}

/** All columns if they can be read, from the top left. */
export function firstViewport(drawing: number, pane: number): Viewport {
  const zoom = zoomFor(drawing, pane);
  const spare = Math.max(0, pane - drawing * zoom);
  return { x: Math.max(padding, spare / 2), y: padding - headingTop * zoom, zoom };
}

/** As high as the drawing, within what leaves room for the rest of the page. */
export function paneHeight(layout: Layout, pane: number): number {
  const zoom = zoomFor(layout.width, pane);
  const drawing = (layout.height - headingTop + 24) * zoom + 2 * padding + controls;
  const most = Math.max(380, globalThis.innerHeight * 0.64);
  return Math.round(Math.min(most, Math.max(280, drawing)));
}
