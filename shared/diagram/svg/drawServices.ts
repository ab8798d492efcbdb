// Services as one SVG document, for files: vectors and text alone, the same bytes for the same input.
import { layoutDiagram } from '../layout.ts';
import { nodeName } from '../names.ts';
import type { DrawOptions, ServicePicture } from './picture.ts';

/**
 * A whole SVG document (it ends with a line feed). It holds no script, style sheet from elsewhere or
 * reference to anything; whatever the names of the objects hold comes out as text.
 */
export function drawServices(pictures: readonly ServicePicture[], options: DrawOptions): string {
  let top = 20;
  let width = 0;
  const parts: string[] = [];
  for (const { diagram } of pictures) {
    const layout = layoutDiagram(diagram);
    for (const node of diagram.nodes) {
      const box = layout.boxes.get(node.id);
      if (!box) continue;
      const y = top + box.y;
      parts.push(
        `<rect x="${box.x + 20}" y="${y}" width="${box.width}" height="${box.height}" fill="#fff" stroke="#8794a8"/>`,
        `<text x="${box.x + 28}" y="${y + box.height / 2}" font-size="11">${escaped(nodeName(node, options.locale))}</text>`,
      );
    }
    top += layout.height + 60;
    width = Math.max(width, layout.width + 40);
  }
  const size = `width="${width}" height="${top}" viewBox="0 0 ${width} ${top}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">${parts.join('')}</svg>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
