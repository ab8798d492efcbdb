// What the API server does with Services, Endpoints and EndpointSlices on their way into the store.

import type { IPFamily } from '@portolan/shared/model/net.ts';
import { addressRange } from '@portolan/shared/simulate/addressRange.ts';
import {
  defaultNodePortRange,
  defaultServiceCIDR,
  type PortRange,
} from '@portolan/shared/simulate/serviceNumbers.ts';
import {
  defaultEndpoints,
  defaultEndpointSlice,
  defaultService,
} from '@portolan/shared/validate/defaults.ts';
import { validateEndpoints, validateEndpointsUpdate } from '@portolan/shared/validate/endpoints.ts';
import {
  validateEndpointSlice,
  validateEndpointSliceUpdate,
} from '@portolan/shared/validate/endpointSlice.ts';
import type { FieldError } from '@portolan/shared/validate/fieldError.ts';
import { validateService } from '@portolan/shared/validate/service.ts';
import {
  validateServiceStatusUpdate,
  validateServiceUpdate,
} from '@portolan/shared/validate/serviceUpdate.ts';
import type { Admission } from '../objects.ts';
import { refuse, withVersionOf, writes } from './refusal.ts';
import { allocate, type AllocationOptions } from './serviceAllocation.ts';
import { carryOver, normalizeCreated } from './serviceCarryOver.ts';
import { chooseFamilies } from './serviceFamilies.ts';

export interface ServiceAdmissionOptions {
  /** Default 10.96.0.0/12. */
  serviceCIDR?: string;
  /** A range of the other family makes the cluster dual-stack (S11). */
  secondaryServiceCIDR?: string;
  /** Default 30000–32767 (S7). */
  nodePortRange?: PortRange;
}

/** Defaults, validation and allocation of Services, Endpoints and EndpointSlices, in order. */
export function serviceAdmissions(options: ServiceAdmissionOptions = {}): Admission[] {
  const { serviceCIDR = defaultServiceCIDR, secondaryServiceCIDR, nodePortRange } = options;
  const cidrs = [serviceCIDR, ...(secondaryServiceCIDR ? [secondaryServiceCIDR] : [])];
  const allocation: AllocationOptions = {
    addressRanges: cidrs.map(addressRange),
    nodePortRange: nodePortRange ?? defaultNodePortRange,
  };
  const families = allocation.addressRanges.map(({ family }) => family);
  return [
    serviceDefaults,
    serviceCarryOver,
    serviceValidation(families),
    serviceStatusValidation,
    endpointsValidation,
    sliceValidation,
    serviceAllocator(allocation),
  ];
}

/** S2. */
export const serviceDefaults: Admission = (request) => {
  const { verb, resource, object } = request;
  if (verb === 'delete') return object;
  if (resource.plural === 'services' && resource.group === '') return defaultService(object);
  if (writes(request, 'endpoints')) return defaultEndpoints(object);
  if (writes(request, 'endpointslices', 'discovery.k8s.io')) return defaultEndpointSlice(object);
  return object;
};

/** Values the client left out and the cluster had filled in before. */
export const serviceCarryOver: Admission = (request) => {
  const { object, previous } = request;
  if (!writes(request, 'services')) return object;
  return previous ? carryOver(object, previous) : normalizeCreated(object);
};

/** Also fills in the IP families, which some rules speak of (S11). */
export function serviceValidation(families: readonly IPFamily[]): Admission {
  return (request) => {
    const { object, previous } = request;
    if (!writes(request, 'services')) return object;
    refuse(request, beforeAllocation(validateService(object)));
    const { service, errors } = chooseFamilies(object, previous, families);
    refuse(request, errors);
    if (!previous) return service;
    const updated = validateServiceUpdate(withVersionOf(service, previous), previous);
    refuse(request, beforeAllocation(updated));
    return service;
  };
}

/** A health check port nobody asked for is about to be allocated. */
function beforeAllocation(errors: readonly FieldError[]): FieldError[] {
  return errors.filter(
    ({ type, path }) => type !== 'Required' || path !== 'spec.healthCheckNodePort',
  );
}

export const serviceStatusValidation: Admission = (request) => {
  const { verb, resource, object, previous } = request;
  const isStatus = verb === 'updateStatus' && resource.plural === 'services';
  if (!isStatus || resource.group !== '' || !previous) return object;
  refuse(request, validateServiceStatusUpdate(withVersionOf(object, previous), previous));
  return object;
};

export const endpointsValidation: Admission = (request) => {
  const { object, previous } = request;
  if (!writes(request, 'endpoints')) return object;
  const errors = previous
    ? validateEndpointsUpdate(withVersionOf(object, previous), previous)
    : validateEndpoints(object);
  refuse(request, errors);
  return object;
};

export const sliceValidation: Admission = (request) => {
  const { object, previous } = request;
  if (!writes(request, 'endpointslices', 'discovery.k8s.io')) return object;
  const errors = previous
    ? validateEndpointSliceUpdate(object, previous)
    : validateEndpointSlice(object);
  refuse(request, errors);
  return object;
};

/** ClusterIPs, node ports and health check ports. */
export function serviceAllocator(options: AllocationOptions): Admission {
  return (request) => (writes(request, 'services') ? allocate(request, options) : request.object);
}
