// Workloads that would not make Pods (S8).

import { matchesSelector } from '../state/matching.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import { found, isSimulated, selectorText } from './finding.ts';

export function workloadFindings(world: World): Finding[] {
  return [...world.workloads()].flatMap((workload) => {
    const { kind, selector, templateLabels } = workload;
    // What Portolan made of another workload has that one's faults; no selector is another fault.
    if (isSimulated(workload)) return [];
    if (selector.matchLabels.size === 0 || matchesSelector(selector, templateLabels)) return [];
    const labels = selectorText(templateLabels) || '–';
    const params = { kind, selector: selectorText(selector.matchLabels), labels };
    return [found('workloadSelectorMisses', workload, { path: 'spec.selector', params })];
  });
}
