// The embedded cluster's network: tables per node, Pods that answer, and the ways to dial them.

import type { Socket } from 'node:net';

import type { ExtraRoute } from '../api/api.ts';
import type { Clock } from '../controllers/clock.ts';
import type { ObjectStore } from '../objects.ts';
import { ClusterView } from './clusterView.ts';
import { type Dialled, dialInside, dialOutcome } from './dialling.ts';
import { claimDialBlock, type DialBlock } from './dialBlock.ts';
import { type Answer, resolveName } from './names.ts';
import { networkRoute } from './networkRoute.ts';
import { type DialPorts, NodePortListeners } from './nodePortListeners.ts';
import { Responders } from './responders.ts';
import { type Destination, type Outcome, route } from './route.ts';
import { createRouting, type LiveRouting } from './routing.ts';
import { type Standing, standingOf } from './vantage.ts';

/** Milliseconds a node takes to follow a change, as a kube-proxy gathers changes before it syncs. */
const PROGRAM_DELAY_MS = 100;

export interface NetworkOptions {
  store: ObjectStore;
  clock: Clock;
  /** Numbers in [0, 1), for the choice among backends. */
  random: () => number;
  log: (message: string) => void;
  /** Milliseconds; default 100. */
  programDelayMs?: number;
}

export interface LoopbackNetwork {
  /** To be mounted on the API's server. */
  route: ExtraRoute;
  /** What a new connection would meet; undefined for an unknown vantage. Backends are drawn at random. */
  outcome(from: string, to: Destination): Outcome | undefined;
  /** Dials for real; undefined for an unknown vantage. */
  dial(from: string, to: Destination): Promise<Dialled> | undefined;
  /** Connects inside the Pod `namespace/name`, as a port-forward does; undefined when nobody listens. */
  dialInside(pod: string, port: number): Promise<Socket | undefined>;
  /** Undefined when the name does not resolve there. */
  resolve(from: string, name: string): Answer | undefined;
  close(): Promise<void>;
}

export async function startNetwork(options: NetworkOptions): Promise<LoopbackNetwork> {
  return new Network(options, await claimDialBlock());
}

class Network implements LoopbackNetwork {
  readonly route: ExtraRoute;
  private readonly options: NetworkOptions;
  private readonly block: DialBlock;
  private readonly view: ClusterView;
  private readonly routing: LiveRouting;
  private readonly responders: Responders;
  private readonly nodePorts: NodePortListeners;
  private cancelProgramming: (() => void) | undefined;
  private dialPorts: DialPorts = new Map();
  private closed = false;

  constructor(options: NetworkOptions, block: DialBlock) {
    this.options = options;
    this.block = block;
    this.view = new ClusterView(options.store, () => this.changed());
    this.routing = createRouting(this.view, options.clock, options.random);
    this.responders = new Responders(this.view, options.log);
    this.nodePorts = new NodePortListeners({
      routing: this.routing,
      responders: this.responders,
      block,
      onPorts: (ports) => this.advertise(ports),
      log: options.log,
    });
    this.route = networkRoute({
      routing: this.routing,
      responders: this.responders,
      dialPorts: () => this.dialPorts,
    });
    this.changed();
  }

  outcome(from: string, to: Destination): Outcome | undefined {
    const standing = this.standing(from);
    return standing && route(this.routing, standing, to);
  }

  dial(from: string, to: Destination): Promise<Dialled> | undefined {
    const outcome = this.outcome(from, to);
    return outcome && dialOutcome(this.responders, outcome);
  }

  dialInside(pod: string, port: number): Promise<Socket | undefined> {
    const found = this.view.pods.get(pod);
    return found ? dialInside(this.responders, found, port) : Promise.resolve(undefined);
  }

  resolve(from: string, name: string): Answer | undefined {
    const standing = this.standing(from);
    return standing && resolveName(this.view, standing, name);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.cancelProgramming?.();
    this.view.close();
    this.responders.close();
    await this.nodePorts.close();
    await this.block.release();
  }

  private standing(vantage: string): Standing | undefined {
    return standingOf(this.view, vantage);
  }

  /** Pods open and close their sockets at once; the nodes' tables follow a moment later. */
  private changed(): void {
    if (this.closed || this.cancelProgramming !== undefined) return;
    const delay = this.options.programDelayMs ?? PROGRAM_DELAY_MS;
    const cancelSockets = this.options.clock.after(0, () => this.responders.follow());
    const cancelTables = this.options.clock.after(delay, () => this.program());
    this.cancelProgramming = () => {
      cancelSockets();
      cancelTables();
    };
  }

  private program(): void {
    this.cancelProgramming = undefined;
    this.routing.program();
    this.responders.follow();
    this.nodePorts.follow();
  }

  /** Tells on each Node where this machine may dial it. */
  private advertise(ports: DialPorts): void {
    this.dialPorts = ports;
    const { store } = this.options;
    this.view.nodeList().forEach(({ model }, index) => {
      const { name } = model.metadata;
      const differing = ports.get(name) ?? new Map<number, number>();
      const wanted = new Map([['portolan.dev/dial-address', this.block.addressOf(index)]]);
      if (differing.size > 0) {
        const json = JSON.stringify(Object.fromEntries(differing));
        wanted.set('portolan.dev/dial-ports', json);
      }
      const ref = { plural: 'nodes', group: '', name };
      if (store.get(ref) === undefined) return;
      store.modify(ref, (node) => {
        const { 'portolan.dev/dial-ports': _stale, ...kept } = node.metadata.annotations ?? {};
        const annotations = { ...kept, ...Object.fromEntries(wanted) };
        return { ...node, metadata: { ...node.metadata, annotations } };
      });
    });
  }
}
