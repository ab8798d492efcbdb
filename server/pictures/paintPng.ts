// SVG to PNG without a browser, with our own fonts alone: the same bytes on every machine.
import { readFile } from 'node:fs/promises';
import { Resvg, initWasm } from '@resvg/resvg-wasm';
import { plainLetters } from './plainLetters.ts';
import { chineseFont, latinFonts, rendererFile } from './pictureFiles.ts';

let ready: Promise<unknown> | undefined;
let latin: Promise<Uint8Array[]> | undefined;
let chinese: Promise<Uint8Array> | undefined;

/** @param scale Pixels for each of the drawing; above 0. */
export async function paintPng(svg: string, scale: number): Promise<Uint8Array<ArrayBuffer>> {
  ready ??= readFile(rendererFile).then((bytes) => initWasm(bytes));
  latin ??= Promise.all(latinFonts.map(async (file) => plainLetters(await readFile(file))));
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
  const png = new Uint8Array(image.asPng());
  // What WebAssembly holds is not collected with the objects that name it.
  image.free();
  resvg.free();
  return png;
}

/** Reading its ten megabytes costs more than a whole drawing. */
function needsChinese(svg: string): boolean {
  return /[\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF]/u.test(svg);
}
