// The lab: real hosts, the objects that describe them, and a data plane that follows the objects.
import { join } from 'node:path';
import process from 'node:process';
import { Agent, type App, type Dial, type Seen } from './agent/agents.ts';
import { type DnsServers, brokenServer, startDns } from './dns.ts';
import { run } from './hosts/commands.ts';
import { ipIn, newPrefix, removeAll, sweep, writeResolver } from './hosts/namespaces.ts';
import { buildNetwork } from './hosts/network.ts';
import { root } from '../fixtures/portolan.ts';
import { type LabAPI, startAPI } from './objects/api.ts';
import { clusterObjects, proxySettings } from './objects/cluster.ts';
import type { KubeObject } from './objects/kinds.ts';
import { type Relay, relayTo } from './objects/relay.ts';
import {
  type NodePlan,
  appPorts,
  clusterRanges,
  dnsAddress,
  hostPodPort,
  nodeRanges,
  nodes,
  outside,
  podNamed,
  pods,
} from './plan.ts';
import { healthChecks } from './proxy/healthChecks.ts';
import type { ProxySettings } from './proxy/entries.ts';
import { type LabWorld, programNode } from './proxy/nodeRules.ts';

/** `pod:NS/NAME`, `node:NAME` or `outside`. */
export type Vantage = string;

export interface NodePortSettings {
  nodePortAddresses?: readonly string[];
  localhostNodePorts?: boolean;
}

const portolanEntry = join(root, 'server', 'dist', 'main.js');

/** An iptables rule that breaks something. */
export interface Fault {
  table: 'mangle' | 'filter' | 'nat';
  chain: 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';
  rule: string;
  /** IPv4 when absent. */
  family?: 'IPv4' | 'IPv6';
}

export type Mend = () => Promise<void>;

export class Lab {
  readonly #prefix: string;
  readonly #api: LabAPI;
  readonly #dns: DnsServers;
  readonly #relay: Relay;
  readonly #agents = new Map<string, Agent>();
  #nodePorts: NodePortSettings = {};

  private constructor(prefix: string, api: LabAPI, dns: DnsServers, relay: Relay) {
    this.#prefix = prefix;
    this.#api = api;
    this.#dns = dns;
    this.#relay = relay;
  }

  /** Builds hosts, serves the cluster's objects and has the data plane follow them. */
  static async start(): Promise<Lab> {
    await sweep();
    const prefix = newPrefix();
    try {
      const namespaceOf = (host: string) => namespaceName(prefix, host);
      await buildNetwork(namespaceOf);
      const dns = await startDns(namespaceOf('kube-system/dns'), namespaceOf('outside'));
      const api = await startAPI(`ip netns exec ${namespaceOf('{namespace}/{name}')}`);
      const lab = new Lab(prefix, api, dns, await relayTo(Number(new URL(api.url).port)));
      await lab.#settle();
      return lab;
    } catch (error) {
      await removeAll(prefix);
      throw error;
    }
  }

  /** The network namespace of a vantage point, for `ip netns exec`. */
  namespaceOf(vantage: Vantage): string {
    return namespaceName(this.#prefix, hostOf(vantage));
  }

  /** Of the API that serves the objects, which answers on the loopback of every host of the lab. */
  get kubeconfig(): string {
    return this.#api.kubeconfig;
  }

  /** Creates or replaces objects; the data plane follows with `sync`. */
  async apply(objects: readonly KubeObject[]): Promise<void> {
    await this.#api.apply(objects);
  }

  async remove(objects: readonly KubeObject[]): Promise<void> {
    await this.#api.remove(objects);
  }

  /** Sets up kube-proxy anew, its ConfigMap included. */
  async configureProxy(settings: NodePortSettings): Promise<void> {
    this.#nodePorts = settings;
    const { nodePortAddresses = [], localhostNodePorts = true } = settings;
    const lines = [
      `nodePortAddresses: [${nodePortAddresses.map((range) => `"${range}"`).join(', ')}]`,
      `iptables: { localhostNodePorts: ${localhostNodePorts} }`,
    ];
    await this.apply([proxySettings(lines.join('\n'))]);
  }

  /** The data plane takes over the objects as they are, on these nodes or all. */
  async sync(on: readonly string[] = nodes.map(({ name }) => name)): Promise<void> {
    const [services, slices, policies, podList, namespaces] = await Promise.all([
      this.#api.list('Service'),
      this.#api.list('EndpointSlice'),
      this.#api.list('NetworkPolicy'),
      this.#api.list('Pod'),
      this.#api.list('Namespace'),
    ]);
    const world: LabWorld = { services, slices, policies, pods: podList, namespaces };
    const synced = nodes.filter(({ name }) => on.includes(name));
    await Promise.all([
      this.#dns.follow(services, slices),
      ...synced.map(async (node) => {
        await this.#agent(node.name).serve([
          ...appsOfNode(node),
          this.#apiThere(),
          ...healthChecks(services, slices, node.name),
        ]);
        for (const settings of this.#settingsOf(node)) {
          await programNode(this.namespaceOf(`node:${node.name}`), world, settings);
        }
      }),
    ]);
  }

  /** Dials for real. */
  async dial(from: Vantage, to: Dial): Promise<Seen> {
    return this.#agent(hostOf(from)).dial(to);
  }

  /** Puts an iptables rule before all others of its chain; the returned function takes it away. */
  async filter(vantage: Vantage, { table, chain, rule, family = 'IPv4' }: Fault): Promise<Mend> {
    const program = family === 'IPv4' ? 'iptables' : 'ip6tables';
    const change = async (flag: '-I' | '-D') => {
      const command = [program, '-t', table, flag, chain, ...rule.split(' ')];
      await run('ip', ['netns', 'exec', this.namespaceOf(vantage), ...command]);
    };
    await change('-I');
    return async () => change('-D');
  }

  /** An `ip` command on a vantage point, and the one that undoes it. */
  async route(vantage: Vantage, command: string, undo: string): Promise<Mend> {
    await ipIn(this.namespaceOf(vantage), [command]);
    return async () => ipIn(this.namespaceOf(vantage), [undo]);
  }

  /** Runs a program on a vantage point to its end, as an exec into a Pod would; what it wrote. */
  async exec(vantage: Vantage, command: readonly string[]): Promise<string> {
    return run('ip', ['netns', 'exec', this.namespaceOf(vantage), ...command]);
  }

  /** Runs Portolan there: to it, the vantage point is `server`. */
  async portolan(vantage: Vantage, args: readonly string[]): Promise<string> {
    return this.exec(vantage, [process.execPath, portolanEntry, ...args]);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#agents.values()].map(async (agent) => agent.end()));
    await Promise.all([this.#dns.stop(), this.#api.stop(), this.#relay.close()]);
    await removeAll(this.#prefix);
  }

  async #settle(): Promise<void> {
    await Promise.all([
      writeResolver(this.namespaceOf('outside'), resolverOf(outside.world)),
      ...nodes.map(async ({ name }) =>
        writeResolver(this.namespaceOf(`node:${name}`), resolverOf(outside.world)),
      ),
      ...pods.map(async ({ namespace, name, addresses }) => {
        if (addresses === undefined) return;
        const own = resolverOf(dnsAddress, namespace);
        await writeResolver(this.namespaceOf(`pod:${namespace}/${name}`), own);
      }),
    ]);
    await this.#agent('outside').serve([...outsideApps, this.#apiThere()]);
    await Promise.all(
      pods.map(async ({ namespace, name, addresses }) => {
        if (addresses === undefined || namespace === 'kube-system') return;
        await this.#agent(`${namespace}/${name}`).serve([...appsOfPod(name), this.#apiThere()]);
      }),
    );
    await this.apply(clusterObjects());
    await this.sync();
  }

  #apiThere(): App {
    const port = Number(new URL(this.#api.url).port);
    const { socketPath } = this.#relay;
    return { kind: 'relay', port, host: '127.0.0.1', socketPath, name: 'api' };
  }

  #agent(host: string): Agent {
    const known = this.#agents.get(host);
    if (known) return known;
    const agent = new Agent(namespaceName(this.#prefix, host));
    this.#agents.set(host, agent);
    return agent;
  }

  #settingsOf(node: NodePlan): ProxySettings[] {
    return (['IPv4', 'IPv6'] as const).map((family, index) => ({
      family,
      node,
      clusterRange: clusterRanges[index] ?? '',
      ownRanges: [clusterRanges[index] ?? '', nodeRanges[index] ?? ''],
      nodePortAddresses: this.#nodePorts.nodePortAddresses ?? [],
      localhostNodePorts: this.#nodePorts.localhostNodePorts ?? true,
    }));
  }
}

function namespaceName(prefix: string, host: string): string {
  return `${prefix}${host.replace('/', '-')}`;
}

/** Pods on their node's network stand where the node stands. */
function hostOf(vantage: Vantage): string {
  const [kind, name = ''] = vantage.split(':');
  if (kind !== 'pod') return kind === 'node' ? name : vantage;
  const pod = podNamed(name);
  return pod.addresses === undefined ? pod.node : name;
}

/** A Pod's resolver searches the cluster; any other knows no search list. */
function resolverOf(server: string, namespace?: string): string {
  const quick = 'timeout:1 attempts:1';
  if (namespace === undefined) return `nameserver ${server}\noptions ${quick}\n`;
  const searches = [`${namespace}.svc.cluster.local`, 'svc.cluster.local', 'cluster.local'];
  return `nameserver ${server}\nsearch ${searches.join(' ')}\noptions ndots:5 ${quick}\n`;
}

function appsOfPod(name: string): App[] {
  return [
    { kind: 'http', port: appPorts.http, name },
    { kind: 'http', port: appPorts.onLoopback, host: '127.0.0.1', name },
    { kind: 'silent', port: appPorts.silent, name },
    { kind: 'reset', port: appPorts.reset, name },
    { kind: 'slow', port: appPorts.slow, name },
    { kind: 'http', port: appPorts.unavailable, name, status: 503 },
    { kind: 'tlsRefusing', port: appPorts.tlsRefusing, name },
    { kind: 'echo', port: appPorts.udpEcho, name },
  ];
}

/** Of the Pods on the node's own network. */
function appsOfNode({ name }: NodePlan): App[] {
  const here = pods.filter((pod) => pod.node === name && pod.addresses === undefined);
  return here.map((pod) => ({ kind: 'http', port: hostPodPort, name: pod.name }));
}

/** Where an interceptor in the way would take connections; it accepts all and answers none. */
export const interceptorPort = 15_001;

const outsideApps: App[] = [
  { kind: 'silent', port: interceptorPort, name: 'interceptor' },
  { kind: 'http', port: 80, host: outside.world, name: 'world' },
  { kind: 'servfail', port: brokenServer.port, host: brokenServer.host, name: 'world' },
];
