// Which form the client wants its answer in, from the Accept header.

import { notAcceptable } from './errors.ts';

/** `as` is a transformation such as `Table`; `encoding` how it is written. */
export interface AcceptedForm {
  encoding: 'json' | 'yaml';
  as?: 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList' | 'APIGroupDiscoveryList';
  /** Version of the transformed kind, e.g. `v1` of Table. */
  version?: string;
}

const OFFERED = ['application/json', 'application/yaml'];
const ENCODINGS = new Map<string, AcceptedForm['encoding']>([
  ['application/json', 'json'],
  ['application/yaml', 'yaml'],
  ['application/*', 'json'],
  ['*/*', 'json'],
]);

/** The transformations served, each with its group and versions. */
const FORMS = [
  { as: 'Table', group: 'meta.k8s.io', versions: ['v1', 'v1beta1'] },
  { as: 'PartialObjectMetadata', group: 'meta.k8s.io', versions: ['v1', 'v1beta1'] },
  { as: 'PartialObjectMetadataList', group: 'meta.k8s.io', versions: ['v1', 'v1beta1'] },
  { as: 'APIGroupDiscoveryList', group: 'apidiscovery.k8s.io', versions: ['v2', 'v2beta1'] },
] as const;

function parseClause(clause: string): AcceptedForm | undefined {
  const [mediaType = '', ...parameters] = clause.split(';').map((part) => part.trim());
  const encoding = ENCODINGS.get(mediaType.toLowerCase());
  if (encoding === undefined) return undefined;
  const given = new Map(
    parameters.map((parameter): [string, string] => {
      const [name = '', value = ''] = parameter.split('=');
      return [name, value];
    }),
  );
  const as = given.get('as');
  if (as === undefined) return { encoding };
  const version = given.get('v') ?? '';
  const form = FORMS.find((one) => one.as === as && one.group === given.get('g'));
  if (!form?.versions.some((one) => one === version)) return undefined;
  return { encoding, as: form.as, version };
}

/** The first form in the client's order that is served. Throws ApiError 406 when none is. */
export function acceptedForm(accept: string | undefined): AcceptedForm {
  if (accept === undefined || accept.trim() === '') return { encoding: 'json' };
  for (const clause of accept.split(',')) {
    const form = parseClause(clause);
    if (form !== undefined) return form;
  }
  throw notAcceptable(OFFERED);
}
