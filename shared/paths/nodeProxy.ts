// A new packet on one node: what its kube-proxy does with it (S45–S66).
import { objectKey } from '../model/metadata.ts';
import type { TraceHop, Verdict } from '../wire/trace.ts';
import { destinationOf, type Destination } from './destination.ts';
import { clusterIPDecision } from './internalTraffic.ts';
import { externalDecision } from './externalTraffic.ts';
import { healthCheckDecision } from './healthCheckNodePort.ts';
import type { Decision, Packet, ProxyNode } from './packet.ts';
import { reason } from './reason.ts';

export interface NodeDecision extends Decision {
  destination: Destination;
}

/** Unknown when the Services, or the slices that decide, may not be read. */
export function decideOnNode(proxy: ProxyNode, packet: Packet): NodeDecision {
  const { world, config, node } = proxy;
  const destination = destinationOf(world, config, node, packet);
  return { ...decisionFor(proxy, packet, destination), destination };
}

function decisionFor(proxy: ProxyNode, packet: Packet, destination: Destination): Decision {
  if (destination.kind === 'clusterIP') return clusterIPDecision(proxy, packet, destination.view);
  if (destination.kind === 'healthCheck') return healthCheckDecision(proxy, destination.service);
  if (destination.kind === 'undefinedPort') {
    return undefinedPortDecision(proxy, packet, destination);
  }
  if (
    destination.kind === 'nodePortOff' ||
    destination.kind === 'host' ||
    destination.kind === 'none'
  ) {
    return unmatchedDecision(proxy, packet, destination);
  }
  return externalDecision(proxy, packet, destination.kind, destination.view);
}

/** S62; a port of another protocol is just as undefined (S5). */
function undefinedPortDecision(
  { config }: ProxyNode,
  packet: Packet,
  { service, otherProtocol }: Extract<Destination, { kind: 'undefinedPort' }>,
): Decision {
  const verdict = config.mode === 'iptables' ? 'unmatched' : 'reject';
  const rules = otherProtocol ? ['S5', 'S62'] : ['S62'];
  const params = { service: objectKey(service.metadata), port: packet.port };
  const why = reason(otherProtocol ? 'otherProtocol' : 'undefinedPort', {
    ...params,
    protocol: packet.protocol,
  });
  return final(verdict, rules, {
    kind: 'service',
    subject: objectKey(service.metadata),
    reason: why,
  });
}

function unmatchedDecision(
  { world, config, node }: ProxyNode,
  packet: Packet,
  destination: Extract<Destination, { kind: 'nodePortOff' | 'host' | 'none' }>,
): Decision {
  if (!world.readable('Service')) {
    return final('unknown', [], {
      kind: 'service',
      subject: packet.ip,
      reason: reason('servicesUnreadable'),
    });
  }
  if (destination.kind === 'nodePortOff') {
    const isLoopbackOff = destination.why === 'loopbackOff';
    return final('unmatched', [isLoopbackOff ? 'S64' : 'S63', 'S65'], {
      kind: 'host',
      subject: node.metadata.name,
      reason: reason(isLoopbackOff ? 'loopbackNodePortOff' : 'nodePortAddressExcluded', {
        address: packet.ip,
        mode: config.mode,
      }),
    });
  }
  if (destination.kind === 'host') {
    return final('unmatched', ['S65'], {
      kind: 'host',
      subject: node.metadata.name,
      reason: reason('hostItself', { port: packet.port, protocol: packet.protocol }),
    });
  }
  return final('unmatched', ['S45'], {
    kind: 'node',
    subject: node.metadata.name,
    reason: reason('noRuleForAddress', { address: packet.ip, port: packet.port }),
  });
}

function final(
  verdict: Verdict,
  rules: string[],
  hop: Pick<TraceHop, 'kind' | 'subject' | 'reason'>,
): Decision {
  return { verdict, rules, hops: [{ ...hop, verdict, rules }], backends: [], assumptions: [] };
}
