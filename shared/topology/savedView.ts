// What a saved `topology -o json` lets one draw. It names Pods, workloads and nodes without telling
// of them, and has no verdicts: these stay unknown, nothing is made up.
import type { TopologyService } from '../wire/topology.ts';
import type { ServiceView } from '../wire/view.ts';

export function savedView(service: TopologyService): ServiceView {
  const external = service.entryPoints.find(({ kind }) => kind === 'externalName');
  return {
    ...service,
    ...(service.type === 'ExternalName' && external && { externalName: external.address }),
    pods: [],
    nodes: [],
    vantages: [],
    expectations: [],
  };
}
