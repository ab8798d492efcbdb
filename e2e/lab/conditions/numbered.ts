// Services by number: from it follow their addresses and ports, so that a table shows who is who.
import type { EndpointSlice, Service, ServiceSpec } from '../objects/kinds.ts';
import { type ServiceOptions, serviceWith } from '../objects/services.ts';
import { appPorts, nodeNamed } from '../plan.ts';

export interface Numbered {
  objects: (Service | EndpointSlice)[];
  name: string;
  /** `10.96.1.N:80` */
  clusterIP: string;
  /** `172.18.0.2:30000+N` */
  onNode(node: string): string;
  /** `127.0.0.1:30000+N` */
  onLoopback: string;
  /** `172.18.255.N:80`, which the router sends to node-a. */
  vip: string;
  /** `198.51.100.N:80`, likewise. */
  externalIP: string;
}

type Options = Omit<ServiceOptions, 'spec' | 'ingress'> & {
  spec?: ServiceSpec;
  /** Where its endpoints listen. */
  targetPort?: number;
};

/** Of type ClusterIP unless it says otherwise; one port, `http`, 80. */
export function numbered(number: number, options: Options): Numbered {
  const { spec = {}, targetPort = appPorts.http, ...rest } = options;
  const address = `10.96.1.${number}`;
  const nodePort = 30_000 + number;
  const vip = `172.18.255.${number}`;
  const externalIP = `198.51.100.${number}`;
  const hasNodePort = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  const objects = serviceWith({
    ...rest,
    spec: {
      clusterIP: address,
      ports: [{ name: 'http', port: 80, targetPort, ...(hasNodePort && { nodePort }) }],
      ...spec,
      ...(spec.externalIPs && { externalIPs: [externalIP] }),
    },
    ...(spec.type === 'LoadBalancer' && { ingress: [{ ip: vip }] }),
  });
  return {
    objects,
    name: options.name,
    clusterIP: `${address}:80`,
    onNode: (node) => `${nodeNamed(node).addresses[0]}:${nodePort}`,
    onLoopback: `127.0.0.1:${nodePort}`,
    vip: `${vip}:80`,
    externalIP: `${externalIP}:80`,
  };
}
