import { describe, expect, test } from 'vitest';
import { buildState } from '../../state/applyChange.ts';
import { pod, podEndpoint, slice } from '../../testing/objects.ts';
import { nodes, nodePortSpec, webService } from '../../testing/pathWorld.ts';
import { serviceView } from '../../topology/serviceView.ts';
import type { ServiceView } from '../../wire/view.ts';
import { serviceDiagram } from '../serviceDiagram.ts';
import type { ServicePicture } from '../svg/picture.ts';
import { drawioOf } from './drawio.ts';
import { markdownOf } from './markdown.ts';
import { markdownCode, markdownText } from './markdownText.ts';
import { mermaidOf } from './mermaid.ts';
import { mermaidText } from './mermaidText.ts';

const web = webService(nodePortSpec);
const world = buildState([
  ...nodes,
  web,
  pod({ name: 'web-1', labels: { app: 'web' }, ips: ['10.244.0.7'], node: 'node-a' }),
  slice({
    name: 'web-abc',
    service: 'web',
    ports: [{ name: 'http', port: 8080 }],
    endpoints: [podEndpoint({ pod: 'web-1', address: '10.244.0.7', node: 'node-a' })],
  }),
]);
const view = serviceView(world, web, { clusterDomain: 'cluster.local' });

function picture(of: ServiceView = view): ServicePicture {
  return { view: of, diagram: serviceDiagram(of, new Map(), { expanded: new Set() }) };
}
const hostile = 'a"b<c>&\'`|\u0000\u202E]]>\n--> end';
const named = picture({ ...view, name: hostile, namespace: hostile });

describe('mermaid', () => {
  test.each([
    ['10.0.0.1:80', '10.0.0.1:80'],
    ['web.default.svc', 'web.default.svc'],
    ['a"b', 'a#34;b'],
    ['<b>', '#60;b#62;'],
    ['- a', '#45; a'],
    ['1. a', '1#46; a'],
    ['www.a', 'www#46;a'],
    ['a\nb\u0000', 'a b#65533;'],
    ['end', 'end'],
  ])('%j is %s', (text, expected) => {
    expect(mermaidText(text)).toBe(expected);
  });

  test('no name leaves its quotes', () => {
    const chart = mermaidOf([named, named], { locale: 'en', title: hostile });
    const outside = chart.replaceAll(/"(?:[^"\\]|\\.)*"/g, '');
    expect(outside).not.toMatch(/[<`&']/);
    expect(chart.split('\n').filter((line) => line.trim() === 'end')).toHaveLength(4);
  });

  test('beyond what GitHub draws, paths are left out, and that is said', () => {
    const many = mermaidOf(
      Array.from({ length: 30 }, () => picture()),
      { locale: 'en' },
    );
    expect(many).toContain('%% ');
    expect(many.match(/ -\.?->/g)?.length).toBeLessThanOrEqual(500);
    expect(many.length).toBeLessThanOrEqual(50_000);
    expect(mermaidOf([picture()], { locale: 'en' })).not.toContain('%%');
  });
});

/** The attributes of each cell, and of the geometry in it. */
function cellsOf(file: string) {
  return [...file.matchAll(/<mxCell ([^>]*?)\/?>(?:<mxGeometry ([^>]*)\/>)?/g)].map((match) =>
    Object.fromEntries(
      [...`${match[1]} ${match[2] ?? ''}`.matchAll(/([\w]+)="([^"]*)"/g)].map((pair) => [
        pair[1],
        pair[2],
      ]),
    ),
  );
}

describe('draw.io', () => {
  const file = drawioOf([picture()], { locale: 'en' });
  const cells = cellsOf(file);
  const ids = new Set(cells.map(({ id }) => id));

  test('ids are unique, the two root cells come first, all else has a parent that is there', () => {
    expect(ids.size).toBe(cells.length);
    expect(cells.slice(0, 2)).toMatchObject([{ id: '0' }, { id: '1', parent: '0' }]);
    for (const { parent } of cells.slice(1)) expect(ids).toContain(parent);
  });

  test('vertices have a place and a size, edges two ends that are vertices', () => {
    const vertices = cells.filter(({ vertex }) => vertex === '1');
    const edges = cells.filter(({ edge }) => edge === '1');
    expect(vertices.length + edges.length).toBe(cells.length - 2);
    for (const { as, x, y, width, height } of vertices) {
      expect(as).toBe('geometry');
      for (const number of [x, y]) expect(Number(number)).not.toBeNaN();
      for (const number of [width, height]) expect(Number(number)).toBeGreaterThan(0);
    }
    const known = new Set(vertices.map(({ id }) => id));
    expect(edges.length).toBe(picture().diagram.edges.length);
    for (const { source, target } of edges) {
      expect(known).toContain(source);
      expect(known).toContain(target);
    }
  });

  test('groups hold their members; the Service its ports, which the edges hold on to', () => {
    const group = cells.find(({ value }) => value?.includes('externalTrafficPolicy'));
    const members = cells.filter(({ parent }) => parent === group?.['id']);
    expect(members).toHaveLength(3);
    const port = cells.find(({ value }) => value?.startsWith('http 80/TCP'));
    expect(cells.filter(({ target }) => target === port?.['id'])).not.toHaveLength(0);
  });

  test('names come out as text: no markup, nothing XML forbids', () => {
    const strange = drawioOf([named], { locale: 'en' });
    expect(strange).toContain('a&quot;b&lt;c&gt;&amp;');
    expect(strange).not.toMatch(/(?!\n)\p{Cc}|\u202E/u);
    expect(strange.replaceAll(/"[^"]*"/g, '')).not.toMatch(/&|<c>/);
    expect(strange).toContain('html=0');
  });
});

describe('markdown', () => {
  test.each([
    ['a|b', 'a&#124;b'],
    ['<img>', '&lt;img\\>'],
    ['*a* _b_', '\\*a\\* \\_b\\_'],
    ['- a', '\\- a'],
    ['1. a', '1\\. a'],
    ['a\nb', 'a b'],
  ])('%j is %s', (text, expected) => {
    expect(markdownText(text)).toBe(expected);
  });

  test.each([
    ['web', '`web`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a|b', '`a\\|b`'],
    ['', ''],
  ])('code %j is %s', (text, expected) => {
    expect(markdownCode(text)).toBe(expected);
  });

  test('a picture to link to, or Mermaid in the page', () => {
    const linked = markdownOf([picture()], { locale: 'en', picture: 'web (1).svg' });
    expect(linked).toContain('](web%20%281%29.svg)');
    expect(linked).not.toContain('```');
    expect(markdownOf([picture()], { locale: 'zh' })).toContain('```mermaid\nflowchart LR\n');
  });

  test('every row of a table has as many cells as its heading, whatever is in them', () => {
    const page = markdownOf([named], { locale: 'en', picture: 'x.svg', findings: true });
    const rows = page.split('\n').filter((line) => line.startsWith('| '));
    const cells = rows.map((row) => row.split(/(?<!\\)\|/).length);
    expect(new Set(cells).size).toBeLessThanOrEqual(2);
    expect(page).toContain('172.18.0.2:30080');
  });
});
