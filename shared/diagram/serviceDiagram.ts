// One Service's view and test results as a diagram: vantage → entry point → port → endpoint → Pod.
import type { ProbeResults } from '../wire/fold.ts';
import type { ServiceView } from '../wire/view.ts';
import { backendsPart } from './backends.ts';
import { sizes, type Diagram, type DiagramOptions, type DiagramPart } from './elements.ts';
import { entriesPart } from './entries.ts';
import { pathsOf } from './pathState.ts';

/** Deterministic; the order of nodes is the order a reader meets them in, column by column. */
export function serviceDiagram(
  view: ServiceView,
  probes: ProbeResults,
  options: DiagramOptions,
): Diagram {
  const paths = pathsOf(view, probes);
  const parts = [
    entriesPart(view, paths, options),
    servicePart(view),
    backendsPart(view, paths, options),
    externalPart(view),
  ];
  return {
    nodes: parts.flatMap(({ nodes }) => nodes),
    edges: parts.flatMap(({ edges }) => edges),
    rows: parts.flatMap(({ rows }) => rows),
    groups: parts.flatMap(({ groups }) => groups),
  };
}

function servicePart(view: ServiceView): DiagramPart {
  const selector = Object.entries(view.selector ?? {})
    .map(([label, value]) => `${label}=${value}`)
    .join(',');
  return {
    nodes: [
      {
        id: 'service',
        type: 'service',
        column: 'service',
        row: 'service',
        name: view.name,
        ports: view.ports,
        ...(selector ? { selector } : {}),
        ...(view.externalName === undefined ? {} : { externalName: view.externalName }),
      },
    ],
    edges: [],
    rows: [
      {
        id: 'service',
        lane: 'service',
        height: sizes.serviceHead + view.ports.length * sizes.servicePort,
      },
    ],
    groups: [],
  };
}

function externalPart({ externalName }: ServiceView): DiagramPart {
  if (externalName === undefined) return { nodes: [], edges: [], rows: [], groups: [] };
  const id = `external/${externalName}`;
  return {
    nodes: [{ id, type: 'external', column: 'endpoint', row: id, name: externalName }],
    edges: [
      {
        id: 'share/external',
        kind: 'share',
        source: 'service',
        target: id,
        tone: 'works',
        idle: false,
      },
    ],
    rows: [{ id, lane: 'backend', height: sizes.external }],
    groups: [],
  };
}
