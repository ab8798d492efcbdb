// Load balancers and node ports (S7, S14, S52).

import { defaultNodePortRange } from '../simulate/serviceNumbers.ts';
import type { Finding } from '../wire/finding.ts';
import { portLabel } from './containerPorts.ts';
import { found, type Scene } from './finding.ts';

export function loadBalancerFindings(scene: Scene): Finding[] {
  return [...pending(scene), ...bypassed(scene), ...outOfRange(scene)];
}

/** S14. Files say nothing of it: `status: {loadBalancer: {}}` is what tools print before any is. */
function pending({ service, partial }: Scene): Finding[] {
  if (service.type !== 'LoadBalancer' || service.loadBalancerIngress.length > 0) return [];
  if (partial) return [];
  if (service.loadBalancerClass !== undefined) {
    const params = { class: service.loadBalancerClass };
    return [
      found('loadBalancerClassUnserved', service, { path: 'spec.loadBalancerClass', params }),
    ];
  }
  return [found('loadBalancerPending', service, { path: 'status.loadBalancer' })];
}

function bypassed({ service }: Scene): Finding[] {
  if (service.type !== 'LoadBalancer' || service.loadBalancerSourceRanges.length === 0) return [];
  const ports = service.ports.flatMap(({ nodePort }) => nodePort ?? []);
  if (ports.length === 0) return [];
  const patch = { spec: { allocateLoadBalancerNodePorts: false } };
  return [
    found('sourceRangesBypassed', service, {
      path: 'spec.loadBalancerSourceRanges',
      params: { nodePorts: ports.join(', ') },
      fix: { code: 'noNodePorts', patch },
    }),
  ];
}

/** S7. A cluster that took the Service has another range. */
function outOfRange({ service }: Scene): Finding[] {
  if (service.metadata.uid !== '') return [];
  const { from, to } = defaultNodePortRange;
  return service.ports.flatMap((port, index) => {
    const { nodePort } = port;
    if (nodePort === undefined || (nodePort >= from && nodePort <= to)) return [];
    const params = { nodePort, port: portLabel(port), from, to };
    return [
      found('nodePortOutOfRange', service, {
        path: `spec.ports[${index}].nodePort`,
        params,
        fix: { code: 'assignNodePort' },
      }),
    ];
  });
}
