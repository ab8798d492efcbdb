import { bench, describe } from 'vitest';
import type { ModelObject } from '../model/object.ts';
import { pod, podEndpoint, service, slice } from '../testing/objects.ts';
import { nodes } from '../testing/pathWorld.ts';
import { picturesOf } from '../testing/pictures.ts';
import { layoutDiagram } from './layout.ts';
import { serviceDiagram } from './serviceDiagram.ts';
import { drawServices } from './svg/drawServices.ts';
import type { DrawOptions, ServicePicture } from './svg/picture.ts';

// Ratios to writing 100 kB of plain shapes as JSON: about what a large picture weighs.

const shape = { kind: 'rect', x: 846, y: 1076, width: 252, height: 64, radius: 8, fill: '#ffffff' };
const shapes = Array.from({ length: 1150 }, (_, index) => ({ ...shape, y: index }));
const baseline = (): void => void JSON.stringify(shapes);
const options = { time: 500, warmupTime: 200 };
const look: DrawOptions = { theme: 'light', locale: 'en', density: 'normal', legend: true };

/** A NodePort Service before so many Pods on three nodes. */
function backed(name: string, count: number): ModelObject[] {
  const labels = { app: name };
  const given = Array.from({ length: count }, (_, index) => ({
    pod: `${name}-${index}`,
    address: `10.244.${index % 3}.${Math.floor(index / 3) + 2}`,
    node: nodes[index % 3]?.metadata.name ?? '',
  }));
  return [
    service({ name, type: 'NodePort', selector: labels, ports: [{ port: 80, nodePort: 31_000 }] }),
    ...given.map(({ pod: of, address, node }) => pod({ name: of, labels, ips: [address], node })),
    slice({
      name: `${name}-1`,
      service: name,
      ports: [{ port: 80 }],
      endpoints: given.map((each) => podEndpoint(each)),
    }),
  ];
}

/** The same with every bundle opened. */
function opened(picture: ServicePicture): ServicePicture {
  const bundles = picture.diagram.nodes.flatMap((node) => ('bundle' in node ? [node.bundle] : []));
  const { view } = picture;
  return { view, diagram: serviceDiagram(view, new Map(), { expanded: new Set(bundles) }) };
}

describe('one Service to SVG', () => {
  bench('baseline: 100 kB of shapes as JSON', baseline, options);
  for (const count of [1, 12, 300]) {
    const pictures = picturesOf([...nodes, ...backed('web', count)]);
    const whole = pictures.map(opened);
    bench(`${count} endpoints`, () => void drawServices(pictures, look), options);
    bench(`${count} endpoints, unfolded`, () => void drawServices(whole, look), options);
  }
});

describe('a namespace to SVG', () => {
  bench('baseline: 100 kB of shapes as JSON', baseline, options);
  const many = Array.from({ length: 200 }, (_, index) => backed(`web-${index}`, 3)).flat();
  const pictures = picturesOf([...nodes, ...many]);
  bench('200 Services of 3 Pods', () => void drawServices(pictures, look), options);
});

describe('layout', () => {
  bench('baseline: 100 kB of shapes as JSON', baseline, options);
  const [picture] = picturesOf([...nodes, ...backed('web', 20)]);
  if (!picture) throw new Error('no picture');
  const { diagram } = picture;
  const copies = Array.from({ length: 24 }, (_, copy) =>
    diagram.nodes.map((node) => ({
      ...node,
      id: `${node.id}#${copy}`,
      row: `${node.row}#${copy}`,
    })),
  ).flat();
  const rows = Array.from({ length: 24 }, (_, copy) =>
    diagram.rows.map((row) => ({ ...row, id: `${row.id}#${copy}` })),
  ).flat();
  const large = { ...diagram, nodes: copies, rows };
  bench(`${copies.length} nodes`, () => void layoutDiagram(large), options);
  const before = layoutDiagram(large);
  bench(`${copies.length} nodes, kept in place`, () => void layoutDiagram(large, before), options);
});
