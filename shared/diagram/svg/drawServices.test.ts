import { expect, test } from 'vitest';
import { drawServices } from './drawServices.ts';

test('no Service at all is still a document', () => {
  const svg = drawServices([], { theme: 'light', locale: 'en', density: 'normal' });
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<\/svg>\n$/su);
});
