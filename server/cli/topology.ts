// `portolan topology`: every Service with its entry points and endpoints, as data or as a table.
import type { ClusterState } from '@portolan/shared/state/clusterState.ts';
import { topologyOf } from '@portolan/shared/topology/topologyService.ts';
import type { Topology, TopologyService } from '@portolan/shared/wire/topology.ts';
import { hostPort } from '@portolan/shared/paths/addresses.ts';
import { stringify } from 'yaml';
import { chooseSource, type SourceFlags } from './chooseSource.ts';
import { loadWorld } from './loadWorld.ts';
import { table } from './table.ts';
import { CommandError, type Terminal, exitCodes } from './terminal.ts';

export interface TopologyFlags extends SourceFlags {
  allNamespaces?: boolean;
  selector?: string;
  output: 'json' | 'yaml' | 'wide';
}

export async function topology(
  name: string | undefined,
  flags: TopologyFlags,
  terminal: Terminal,
): Promise<number> {
  const world = await loadWorld(await chooseSource(flags, terminal), terminal);
  const namespace = flags.allNamespaces ? undefined : flags.namespace;
  const result = topologyOf(world, chosenServices(world, namespace, name), world.unknowns(), {
    clusterDomain: 'cluster.local',
  });
  terminal.out(render(result, flags.output));
  return exitCodes.done;
}

function* chosenServices(
  world: ClusterState,
  namespace: string | undefined,
  name: string | undefined,
) {
  let found = false;
  for (const service of world.services(namespace)) {
    if (name !== undefined && service.metadata.name !== name) continue;
    found = true;
    yield service;
  }
  if (name !== undefined && !found) {
    throw new CommandError(
      `there is no Service ${namespace === undefined ? name : `${namespace}/${name}`}`,
    );
  }
}

function render(result: Topology, output: TopologyFlags['output']): string {
  switch (output) {
    case 'json':
      return JSON.stringify(result, undefined, 2);
    case 'yaml':
      return stringify(result, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
    case 'wide':
      return wide(result);
  }
}

function wide({ services, unknown }: Topology): string {
  const rows = services.map((service) => [
    service.namespace,
    service.name,
    service.headless ? `${service.type} (headless)` : service.type,
    service.ports.map(portText).join(',') || '<none>',
    readyText(service),
    service.workloads.map(({ kind, name }) => `${kind}/${name}`).join(',') || '<none>',
    service.entryPoints.map(entryText).join(' '),
  ]);
  const lines = table(
    ['NAMESPACE', 'NAME', 'TYPE', 'PORT(S)', 'READY', 'WORKLOADS', 'ENTRY POINTS'],
    rows,
  );
  const notes = unknown.map(
    ({ kind, namespace, verb }) =>
      `unknown: may not ${verb} ${kind}${namespace ? ` in ${namespace}` : ''}`,
  );
  const isMadeUp = services.some(({ entryPoints }) => entryPoints.some((each) => each.simulated));
  const star = isMadeUp ? ['* made up: the files do not give it, the cluster assigns its own'] : [];
  return [...lines, ...star, ...notes].join('\n');
}

function portText({ port, nodePort, protocol }: TopologyService['ports'][number]): string {
  return `${port}${nodePort === undefined ? '' : `:${nodePort}`}/${protocol}`;
}

function readyText({ endpoints }: TopologyService): string {
  const addresses = new Set(endpoints.map(({ address }) => address));
  const ready = new Set(endpoints.filter((each) => each.ready).map(({ address }) => address));
  return `${ready.size}/${addresses.size}`;
}

function entryText({ address, port, simulated }: TopologyService['entryPoints'][number]): string {
  const text = port === undefined ? address : hostPort(address, port);
  // Assigned by the cluster: the manifest does not say it.
  return simulated ? `${text}*` : text;
}
