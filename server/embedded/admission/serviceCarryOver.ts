// What an update keeps of the Service before, so that the manifest that made it can be sent again.

import { needsHealthCheck, type ServiceFields } from '@portolan/shared/validate/serviceFields.ts';
import { isJsonObject } from '../api/json.ts';
import type { KubeObject } from '../objects.ts';
import {
  needsClusterIP,
  needsNodePort,
  sameTexts,
  specOf,
  withNodePorts,
  withSpec,
} from './serviceSpec.ts';

/** A lone clusterIP, as old clients write it, is the first of clusterIPs. */
export function normalizeCreated(service: KubeObject): KubeObject {
  const { clusterIP, clusterIPs } = specOf(service);
  if (clusterIP === '' || clusterIPs.length > 0) return service;
  return withSpec(service, { clusterIPs: [clusterIP] });
}

/** The update with everything allocated before and not given now, and without what its type dropped. */
export function carryOver(service: KubeObject, previous: KubeObject): KubeObject {
  const steps = [carryClusterIPs, carryNodePorts, carryHealthCheck, normalizeUpdated, dropForeign];
  return steps.reduce((object, step) => step(object, previous), service);
}

function carryClusterIPs(service: KubeObject, previous: KubeObject): KubeObject {
  const [after, before] = [specOf(service), specOf(previous)];
  if (!needsClusterIP(before) || !needsClusterIP(after)) return service;
  const clusterIP = after.clusterIP || before.clusterIP;
  const clusterIPs = after.clusterIPs.length === 0 ? before.clusterIPs : after.clusterIPs;
  return withSpec(service, {
    clusterIP: clusterIP || undefined,
    clusterIPs: clusterIPs.length > 0 ? clusterIPs : undefined,
  });
}

/** Ports are known again by name; a number that another port now claims is not given twice. */
function carryNodePorts(service: KubeObject, previous: KubeObject): KubeObject {
  const [after, before] = [specOf(service), specOf(previous)];
  if (!needsNodePort(before) || !needsNodePort(after)) return service;
  const claimed = new Set(after.ports.map(({ nodePort }) => nodePort));
  const former = new Map(before.ports.map(({ name, nodePort }) => [name, nodePort]));
  const nodePorts = after.ports.map(({ name, nodePort }) => {
    const known = former.get(name) ?? 0;
    if (nodePort !== 0 || known === 0 || claimed.has(known)) return nodePort;
    claimed.add(known);
    return known;
  });
  return withNodePorts(service, nodePorts);
}

function carryHealthCheck(service: KubeObject, previous: KubeObject): KubeObject {
  const [after, before] = [specOf(service), specOf(previous)];
  if (!needsHealthCheck(before) || !needsHealthCheck(after)) return service;
  if (after.healthCheckNodePort !== 0 || before.healthCheckNodePort === 0) return service;
  return withSpec(service, { healthCheckNodePort: before.healthCheckNodePort });
}

/** A client that knows only clusterIP changed it; clusterIPs follows. */
function normalizeUpdated(service: KubeObject, previous: KubeObject): KubeObject {
  const [after, before] = [specOf(service), specOf(previous)];
  const untouched = sameTexts(after.clusterIPs, before.clusterIPs);
  if (after.clusterIP === before.clusterIP || !untouched) return service;
  const clusterIPs = after.clusterIP === '' ? undefined : [after.clusterIP];
  return withSpec(service, { clusterIPs });
}

/** Fields the new type cannot have go, unless the client changed them: then validation speaks. */
function dropForeign(service: KubeObject, previous: KubeObject): KubeObject {
  const [after, before] = [specOf(service), specOf(previous)];
  const dropped = foreignFields(after, before);
  const changes = Object.fromEntries(dropped.map((field) => [field, undefined]));
  const trimmed = withSpec(service, changes);
  return dropStatus(keepsNodePorts(after, before) ? trimmed : withNodePorts(trimmed, []));
}

function foreignFields(after: ServiceFields, before: ServiceFields): string[] {
  const dropped: string[] = [];
  if (needsClusterIP(before) && !needsClusterIP(after)) {
    const sameIPs =
      after.clusterIP === before.clusterIP && sameTexts(after.clusterIPs, before.clusterIPs);
    if (sameIPs) dropped.push('clusterIP', 'clusterIPs');
    if (sameTexts(after.ipFamilies, before.ipFamilies)) dropped.push('ipFamilies');
    if (after.ipFamilyPolicy === before.ipFamilyPolicy) dropped.push('ipFamilyPolicy');
  }
  if (needsHealthCheck(before) && !needsHealthCheck(after)) {
    if (after.healthCheckNodePort === before.healthCheckNodePort)
      dropped.push('healthCheckNodePort');
  }
  if (before.type === 'LoadBalancer' && after.type !== 'LoadBalancer') {
    if (after.allocateLoadBalancerNodePorts === before.allocateLoadBalancerNodePorts)
      dropped.push('allocateLoadBalancerNodePorts');
    if (after.loadBalancerClass === before.loadBalancerClass) dropped.push('loadBalancerClass');
  }
  if (needsNodePort(before) && !isExposed(after)) {
    if (after.externalTrafficPolicy === before.externalTrafficPolicy)
      dropped.push('externalTrafficPolicy');
  }
  return dropped;
}

function isExposed(service: ServiceFields): boolean {
  return needsNodePort(service) || (service.type === 'ClusterIP' && service.externalIPs.length > 0);
}

/** Node ports stay where the type has them, and where the client asks for new ones. */
function keepsNodePorts(after: ServiceFields, before: ServiceFields): boolean {
  if (!needsNodePort(before) || needsNodePort(after)) return true;
  const former = new Set(before.ports.map(({ nodePort }) => nodePort));
  return after.ports.some(({ nodePort }) => nodePort !== 0 && !former.has(nodePort));
}

/** Only a LoadBalancer has ingress points. */
function dropStatus(service: KubeObject): KubeObject {
  if (specOf(service).type === 'LoadBalancer' || !isJsonObject(service['status'])) return service;
  return { ...service, status: { ...service['status'], loadBalancer: {} } };
}
