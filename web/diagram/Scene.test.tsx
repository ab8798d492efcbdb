import type { DiagramNode } from '@portolan/shared/diagram/elements.ts';
import { layoutDiagram } from '@portolan/shared/diagram/layout.ts';
import { sayings } from '@portolan/shared/diagram/pathWords.ts';
import { drawLabel, drawLine, drawSign } from '@portolan/shared/diagram/scene/drawEdge.ts';
import { drawNode } from '@portolan/shared/diagram/scene/drawNode.ts';
import { screenMetrics } from '@portolan/shared/diagram/scene/metrics.ts';
import type { Shape } from '@portolan/shared/diagram/scene/shapes.ts';
import { serviceDiagram } from '@portolan/shared/diagram/serviceDiagram.ts';
import { element, shapeMarkup } from '@portolan/shared/diagram/svg/serialise.ts';
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { externalNameView, nodePortView, statefulView } from '../testing/fixtures.ts';
import { Scene } from './Scene.tsx';

afterEach(cleanup);

const geometry = ['x', 'y', 'width', 'height', 'rx', 'cx', 'cy', 'r', 'd', 'transform'];
const style = ['font-size', 'text-anchor', 'stroke-width', 'stroke-dasharray', 'opacity'];

/** What is drawn where, and what it says: all but the names of colours. */
function drawn(picture: Element): string[] {
  return [...picture.querySelectorAll('rect,circle,path,text,g')].map((each) => {
    const written = [...geometry, ...style].map((name) => {
      const value = each.getAttribute(name);
      return value === null ? '' : `${name}=${rounded(value)}`;
    });
    const text = each.tagName === 'text' ? [...each.childNodes].at(-1)?.textContent : '';
    return [each.tagName, text, ...written].filter(Boolean).join(' ');
  });
}

function rounded(value: string): string {
  return /^-?[\d.]+$/.test(value) ? String(Math.round(Number(value) * 100) / 100) : value;
}

function onScreen(shapes: readonly Shape[]): string[] {
  const { container } = render(<Scene shapes={shapes} width={300} height={100} />);
  const picture = container.querySelector('svg');
  if (!picture) throw new Error('nothing is drawn');
  return drawn(picture);
}

function inFile(shapes: readonly Shape[]): string[] {
  const content = shapes.map((shape) => shapeMarkup(shape, 'light')).join('');
  const markup = element('svg', { xmlns: 'http://www.w3.org/2000/svg' }, content);
  return drawn(new DOMParser().parseFromString(markup, 'image/svg+xml').documentElement);
}

const pen = { say: sayings.en, language: 'en', metrics: screenMetrics } as const;
const diagrams = [nodePortView(3, [2]), nodePortView(300), statefulView(), externalNameView()].map(
  (view) => serviceDiagram(view, new Map(), { expanded: new Set() }),
);
const nodes = new Map<DiagramNode['type'], Shape[]>(
  diagrams.flatMap((diagram) => {
    const { boxes } = layoutDiagram(diagram);
    return diagram.nodes.flatMap((node) => {
      const box = boxes.get(node.id);
      return box ? [[node.type, drawNode(node, box, pen)] as const] : [];
    });
  }),
);

test.each([...nodes])('the page draws a card as files do: %s', (_, shapes) => {
  expect(onScreen(shapes).length).toBeGreaterThan(2);
  expect(onScreen(shapes)).toEqual(inFile(shapes));
});

test('the page draws a line, its sign and its label as files do', () => {
  const edge = diagrams[0]?.edges.find(({ share }) => share !== undefined);
  if (!edge) throw new Error('the fixture has shares');
  const ends = { source: { x: 0, y: 0 }, target: { x: 90, y: 40 } };
  const shapes = [
    drawLine({ ...edge, tone: 'odd' }, ends),
    ...drawSign({ ...edge, tone: 'odd' }, { x: 45, y: 20 }),
    ...drawLabel(edge, ends, '50 %'),
  ];
  expect(onScreen(shapes)).toEqual(inFile(shapes));
});
