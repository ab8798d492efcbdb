// One Service's view and test results as a diagram: vantage → entry point → port → endpoint → Pod.
import type { ProbeResults } from '../wire/fold.ts';
import type { ServiceView } from '../wire/view.ts';
import { backendsPart } from './backends.ts';
import type { Diagram, DiagramOptions, DiagramPart } from './elements.ts';
import { entriesPart } from './entries.ts';
import { pathsOf, type Paths, type PathState } from './pathState.ts';

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
    externalPart(view, paths, options),
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
    rows: [{ id: 'service', lane: 'service' }],
    groups: [],
  };
}

/** What an ExternalName stands for, in the place of endpoints; it is reached as its name resolves. */
function externalPart(view: ServiceView, paths: Paths, { from }: DiagramOptions): DiagramPart {
  const { externalName } = view;
  if (externalName === undefined) return { nodes: [], edges: [], rows: [], groups: [] };
  const id = `external/${externalName}`;
  const states = view.entryPoints.flatMap((entry): PathState[] => {
    const state = paths.worst(entry.id, from);
    return state ? [state] : [];
  });
  const resolved = states.find((state) => state.resolved !== undefined)?.resolved;
  const tone = states[0]?.tone ?? 'unknown';
  return {
    nodes: [
      {
        id,
        type: 'external',
        column: 'endpoint',
        row: id,
        name: externalName,
        ...(resolved === undefined ? {} : { resolved }),
      },
    ],
    edges: [
      {
        id: 'share/external',
        kind: 'share',
        source: 'service',
        target: id,
        tone,
        idle: tone !== 'works',
      },
    ],
    rows: [{ id, lane: 'backend' }],
    groups: [],
  };
}
