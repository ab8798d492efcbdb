// Traffic to a ClusterIP: iTP alone decides (S46), and who is masqueraded (S50).
import { balance, clusterEndpointsReason, topologyRules, type Masquerade } from './balance.ts';
import { chooseEndpoints } from './endpointChoice.ts';
import { localDetectorOf } from './localDetector.ts';
import type { Decision, Packet, ProxyNode } from './packet.ts';
import { placeOf } from './place.ts';
import { reason } from './reason.ts';
import { noEndpointsReason, refusal, slicesReadable, unreadableDecision } from './refusal.ts';
import type { ServicePortView } from './servicePortView.ts';

export function clusterIPDecision(
  proxy: ProxyNode,
  packet: Packet,
  view: ServicePortView,
): Decision {
  if (!slicesReadable(proxy.world, view)) return unreadableDecision(view);
  const choice = chooseEndpoints(proxy.world, view, placeOf(proxy.node));
  if (!choice.hasAnyEndpoints) {
    const why = noEndpointsReason(proxy.world, view, choice);
    return refusal(view, 'reject', ['S40', 'S55'], why, choice);
  }
  const set = view.internalLocal ? 'local' : 'cluster';
  if (set === 'local' && choice.local.length === 0) {
    const why = reason('noLocalEndpointsInternal', { node: proxy.node.metadata.name });
    return refusal(view, 'drop', ['S37', 'S55'], why, choice);
  }
  return balance(proxy, packet, view, {
    choice,
    set,
    why:
      set === 'local'
        ? reason('localEndpoints', { count: choice.local.length })
        : clusterEndpointsReason(choice),
    rules: ['S45', 'S46', ...topologyRules(choice)],
    masquerade: masqueradeOf(proxy, packet, view),
  });
}

function masqueradeOf(proxy: ProxyNode, packet: Packet, view: ServicePortView): Masquerade {
  const rules = ['S50'];
  if (proxy.config.masqueradeAll) return { on: true, reason: reason('masqueradeAll'), rules };
  const isPod = localDetectorOf(proxy, view.family);
  if (isPod === undefined) return { on: false, reason: reason('noLocalDetector'), rules };
  return isPod(packet.source)
    ? { on: false, reason: reason('podKeepsSource'), rules }
    : { on: true, reason: reason('notAPod', { address: packet.source.ip }), rules };
}
