// The lab's own policy engine: NetworkPolicies as iptables rules on the node of each Pod they select.
import type {
  LabelSelector,
  NetworkPolicy,
  OtherObject,
  Pod,
  PolicyPeer,
  PolicyPort,
} from '../objects/kinds.ts';

export interface PolicyWorld {
  policies: readonly NetworkPolicy[];
  pods: readonly Pod[];
  namespaces: readonly OtherObject[];
}

type Direction = 'Ingress' | 'Egress';

interface Rule {
  peers: readonly PolicyPeer[];
  ports: readonly PolicyPort[];
}

interface Isolated {
  world: PolicyWorld;
  family: 'IPv4' | 'IPv6';
  pod: Pod;
  direction: Direction;
  chain: string;
}

const allowedMark = '0x10000/0x10000';

/** Lines of iptables-restore for the filter table. */
export function policyRules(world: PolicyWorld, node: string, family: 'IPv4' | 'IPv6'): string[] {
  const here = world.pods.filter(({ spec }) => spec.nodeName === node && spec.hostNetwork !== true);
  const isolated = here.flatMap((pod, index) =>
    (['Egress', 'Ingress'] as const).flatMap((direction): Isolated[] =>
      policiesOn(world, pod, direction).length > 0
        ? [{ world, family, pod, direction, chain: `POD${index}-${direction.toUpperCase()}` }]
        : [],
    ),
  );
  return [
    ':POLICIES - [0:0]',
    ...isolated.map(({ chain }) => `:${chain} - [0:0]`),
    '-A FORWARD -j POLICIES',
    // Answers need no permission of their own.
    '-A POLICIES -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN',
    ...isolated.flatMap(podJump),
    ...isolated.flatMap(podChain),
  ];
}

function podJump({ pod, family, direction, chain }: Isolated): string[] {
  const match = direction === 'Ingress' ? '-d' : '-s';
  return addressesOf(pod, family).map((ip) => `-A POLICIES ${match} ${ip} -j ${chain}`);
}

function podChain(isolated: Isolated): string[] {
  const { world, pod, direction, chain } = isolated;
  const rules = policiesOn(world, pod, direction).flatMap((policy) => rulesOf(policy, direction));
  return [
    `-A ${chain} -j MARK --set-xmark 0x0/0x10000`,
    ...rules.flatMap((rule) => allowances(isolated, rule)),
    `-A ${chain} -m mark ! --mark ${allowedMark} -j DROP`,
  ];
}

function policiesOn({ policies }: PolicyWorld, pod: Pod, direction: Direction): NetworkPolicy[] {
  return policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === pod.metadata.namespace &&
      selects(spec.podSelector, pod.metadata.labels) &&
      typesOf(spec).includes(direction),
  );
}

function typesOf(spec: NetworkPolicy['spec']): readonly Direction[] {
  return spec.policyTypes ?? (spec.egress ? ['Ingress', 'Egress'] : ['Ingress']);
}

function rulesOf({ metadata, spec }: NetworkPolicy, direction: Direction): Rule[] {
  const rules =
    direction === 'Ingress'
      ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
      : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
  const everybody: PolicyPeer = {};
  return rules.map(({ peers, ports = [] }) => ({
    peers: (peers ?? [everybody]).map((peer) => inNamespace(peer, metadata.namespace ?? '')),
    ports: ports.length > 0 ? ports : [{}],
  }));
}

/** A selector of Pods alone means those of the policy's own namespace. */
function inNamespace(peer: PolicyPeer, namespace: string): PolicyPeer {
  if (!peer.podSelector || peer.namespaceSelector) return peer;
  return {
    ...peer,
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  };
}

function selects(
  { matchLabels = {} }: LabelSelector,
  labels: Record<string, string> = {},
): boolean {
  return Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
}

/** What the rule lets through gets the mark; exceptions are met first and passed over. */
function allowances(isolated: Isolated, { peers, ports }: Rule): string[] {
  const side = isolated.direction === 'Ingress' ? '-s' : '-d';
  return peers.flatMap((peer) =>
    ports.flatMap((port) =>
      blocksOf(isolated, peer).flatMap(({ cidr, except }) =>
        portMatches(isolated, port, cidr).map((match) => {
          // One rule may name one source alone; a range match leaves the exceptions out.
          const but = except.length > 0 ? exceptMatch(side, except) : '';
          return `-A ${isolated.chain} ${cidr === '' ? '' : `${side} ${cidr} `}${but}${match}-j MARK --set-xmark ${allowedMark}`;
        }),
      ),
    ),
  );
}

interface Block {
  /** Empty for any address. */
  cidr: string;
  except: readonly string[];
}

function blocksOf({ world, family }: Isolated, peer: PolicyPeer): Block[] {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock) {
    const isOurs = ipBlock.cidr.includes(':') === (family === 'IPv6');
    return isOurs ? [{ cidr: ipBlock.cidr, except: ipBlock.except ?? [] }] : [];
  }
  if (!podSelector && !namespaceSelector) return [{ cidr: '', except: [] }];
  const namespaces = new Set(
    world.namespaces
      .filter(({ metadata }) => selects(namespaceSelector ?? {}, metadata.labels))
      .map(({ metadata }) => metadata.name),
  );
  return world.pods
    .filter(
      ({ metadata, spec }) =>
        spec.hostNetwork !== true &&
        namespaces.has(metadata.namespace ?? '') &&
        selects(podSelector ?? {}, metadata.labels),
    )
    .flatMap((pod) => addressesOf(pod, family))
    .map((cidr) => ({ cidr, except: [] }));
}

/** iptables takes one `-s` a rule; ranges outside of it are matched by the iprange module. */
function exceptMatch(side: string, except: readonly string[]): string {
  return except
    .map(
      (cidr) => `-m iprange ! ${side === '-s' ? '--src-range' : '--dst-range'} ${rangeOf(cidr)} `,
    )
    .join('');
}

/** `10.0.0.0/8` as `10.0.0.0-10.255.255.255`; the lab's exceptions are IPv4. */
function rangeOf(cidr: string): string {
  const [address = '', length = '32'] = cidr.split('/');
  const first = address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
  const last = first + 2 ** (32 - Number(length)) - 1;
  return `${address}-${addressText(last)}`;
}

function addressText(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** `-p tcp -m tcp --dport N `; none when the port's name is unknown to the Pods behind it. */
function portMatches(isolated: Isolated, { protocol, port, endPort }: PolicyPort, cidr: string) {
  if (protocol === undefined && port === undefined) return [''];
  const wire = (protocol ?? 'TCP').toLowerCase();
  if (port === undefined) return [`-p ${wire} `];
  if (typeof port === 'number') {
    const range = endPort === undefined ? `${port}` : `${port}:${endPort}`;
    return [`-p ${wire} -m ${wire} --dport ${range} `];
  }
  return namedPorts(isolated, port, cidr).map(
    (number) => `-p ${wire} -m ${wire} --dport ${number} `,
  );
}

/** A name is looked up at the destination: the Pod itself for ingress, its peer for egress. */
function namedPorts(
  { world, family, pod, direction }: Isolated,
  name: string,
  cidr: string,
): number[] {
  const destinations =
    direction === 'Ingress'
      ? [pod]
      : world.pods.filter((peer) => addressesOf(peer, family).includes(cidr));
  return destinations.flatMap(({ spec }) =>
    spec.containers.flatMap(({ ports }) =>
      ports.flatMap((port) => (port.name === name ? [port.containerPort] : [])),
    ),
  );
}

function addressesOf({ status }: Pod, family: 'IPv4' | 'IPv6'): string[] {
  const ips = (status?.podIPs ?? []).map(({ ip }) => ip);
  return ips.filter((ip) => ip.includes(':') === (family === 'IPv6'));
}
