// A Service's spec with every field typed, absent ones being their zero value.

import type { RawObject } from '../simulate/rawObject.ts';
import type { FieldError } from './fieldError.ts';
import { FieldReader } from './fieldReader.ts';

export interface ServicePortFields {
  path: string;
  name: string;
  protocol: string;
  port: number;
  targetPort: number | string;
  nodePort: number;
  appProtocol?: string;
}

export interface ServiceFields {
  object: FieldReader;
  annotations: ReadonlyMap<string, string>;
  type: string;
  clusterIP: string;
  clusterIPs: readonly string[];
  ipFamilies: readonly string[];
  ipFamilyPolicy?: string;
  ports: readonly ServicePortFields[];
  selector?: ReadonlyMap<string, string>;
  sessionAffinity: string;
  sessionAffinityConfig?: FieldReader;
  externalName: string;
  externalIPs: readonly string[];
  externalTrafficPolicy: string;
  internalTrafficPolicy?: string;
  healthCheckNodePort: number;
  loadBalancerClass?: string;
  loadBalancerSourceRanges: readonly string[];
  allocateLoadBalancerNodePorts?: boolean;
  trafficDistribution?: string;
}

/** Reads a Service; values of the wrong type are added to `faults` and read as absent. */
export function readService(service: RawObject, faults: FieldError[]): ServiceFields {
  const object = new FieldReader(service, '', faults);
  const spec = object.object('spec') ?? new FieldReader(undefined, 'spec', faults);
  return {
    object,
    annotations: object.object('metadata')?.stringMap('annotations') ?? new Map(),
    type: spec.string('type'),
    clusterIP: spec.string('clusterIP'),
    clusterIPs: spec.strings('clusterIPs'),
    ipFamilies: spec.strings('ipFamilies'),
    ports: spec.objects('ports').map(readPort),
    sessionAffinity: spec.string('sessionAffinity'),
    externalName: spec.string('externalName'),
    externalIPs: spec.strings('externalIPs'),
    externalTrafficPolicy: spec.string('externalTrafficPolicy'),
    healthCheckNodePort: spec.integer('healthCheckNodePort'),
    loadBalancerSourceRanges: spec.strings('loadBalancerSourceRanges'),
    ...present({
      selector: spec.stringMap('selector'),
      sessionAffinityConfig: spec.object('sessionAffinityConfig'),
      ipFamilyPolicy: spec.optionalString('ipFamilyPolicy'),
      internalTrafficPolicy: spec.optionalString('internalTrafficPolicy'),
      loadBalancerClass: spec.optionalString('loadBalancerClass'),
      allocateLoadBalancerNodePorts: spec.optionalBoolean('allocateLoadBalancerNodePorts'),
      trafficDistribution: spec.optionalString('trafficDistribution'),
    }),
  };
}

function readPort(port: FieldReader): ServicePortFields {
  return {
    path: port.path,
    name: port.string('name'),
    protocol: port.string('protocol'),
    port: port.integer('port'),
    targetPort: port.integerOrString('targetPort') ?? 0,
    nodePort: port.integer('nodePort'),
    ...present({ appProtocol: port.optionalString('appProtocol') }),
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same object without its undefined fields. */
function present<T extends object>(fields: T): Present<T> {
  const kept: Present<T> = { ...fields };
  for (const key of Object.keys(fields)) {
    if (Reflect.get(kept, key) === undefined) Reflect.deleteProperty(kept, key);
  }
  return kept;
}

/** S9, as the API server asks it. */
export function isHeadlessSpec(service: Pick<ServiceFields, 'clusterIPs'>): boolean {
  return service.clusterIPs.length === 1 && service.clusterIPs[0] === 'None';
}

/** S3. */
export function isExternallyAccessible(
  service: Pick<ServiceFields, 'type' | 'externalIPs'>,
): boolean {
  if (service.type === 'LoadBalancer' || service.type === 'NodePort') return true;
  return service.type === 'ClusterIP' && service.externalIPs.length > 0;
}

/** S66: such a Service has a healthCheckNodePort. */
export function needsHealthCheck(
  service: Pick<ServiceFields, 'type' | 'externalTrafficPolicy'>,
): boolean {
  return service.type === 'LoadBalancer' && service.externalTrafficPolicy === 'Local';
}
