// All of a node's rules, put in place at once for each family.
import { run } from '../hosts/commands.ts';
import type { ProxySettings } from './entries.ts';
import { type Rules, proxyRules } from './kubeProxy.ts';
import { type PolicyWorld, policyRules } from './policies.ts';
import type { EndpointSlice, Service } from '../objects/kinds.ts';

export interface LabWorld extends PolicyWorld {
  services: readonly Service[];
  slices: readonly EndpointSlice[];
}

/** Replaces nat and filter of the node whose network namespace this is. */
export async function programNode(
  namespace: string,
  world: LabWorld,
  settings: ProxySettings,
): Promise<void> {
  const { nat, filter }: Rules = proxyRules(world.services, world.slices, settings);
  const policies = policyRules(world, settings.node.name, settings.family);
  const text = ['*nat', ...nat, 'COMMIT', '*filter', ...filter, ...policies, 'COMMIT', ''];
  const restore = settings.family === 'IPv4' ? 'iptables-restore' : 'ip6tables-restore';
  await run('ip', ['netns', 'exec', namespace, restore], text.join('\n'));
}
