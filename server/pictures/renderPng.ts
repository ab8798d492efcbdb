// SVG to PNG without a browser, with our own fonts alone: the same bytes on every machine.
import { readFile } from 'node:fs/promises';
import { Resvg, initWasm } from '@resvg/resvg-wasm';
import { PictureError } from './pictureError.ts';
import { chineseFont, latinFonts, rendererFile } from './pictureFiles.ts';

/** 48 million pixels are 192 MB while they are drawn. */
export const mostPixels = 48_000_000;

let ready: Promise<unknown> | undefined;
let latin: Promise<Uint8Array[]> | undefined;
let chinese: Promise<Uint8Array> | undefined;

/**
 * @param scale Pixels for each of the drawing; above 0.
 * @throws {PictureError} when there would be too many of them.
 */
export async function renderPng(svg: string, scale: number): Promise<Uint8Array> {
  checkSize(svg, scale);
  ready ??= readFile(rendererFile).then((bytes) => initWasm(bytes));
  latin ??= Promise.all(latinFonts.map((file) => readFile(file)));
  const fontBuffers = [...(await latin)];
  if (needsChinese(svg)) {
    chinese ??= readFile(chineseFont);
    fontBuffers.push(await chinese);
  }
  await ready;
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontBuffers, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
  });
  const image = resvg.render();
  const png = image.asPng();
  // What WebAssembly holds is not collected with the objects that name it.
  image.free();
  resvg.free();
  return png;
}

/** Reading its ten megabytes costs more than a whole drawing. */
function needsChinese(svg: string): boolean {
  return /[\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF]/u.test(svg);
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
