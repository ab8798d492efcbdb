import type { Metadata } from './metadata.ts';
import type { ObjectReference } from './endpointSlice.ts';
import type { Protocol } from './net.ts';

export interface EndpointAddress {
  ip: string;
  hostname?: string;
  nodeName?: string;
  targetRef?: ObjectReference;
}

export interface EndpointsPort {
  name: string;
  port: number;
  protocol: Protocol;
  appProtocol?: string;
}

export interface EndpointSubset {
  addresses: readonly EndpointAddress[];
  notReadyAddresses: readonly EndpointAddress[];
  ports: readonly EndpointsPort[];
}

/** The legacy object; routing never reads it, only mirroring does (S31). */
export interface Endpoints {
  kind: 'Endpoints';
  metadata: Metadata;
  subsets: readonly EndpointSubset[];
}
