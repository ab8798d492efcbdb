// What runs on the thread that draws PNGs.
import { parentPort } from 'node:worker_threads';
import { paintPng } from './paintPng.ts';
import type { PngAnswer, PngOrder } from './pngThread.ts';

parentPort?.on('message', (order: PngOrder) => void draw(order));

async function draw(order: PngOrder): Promise<void> {
  const answer = await answerTo(order);
  // The bytes change hands and are not copied.
  parentPort?.postMessage(answer, 'png' in answer ? [answer.png.buffer] : []);
}

async function answerTo({ id, svg, scale }: PngOrder): Promise<PngAnswer> {
  try {
    return { id, png: await paintPng(svg, scale) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
