// How much room everything has, in pixels: on screen and in a normal picture, on a page, on a wall.
import type { Column, DiagramNode } from '../elements.ts';
import { entryNote } from '../names.ts';

/** `wide`: five columns. `tall`: clients and entry points, the Service below them, then its endpoints. */
export type Arrangement = 'wide' | 'tall';

export interface Metrics extends CardMetrics {
  readonly columns: Readonly<Record<Column, { readonly x: number; readonly width: number }>>;
  readonly arrangement: Arrangement;
}

/** How tall everything is, and how far apart. */
export interface CardMetrics {
  readonly vantage: number;
  readonly entry: number;
  readonly bundle: number;
  readonly endpoint: number;
  readonly endpointGap: number;
  /** A Pod with its name, its place and its health. */
  readonly pod: number;
  /** One line more. */
  readonly line: number;
  readonly serviceHead: number;
  readonly servicePort: number;
  readonly rowGap: number;
  /** Above a framed group: its padding, and as much again. */
  readonly frameGap: number;
  /** Below a framed group: two paddings and the lines of the label. */
  readonly labelGap: number;
  /** Everything stands level with the middle of the tallest column; else from the top. */
  readonly centred: boolean;
  /** Everything of a Pod's health on one line with its place. */
  readonly terse: boolean;
}

const normal: CardMetrics = {
  vantage: 46,
  entry: 46,
  bundle: 52,
  endpoint: 32,
  endpointGap: 8,
  pod: 64,
  line: 16,
  serviceHead: 64,
  servicePort: 40,
  rowGap: 10,
  frameGap: 24,
  labelGap: 62,
  centred: true,
  terse: false,
};

/** On screen things keep their places, and begin where the reader looks first. */
export const screenMetrics: Metrics = {
  ...normal,
  columns: {
    vantage: { x: 0, width: 148 },
    entry: { x: 268, width: 232 },
    service: { x: 576, width: 184 },
    endpoint: { x: 846, width: 164 },
    pod: { x: 1090, width: 252 },
  },
  arrangement: 'wide',
  centred: false,
};

/** In pictures; their columns are as wide as what stands in them needs. */
export const cardMetrics = {
  normal,
  compact: {
    vantage: 38,
    entry: 40,
    bundle: 42,
    endpoint: 26,
    endpointGap: 5,
    pod: 40,
    line: 15,
    serviceHead: 54,
    servicePort: 34,
    rowGap: 6,
    frameGap: 22,
    labelGap: 58,
    centred: true,
    terse: true,
  },
  poster: { ...normal, rowGap: 14, frameGap: 26, labelGap: 66 },
} as const satisfies Record<string, CardMetrics>;

/** Height of one node's card. */
export function cardHeight(node: DiagramNode, metrics: CardMetrics): number {
  switch (node.type) {
    case 'vantage': {
      // Two names stand where one has its name and its kind.
      const more = Math.max(0, (node.also?.length ?? 0) - 1);
      return metrics.vantage + more * metrics.line;
    }
    case 'entry':
      return metrics.entry + (entryNote(node.entryPoint) ? metrics.line : 0);
    case 'entryBundle':
    case 'backendBundle':
      return metrics.bundle;
    case 'service':
      return metrics.serviceHead + node.ports.length * metrics.servicePort;
    case 'endpoint':
      return metrics.endpoint;
    case 'pod': {
      // A StatefulSet's Pod says more: its stable name and its claims, a line each.
      const stable = node.pod.stableName === undefined ? 0 : 1;
      const claims = node.pod.claims?.length ? 1 : 0;
      return metrics.pod + (stable + claims) * metrics.line;
    }
    case 'external':
      break;
  }
  return metrics.entry + metrics.line;
}
