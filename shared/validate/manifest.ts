// Manifests as they are written, judged as create would judge them: first the defaults, then every
// fault.

import type { RawMetadata, RawObject } from '../simulate/rawObject.ts';
import { defaultEndpoints, defaultEndpointSlice, defaultService } from './defaults.ts';
import { validateEndpoints } from './endpoints.ts';
import { validateEndpointSlice } from './endpointSlice.ts';
import type { FieldError } from './fieldError.ts';
import { validateService } from './service.ts';
import { readService } from './serviceFields.ts';

/**
 * All faults of a Service, Endpoints or EndpointSlice manifest; none for any other kind. Nothing is
 * asked that create itself fills in: no namespace, no healthCheckNodePort, no clusterIPs beside a
 * clusterIP.
 */
export function validateManifest(manifest: RawObject, namespace = 'default'): FieldError[] {
  const object = withNamespace(manifest, namespace);
  switch (`${object.apiVersion} ${object.kind}`) {
    case 'v1 Service':
      return validateService(normalized(defaultService(object))).filter(isWritersFault);
    case 'v1 Endpoints':
      return validateEndpoints(defaultEndpoints(object));
    case 'discovery.k8s.io/v1 EndpointSlice':
      return validateEndpointSlice(defaultEndpointSlice(object));
    default:
      return [];
  }
}

/** A name that create would generate is there too. */
function withNamespace(manifest: RawObject, namespace: string): RawObject {
  const { generateName } = manifest.metadata;
  const generated =
    typeof generateName === 'string' && generateName !== '' ? { name: `${generateName}x` } : {};
  const metadata: RawMetadata = {
    ...manifest.metadata,
    ...(!manifest.metadata.name && generated),
    namespace: manifest.metadata.namespace || namespace,
  };
  return { ...manifest, metadata };
}

/** A lone clusterIP is the first of clusterIPs. */
function normalized(service: RawObject): RawObject {
  const { clusterIP, clusterIPs } = readService(service, []);
  if (clusterIP === '' || clusterIPs.length > 0) return service;
  return { ...service, spec: { ...Object(service['spec']), clusterIPs: [clusterIP] } };
}

/** S66: the health check port is the allocator's to give. */
function isWritersFault({ type, path }: FieldError): boolean {
  return type !== 'Required' || path !== 'spec.healthCheckNodePort';
}
