// The lab's own kube-proxy: iptables rules from Services and EndpointSlices, one family at a time. It
// checks the engine, so it shares nothing with it but the Kubernetes objects.
import type { EndpointSlice, Service } from '../objects/kinds.ts';
import { type ProxySettings, entriesOf } from './entries.ts';
import { filterRules } from './filterRules.ts';
import { natRules } from './natRules.ts';

export interface Rules {
  nat: string[];
  filter: string[];
}

/** Lines of iptables-restore, chains declared first, for each table. */
export function proxyRules(
  services: readonly Service[],
  slices: readonly EndpointSlice[],
  settings: ProxySettings,
): Rules {
  const entries = entriesOf(services, slices, settings);
  return {
    nat: natRules(entries, settings),
    filter: filterRules(entries),
  };
}
