// The network's decisions over objects a test writes down: no controllers, no sockets.

import { serviceAdmissions } from '../admission/service.ts';
import { createEmbeddedApi } from '../api/api.ts';
import { nodeObject, nodePlans } from '../controllers/nodeObjects.ts';
import { ClusterView } from '../network/clusterView.ts';
import { type Answer, resolveName } from '../network/names.ts';
import { type Destination, type Outcome, route } from '../network/route.ts';
import { createRouting } from '../network/routing.ts';
import { standingOf } from '../network/vantage.ts';
import type { KubeObject, ObjectStore } from '../objects.ts';
import { FakeClock } from './fakeClock.ts';
import { seededRandom } from './simulatedCluster.ts';

export interface PodPlan {
  /** Default `default/app`-style key's namespace is `default`. */
  namespace?: string;
  node?: string;
  ip: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  /** Container ports; default 8080 named `http`. */
  ports?: object[];
  spec?: object;
  phase?: string;
}

export interface EndpointPlan {
  ip: string;
  node?: string;
  conditions?: object;
  hints?: object;
  hostname?: string;
}

/** In words: `POD`, `POD, mute`, `node NAME STATUS`, `outside IP:PORT`, `intercepted`, `refused` or `silent`. */
export type Seen = string;

export class SimulatedNetwork {
  readonly clock = new FakeClock();
  readonly store: ObjectStore;
  private readonly routing: ReturnType<typeof createRouting>;
  private slices = 0;

  constructor() {
    const { store } = createEmbeddedApi({
      admissions: serviceAdmissions(),
      clock: () => this.clock.now(),
      random: seededRandom(),
    });
    this.store = store;
    for (const plan of nodePlans) store.create(nodeObject(plan, this.clock.now()));
    const view = new ClusterView(store, () => undefined);
    this.routing = createRouting(view, this.clock, seededRandom(5));
  }

  create(...objects: KubeObject[]): this {
    for (const object of objects) this.store.create(object);
    return this;
  }

  annotateNode(name: string, annotations: Record<string, string>): this {
    this.store.modify({ plural: 'nodes', group: '', name }, (node) => ({
      ...node,
      metadata: { ...node.metadata, annotations },
    }));
    return this;
  }

  /** A running Pod. */
  pod(name: string, plan: PodPlan): this {
    const { namespace = 'default', node = 'node-a', ip, labels = {}, annotations = {} } = plan;
    const ports = plan.ports ?? [{ name: 'http', containerPort: 8080, protocol: 'TCP' }];
    const object: KubeObject = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels, annotations },
      spec: { nodeName: node, containers: [{ name: 'app', image: 'app', ports }], ...plan.spec },
    };
    this.create(object);
    const state = { name: 'app', ready: true, restartCount: 0, state: { running: {} } };
    const status = {
      phase: plan.phase ?? 'Running',
      podIP: ip,
      podIPs: [{ ip }],
      containerStatuses: [state],
    };
    this.store.modify(
      { plural: 'pods', group: '', namespace, name },
      (current) => ({ ...current, status }),
      'status',
    );
    return this;
  }

  /** A Service at 10.96.1.1 (unless `spec` says otherwise), port 80 to 8080, without a selector. */
  service(name: string, spec: object = {}, status?: object): this {
    const namespace = 'default';
    const virtual = {
      clusterIP: '10.96.1.1',
      ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
    };
    this.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: 'externalName' in spec ? spec : { ...virtual, ...spec },
    });
    if (status === undefined) return this;
    this.store.modify(
      { plural: 'services', group: '', namespace, name },
      (current) => ({ ...current, status }),
      'status',
    );
    return this;
  }

  /** A slice of the Service; endpoints are ready unless their conditions say otherwise. */
  slice(service: string, endpoints: readonly EndpointPlan[], port: object = {}): this {
    this.slices += 1;
    return this.create({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${service}-${this.slices}`,
        namespace: 'default',
        labels: { 'kubernetes.io/service-name': service },
      },
      addressType: 'IPv4',
      endpoints: endpoints.map(({ ip, node, conditions, hints, hostname }) => ({
        addresses: [ip],
        conditions: conditions ?? { ready: true },
        ...(node && { nodeName: node }),
        ...(hints && { hints }),
        ...(hostname && { hostname }),
      })),
      ports: [{ name: '', port: 8080, protocol: 'TCP', ...port }],
    });
  }

  program(): this {
    this.routing.program();
    return this;
  }

  /** Where a new TCP connection ends; `to` is `IP:PORT`. */
  dial(from: string, to: string, protocol: Destination['protocol'] = 'TCP'): Seen {
    const standing = standingOf(this.routing.view, from);
    if (standing === undefined) return 'no such vantage';
    const [address = '', port = ''] = to.split(':');
    return inWords(route(this.routing, standing, { address, port: Number(port), protocol }));
  }

  /** Whom so many connections meet, each once, in order of name. */
  dialMany(from: string, to: string, times = 60): Seen[] {
    const seen = new Set(Array.from({ length: times }, () => this.dial(from, to)));
    return [...seen].toSorted((left, right) => (left < right ? -1 : 1));
  }

  resolve(from: string, name: string): Answer | undefined {
    const standing = standingOf(this.routing.view, from);
    return standing && resolveName(this.routing.view, standing, name);
  }
}

function inWords(outcome: Outcome): Seen {
  switch (outcome.kind) {
    case 'pod':
      return `${outcome.pod.model.metadata.name}${outcome.isMute ? ', mute' : ''}`;
    case 'node':
      return `node ${outcome.node.model.metadata.name} ${outcome.status}`;
    case 'external':
      return `outside ${outcome.address}:${outcome.port}`;
    case 'intercepted':
    case 'refused':
    case 'silent':
      return outcome.kind;
    default:
      return 'nothing';
  }
}
