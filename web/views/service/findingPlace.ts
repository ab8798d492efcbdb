// Which part of the diagram a finding is about.
import { endpointAddressId } from '@portolan/shared/diagram/endpointId.ts';
import type { Finding } from '@portolan/shared/wire/finding.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';

/** Id of a node of the Service's diagram: the nearest to the fault that is drawn. */
export function findingPlace({ object, path, params }: Finding, view: ServiceView): string {
  const { kind, namespace = '', name } = object;
  if (kind === 'Pod') return podNode(view, namespace, name) ?? 'service';
  if (kind === 'EndpointSlice') return endpointNode(view, name) ?? 'service';
  if (kind !== 'Service') return routeNode(view, object) ?? 'service';
  const pod = podNode(view, view.namespace, firstOf(params['pods']));
  return pod ?? nodePortNode(view, path, firstOf(params['nodes'])) ?? 'service';
}

/** Names in a sentence stand one after the other. */
function firstOf(names: unknown): string {
  return typeof names === 'string' ? (names.split(',')[0] ?? '') : '';
}

/** A Pod is drawn by the endpoint it stands behind, or by itself. */
function podNode(view: ServiceView, namespace: string, name: string): string | undefined {
  const key = `${namespace}/${name}`;
  const endpoint = view.endpoints.find(({ pod }) => pod === key);
  if (endpoint) return `pod/${key}`;
  return view.pods.some((pod) => `${pod.namespace}/${pod.name}` === key) ? `pod/${key}` : undefined;
}

function endpointNode(view: ServiceView, slice: string): string | undefined {
  const endpoint = view.endpoints.find(({ slices }) => slices.includes(slice));
  return endpoint && endpointAddressId(endpoint);
}

function routeNode(view: ServiceView, object: Finding['object']): string | undefined {
  const entry = view.entryPoints.find(
    ({ route, gateway }) =>
      (route?.kind === object.kind &&
        route.namespace === (object.namespace ?? '') &&
        route.name === object.name) ||
      (object.kind === 'Gateway' && gateway === `${object.namespace ?? ''}/${object.name}`),
  );
  return entry && `entry/${entry.id}`;
}

/** A NodePort on the node that is named, or the one of the port that is named. */
function nodePortNode(
  view: ServiceView,
  path: string | undefined,
  node: string,
): string | undefined {
  const index = /^spec\.ports\[(\d+)\]\.nodePort$/.exec(path ?? '')?.[1];
  const port = index === undefined ? undefined : view.ports[Number(index)];
  const entry = view.entryPoints.find(
    (each) =>
      each.kind === 'nodePort' && (port ? each.portName === (port.name ?? '') : each.node === node),
  );
  return entry && `entry/${entry.id}`;
}
