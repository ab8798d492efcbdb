import type { Layout } from '@portolan/shared/diagram/layout.ts';
import { headingTop } from '@portolan/shared/diagram/scene/surroundings.ts';
import type { Viewport } from '@xyflow/react';

/** Level with what stands above and below the drawing. */
const padding = 20;
const paddingOnPhone = 12;
/** Below the drawing, for the buttons. */
const controls = 32;
/** Text stays readable: below this, the reader pans instead. */
const smallest = 0.7;
const onPhone = 0.85;
const largest = 1.4;

function zoomFor(drawing: number, pane: number): number {
  return Math.min(largest, Math.max(smallest, (pane - 2 * padding) / drawing));
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

/** On a phone the whole drawing at one readable size; the page and the pane scroll as pages do. */
export function phoneView(layout: Layout): { viewport: Viewport; width: number; height: number } {
  const y = paddingOnPhone - headingTop * onPhone;
  return {
    viewport: { x: paddingOnPhone, y, zoom: onPhone },
    width: Math.ceil(layout.width * onPhone + 2 * paddingOnPhone),
    height: Math.ceil(y + (layout.height + 24) * onPhone + paddingOnPhone),
  };
}
