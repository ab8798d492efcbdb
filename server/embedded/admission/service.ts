import type { Admission } from '../objects.ts';

export interface ServiceAdmissionOptions {
  /** Default 10.96.0.0/12. */
  serviceCIDR?: string;
  /** A second family's range makes the cluster dual-stack (S11). */
  secondaryServiceCIDR?: string;
  /** Inclusive; default 30000–32767 (S7). */
  nodePortRange?: { from: number; to: number };
}

/** Defaults, validation and allocation of Services, Endpoints and EndpointSlices, in order. */
export function serviceAdmissions(_options: ServiceAdmissionOptions = {}): Admission[] {
  return [];
}
