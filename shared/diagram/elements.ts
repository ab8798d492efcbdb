// The diagram of one Service as data: what there is to draw, before anything has a place.
import type { EntryPoint, TopologyEndpoint, TopologyPort } from '../wire/topology.ts';
import type { PodView, Vantage } from '../wire/view.ts';
import type { PathState, Tone } from './pathState.ts';

export type Lane = 'vantage' | 'entry' | 'service' | 'backend';
export type Column = 'vantage' | 'entry' | 'service' | 'endpoint' | 'pod';

interface Placed {
  readonly id: string;
  readonly column: Column;
  /** The row it lies in: an endpoint shares one with its Pod. */
  readonly row: string;
}

export interface VantageNode extends Placed {
  readonly type: 'vantage';
  readonly vantage: Vantage;
  /** Others for which every path goes the same way, drawn as one with it. */
  readonly also?: readonly Vantage[];
}
export interface EntryNode extends Placed {
  readonly type: 'entry';
  readonly entryPoint: EntryPoint;
  /** From the vantage point that is looked from, or the one most worth looking at. */
  readonly state?: PathState;
}
/** Many entry points of one kind and port, folded into one. */
export interface EntryBundleNode extends Placed {
  readonly type: 'entryBundle';
  readonly kind: EntryPoint['kind'];
  readonly port?: number;
  readonly count: number;
  /** Ids of the entry points. */
  readonly members: readonly string[];
  readonly tones: Readonly<Partial<Record<Tone, number>>>;
  readonly bundle: string;
}
export interface ServiceNode extends Placed {
  readonly type: 'service';
  readonly name: string;
  readonly selector?: string;
  readonly externalName?: string;
  readonly ports: readonly TopologyPort[];
}
export type EndpointHealth = 'ready' | 'serving' | 'terminating' | 'notReady';
export interface EndpointNode extends Placed {
  readonly type: 'endpoint';
  readonly endpoint: TopologyEndpoint;
  readonly health: EndpointHealth;
  readonly state?: PathState;
}
export interface PodNode extends Placed {
  readonly type: 'pod';
  readonly pod: PodView;
  /** Its endpoint is where traffic may go. */
  readonly inService: boolean;
}
/** Many endpoints and their Pods of one place (node, zone or workload), folded into one. */
export interface BackendBundleNode extends Placed {
  readonly type: 'backendBundle';
  readonly place: { readonly kind: 'node' | 'zone' | 'workload'; readonly name: string };
  readonly count: number;
  readonly ready: number;
  readonly bundle: string;
  /** Members beyond the ones that are shown one by one. */
  readonly rest: boolean;
}
/** The name an ExternalName Service stands for. */
export interface ExternalNode extends Placed {
  readonly type: 'external';
  readonly name: string;
  /** The address it was last seen to resolve to. */
  readonly resolved?: string;
}

export type DiagramNode =
  | VantageNode
  | EntryNode
  | EntryBundleNode
  | ServiceNode
  | EndpointNode
  | PodNode
  | BackendBundleNode
  | ExternalNode;

export interface DiagramEdge {
  readonly id: string;
  /** `path`: vantage → entry point; `route`: → Service port; `share`: → endpoint; `pod`: → Pod. */
  readonly kind: 'path' | 'route' | 'share' | 'pod';
  readonly source: string;
  readonly target: string;
  /** The Service port it leaves or meets, as `ServiceNode` lists them; absent: the Service itself. */
  readonly port?: string;
  readonly tone: Tone;
  /** Nothing flows: drawn as dashes. */
  readonly idle: boolean;
  readonly state?: PathState;
  /** Of new connections, 0–1. */
  readonly share?: number;
}

export interface DiagramRow {
  readonly id: string;
  readonly lane: Lane;
  readonly group?: string;
}

export type GroupLabel =
  | {
      readonly kind: 'nodePort';
      readonly policy?: string;
      readonly nodes: number;
      /** Portolan made the addresses up; the cluster will assign them. */
      readonly simulated?: boolean;
    }
  | {
      readonly kind: 'workload';
      readonly workload: string;
      readonly name: string;
      readonly pods: number;
    };

export interface DiagramGroup {
  readonly id: string;
  readonly lane: Lane;
  readonly label: GroupLabel;
}

export interface Diagram {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly rows: readonly DiagramRow[];
  readonly groups: readonly DiagramGroup[];
}

/** What one part of the diagram adds to the whole. */
export interface DiagramPart {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly rows: readonly DiagramRow[];
  readonly groups: readonly DiagramGroup[];
}

export interface DiagramOptions {
  /** The vantage point that is looked from; all of them when absent. */
  readonly from?: string;
  /** The entry point whose shares are shown. */
  readonly through?: string;
  /** Bundles that were opened. */
  readonly expanded: ReadonlySet<string>;
}
