// The machines and the cables between them.
//
//   Pods ── node-a ┐
//                  ├─ bridge ── router ── outside
//   Pods ── node-b ┘
//
// A Pod has a cable to its node, which routes for it, so that everything a Pod sends or gets passes
// the node's FORWARD chain. Between nodes each other's Pod ranges are routed.
import {
  type Addresses,
  type NodePlan,
  type PodPlan,
  announced,
  clusterRanges,
  externalRange,
  nodeNamed,
  nodes,
  outside,
  pods,
  router,
  serviceRanges,
} from '../plan.ts';
import { run } from './commands.ts';
import { addNamespace, ipIn, setSysctls } from './namespaces.ts';

/** IPv6 addresses are usable at once. */
const noDuplicateCheck = [
  'net.ipv6.conf.default.accept_dad=0',
  'net.ipv6.conf.all.accept_dad=0',
  'net.ipv6.conf.default.accept_ra=0',
];
/** A router, which tells every client what it refuses, however many ask at once. */
const routes = [
  'net.ipv4.ip_forward=1',
  'net.ipv6.conf.all.forwarding=1',
  'net.ipv4.icmp_ratelimit=0',
  'net.ipv6.icmp.ratelimit=0',
];
/** What kube-proxy sets for NodePorts on 127.0.0.1 (S64). */
const routesLoopback = ['net.ipv4.conf.all.route_localnet=1'];

/** `namespaceOf` names the network namespace of a host: `router`, `outside`, a node or `NS/POD`. */
export async function buildNetwork(namespaceOf: (host: string) => string): Promise<void> {
  const ownNetwork = pods.filter(({ addresses }) => addresses !== undefined);
  const hosts = ['router', 'outside', ...nodes.map(({ name }) => name), ...ownNetwork.map(keyOf)];
  await Promise.all(
    hosts.map(async (host) => {
      const name = namespaceOf(host);
      await addNamespace(name);
      const isRouter = host === 'router' || nodes.some((node) => node.name === host);
      await setSysctls(name, [
        ...noDuplicateCheck,
        ...(isRouter ? [...routes, ...routesLoopback] : []),
      ]);
    }),
  );
  await buildRouter(namespaceOf);
  await Promise.all(nodes.map((node) => joinNode(node, namespaceOf)));
  await joinOutside(namespaceOf);
  await Promise.all(ownNetwork.map((pod) => joinPod(pod, namespaceOf)));
}

function keyOf({ namespace, name }: PodPlan): string {
  return `${namespace}/${name}`;
}

type NamespaceOf = (host: string) => string;

/** A cable: `eth0` on one host, a named end on the other. */
async function cable(from: string, to: string, end: string): Promise<void> {
  const peer = ['peer', 'name', end, 'netns', to];
  await run('ip', ['-n', from, 'link', 'add', 'eth0', 'type', 'veth', ...peer]);
}

async function buildRouter(namespaceOf: NamespaceOf): Promise<void> {
  await ipIn(namespaceOf('router'), [
    'link add bridge type bridge',
    'link set bridge up',
    ...addressLines(router.inside, [16, 64], 'bridge'),
    // Nothing answers there, and nobody says so.
    ...[...serviceRanges, ...clusterRanges].map((range) => `route add blackhole ${range}`),
    ...announced.flatMap(({ node, ranges }) =>
      ranges.map((range) => `route add ${range} via ${nodeNamed(node).addresses[0]}`),
    ),
  ]);
}

function addressLines([v4, v6]: Addresses, lengths: readonly [number, number], device: string) {
  return [
    `address add ${v4}/${lengths[0]} dev ${device}`,
    `address add ${v6}/${lengths[1]} dev ${device} nodad`,
  ];
}

async function joinNode(node: NodePlan, namespaceOf: NamespaceOf): Promise<void> {
  const name = namespaceOf(node.name);
  const end = node.name;
  await cable(name, namespaceOf('router'), end);
  await ipIn(namespaceOf('router'), [`link set ${end} master bridge`, `link set ${end} up`]);
  const others = nodes.filter((other) => other !== node);
  await ipIn(name, [
    'link set eth0 up',
    ...addressLines(node.addresses, [16, 64], 'eth0'),
    `route add default via ${router.inside[0]}`,
    `route add default via ${router.inside[1]}`,
    ...others.flatMap(({ addresses, podRanges }) => [
      `route add ${podRanges[0]} via ${addresses[0]}`,
      `route add ${podRanges[1]} via ${addresses[1]}`,
    ]),
    // The Pods' own network, where an address that is no Pod's (any more) is asked for in vain.
    'link add cni0 type veth peer name cni1',
    'link set cni1 arp off up',
    'link set cni0 up',
    ...addressLines(node.gateways, [24, 64], 'cni0'),
  ]);
  // Neighbours answer within the machine: three tries of 0.2 s tell that one is gone.
  await setSysctls(name, [
    'net.ipv4.neigh.cni0.retrans_time_ms=200',
    'net.ipv6.neigh.cni0.retrans_time_ms=200',
  ]);
}

async function joinOutside(namespaceOf: NamespaceOf): Promise<void> {
  const name = namespaceOf('outside');
  await cable(name, namespaceOf('router'), 'outside');
  await ipIn(namespaceOf('router'), [
    'link set outside up',
    ...addressLines(router.outside, [24, 64], 'outside'),
    `route add ${outside.world} via ${outside.addresses[0]}`,
  ]);
  await ipIn(name, [
    'link set eth0 up',
    ...addressLines(outside.addresses, [24, 64], 'eth0'),
    `address add ${outside.world}/32 dev lo`,
    `route add 172.18.0.0/16 via ${router.outside[0]}`,
    `route add ${externalRange} via ${router.outside[0]}`,
    `route add fd00:172:18::/64 via ${router.outside[1]}`,
  ]);
}

let cables = 0;

async function joinPod(pod: PodPlan, namespaceOf: NamespaceOf): Promise<void> {
  const { addresses } = pod;
  if (addresses === undefined) return;
  const name = namespaceOf(keyOf(pod));
  const node = nodeNamed(pod.node);
  cables += 1;
  const end = `pod${cables}`;
  await cable(name, namespaceOf(node.name), end);
  const gatewayMac = '02:00:00:00:00:01';
  const podMac = '02:00:00:00:00:02';
  await ipIn(namespaceOf(node.name), [
    `link set ${end} address ${gatewayMac}`,
    `link set ${end} up`,
    `route add ${addresses[0]}/32 dev ${end} src ${node.addresses[0]}`,
    `route add ${addresses[1]}/128 dev ${end} src ${node.addresses[1]}`,
    ...addresses.map((ip) => `neighbour add ${ip} lladdr ${podMac} dev ${end} nud permanent`),
  ]);
  await ipIn(name, [
    `link set eth0 address ${podMac}`,
    'link set eth0 up',
    ...addressLines(addresses, [32, 128], 'eth0'),
    ...node.gateways.flatMap((gateway) => [
      `route add ${gateway} dev eth0`,
      `neighbour add ${gateway} lladdr ${gatewayMac} dev eth0 nud permanent`,
      `route add default via ${gateway}`,
    ]),
  ]);
}
