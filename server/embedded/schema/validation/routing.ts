import type { StatusCause } from '../../api/errors.ts';
import { at, fieldOf, listAt, textAt } from '../read.ts';
import { forbiddenField, invalidValue, required, supported } from './causes.ts';
import { selectorCauses } from './selectors.ts';

const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];

export function ingressCauses(ingress: unknown): StatusCause[] {
  const rules = listAt(ingress, 'spec', 'rules');
  const fallback = at(ingress, 'spec', 'defaultBackend');
  const nothing = rules.length === 0 && fallback === undefined;
  return [
    ...(nothing
      ? [invalidValue('spec', [], 'either `defaultBackend` or `rules` must be specified')]
      : []),
    ...(fallback === undefined ? [] : backendCauses('spec.defaultBackend', fallback)),
    ...rules.flatMap((rule, index) =>
      listAt(rule, 'http', 'paths').flatMap((path, pathIndex) =>
        pathCauses(`spec.rules[${index}].http.paths[${pathIndex}]`, path),
      ),
    ),
  ];
}

function pathCauses(field: string, entry: unknown): StatusCause[] {
  const type = fieldOf(entry, 'pathType');
  const path = textAt(entry, 'path');
  const absolute = path.startsWith('/') || (path === '' && type === 'ImplementationSpecific');
  return [
    ...(type === undefined
      ? [required(`${field}.pathType`, 'pathType must be specified')]
      : supported(`${field}.pathType`, type, pathTypes)),
    ...(absolute ? [] : [invalidValue(`${field}.path`, path, 'must be an absolute path')]),
    ...backendCauses(`${field}.backend`, fieldOf(entry, 'backend')),
  ];
}

function backendCauses(field: string, backend: unknown): StatusCause[] {
  const service = fieldOf(backend, 'service');
  const resource = fieldOf(backend, 'resource');
  if (service !== undefined && resource !== undefined) {
    return [invalidValue(field, '', 'cannot set both resource and service backends')];
  }
  if (resource !== undefined) return [];
  if (service === undefined) return [required(field, 'must specify a resource or service backend')];
  const port = fieldOf(service, 'port');
  const name = fieldOf(port, 'name');
  const number = fieldOf(port, 'number');
  const place = `${field}.service`;
  return [
    ...(textAt(service, 'name') === '' ? [required(`${place}.name`)] : []),
    ...(name === undefined && number === undefined
      ? [required(field, 'port name or number is required')]
      : []),
    ...(name !== undefined && number !== undefined
      ? [invalidValue(field, '', 'cannot set both port name & port number')]
      : []),
  ];
}

export function networkPolicyCauses(policy: unknown): StatusCause[] {
  return [
    ...selectorCauses('spec.podSelector', at(policy, 'spec', 'podSelector')),
    ...listAt(policy, 'spec', 'policyTypes').flatMap((type, index) =>
      supported(`spec.policyTypes[${index}]`, type, ['Egress', 'Ingress']),
    ),
    ...directionCauses('spec.ingress', listAt(policy, 'spec', 'ingress'), 'from'),
    ...directionCauses('spec.egress', listAt(policy, 'spec', 'egress'), 'to'),
  ];
}

function directionCauses(field: string, rules: readonly unknown[], peers: string): StatusCause[] {
  return rules.flatMap((rule, index) =>
    listAt(rule, peers).flatMap((peer, peerIndex) =>
      peerCauses(`${field}[${index}].${peers}[${peerIndex}]`, peer),
    ),
  );
}

/** S87: an ipBlock stands alone. */
function peerCauses(field: string, peer: unknown): StatusCause[] {
  const kinds = ['podSelector', 'namespaceSelector', 'ipBlock'].filter(
    (kind) => fieldOf(peer, kind) !== undefined,
  );
  if (kinds.length === 0) return [required(field, 'must specify a peer')];
  if (kinds.length > 1 && kinds.includes('ipBlock')) {
    return [forbiddenField(field, 'may not specify both ipBlock and another peer')];
  }
  return kinds.flatMap((kind) =>
    kind === 'ipBlock'
      ? blockCauses(`${field}.ipBlock`, fieldOf(peer, kind))
      : selectorCauses(`${field}.${kind}`, fieldOf(peer, kind)),
  );
}

function blockCauses(field: string, block: unknown): StatusCause[] {
  return textAt(block, 'cidr') === '' ? [required(`${field}.cidr`)] : [];
}
