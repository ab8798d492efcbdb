import { palettes, paints } from '@portolan/shared/diagram/palette.ts';
import { expect, test } from 'vitest';

function rule(selector: string, theme: keyof typeof palettes): string {
  const lines = paints.map((paint) => `  --${paint}: ${palettes[theme][paint]};`);
  return `${selector} {\n${lines.join('\n')}\n}\n`;
}

test('the page has the colours that pictures have', async () => {
  const note =
    '/* Written by palette.test.ts (vitest -u) from the palette that pictures share. */\n';
  const css = `${note}${rule(':root', 'light')}\n${rule(":root[data-theme='dark']", 'dark')}`;
  await expect(css).toMatchFileSnapshot('palette.css');
});
