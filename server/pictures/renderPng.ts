// SVG to PNG beside the main thread: a namespace takes most of a second, and nobody else waits for it.
import { existsSync } from 'node:fs';
import { PictureError } from './pictureError.ts';
import { PngThread } from './pngThread.ts';

/** 48 million pixels are 192 MB while they are drawn; one picture is drawn at a time. */
export const mostPixels = 48_000_000;

/** Beside the built server; before it is built there is none, and the main thread draws. */
const worker = new URL('pngWorker.js', import.meta.url);
const thread = existsSync(worker) ? new PngThread(worker) : undefined;

/**
 * @param scale Pixels for each of the drawing; above 0.
 * @throws {PictureError} when there would be too many of them.
 */
export async function renderPng(svg: string, scale: number): Promise<Uint8Array> {
  checkSize(svg, scale);
  if (thread) return thread.paint(svg, scale);
  const { paintPng } = await import('./paintPng.ts');
  return paintPng(svg, scale);
}

function checkSize(svg: string, scale: number): void {
  const size = /^<svg[^>]*?\swidth="([\d.]+)"[^>]*?\sheight="([\d.]+)"/u.exec(
    svg.slice(svg.indexOf('<svg')),
  );
  const [width, height] = [Number(size?.[1]), Number(size?.[2])];
  const pixels = width * height * scale * scale;
  if (pixels <= mostPixels && Math.min(width, height) * scale >= 1) return;
  const most = Math.floor(Math.sqrt(mostPixels / (width * height)) * 100) / 100;
  const would = `${Math.round(width * scale)}×${Math.round(height * scale)}`;
  throw new PictureError(
    'tooLarge',
    `at scale ${scale} the PNG would have ${would} pixels; the scale may be at most ${most} for this picture`,
  );
}
