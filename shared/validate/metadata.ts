// ObjectMeta, the same for every kind.

import { forbidden, invalid, required, tooLong, type FieldError } from './fieldError.ts';
import type { FieldReader } from './fieldReader.ts';
import {
  byteLength,
  dns1123LabelFlaws,
  qualifiedNameFlaws,
  textErrors,
  validateLabels,
  type NameRule,
} from './names.ts';

/** 256 KiB over all keys and values. */
const maxAnnotationBytes = 256 * 1024;
const maxManagerBytes = 128;
const maxSubresourceBytes = 256;

const standardFinalizers: ReadonlySet<string> = new Set([
  'kubernetes',
  'orphan',
  'foregroundDeletion',
]);

/** Metadata of a namespaced object on its way in. */
export function validateMetadata(object: FieldReader, nameRule: NameRule): FieldError[] {
  const metadata = object.object('metadata');
  if (!metadata) return [required('metadata.name', 'nameRequired'), required('metadata.namespace')];
  return [
    ...nameErrors(metadata, nameRule),
    ...namespaceErrors(metadata),
    ...generationErrors(metadata),
    ...validateLabels(metadata.at('labels'), metadata.stringMap('labels')),
    ...annotationErrors(metadata),
    ...ownerErrors(metadata),
    ...finalizerErrors(metadata),
    ...managedFieldsErrors(metadata),
    ...kubernetesFinalizerErrors(metadata),
  ];
}

/** What replacing metadata may not do, beside the rules that hold on create too. */
export function validateMetadataUpdate(object: FieldReader, old: FieldReader): FieldError[] {
  const metadata = object.object('metadata');
  const before = old.object('metadata');
  if (!metadata || !before) return [];
  return [
    ...addedFinalizerErrors(metadata, before),
    ...versionErrors(metadata, before),
    ...immutableFields.flatMap((field) => immutableErrors(metadata, before, field)),
  ];
}

function nameErrors(metadata: FieldReader, nameRule: NameRule): FieldError[] {
  const generateName = metadata.string('generateName');
  const name = metadata.string('name');
  const prefixErrors =
    generateName === ''
      ? []
      : textErrors(
          metadata.at('generateName'),
          generateName,
          nameRule(maskTrailingDash(generateName)),
        );
  if (name === '') return [...prefixErrors, required(metadata.at('name'), 'nameRequired')];
  return [...prefixErrors, ...textErrors(metadata.at('name'), name, nameRule(name))];
}

/** A prefix may end in the dash that the random suffix follows. */
function maskTrailingDash(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
}

function namespaceErrors(metadata: FieldReader): FieldError[] {
  const namespace = metadata.string('namespace');
  const path = metadata.at('namespace');
  return namespace === ''
    ? [required(path)]
    : textErrors(path, namespace, dns1123LabelFlaws(namespace));
}

function generationErrors(metadata: FieldReader): FieldError[] {
  const generation = metadata.integer('generation');
  return generation < 0 ? [invalid(metadata.at('generation'), generation, 'nonNegative')] : [];
}

function annotationErrors(metadata: FieldReader): FieldError[] {
  const path = metadata.at('annotations');
  const annotations = [...(metadata.stringMap('annotations') ?? [])];
  // Case does not matter in annotation keys.
  const errors = annotations.flatMap(([key]) =>
    textErrors(path, key, qualifiedNameFlaws(key.toLowerCase())),
  );
  const bytes = annotations.reduce(
    (sum, [key, value]) => sum + byteLength(key) + byteLength(value),
    0,
  );
  return bytes > maxAnnotationBytes ? [...errors, tooLong(path, maxAnnotationBytes)] : errors;
}

function ownerErrors(metadata: FieldReader): FieldError[] {
  const path = metadata.at('ownerReferences');
  const owners = metadata.objects('ownerReferences');
  const errors = owners.flatMap((owner) => ownerReferenceErrors(path, owner));
  const controllers = owners
    .filter((owner) => owner.optionalBoolean('controller') === true)
    .map((owner) => `${owner.string('kind')}/${owner.string('name')}`);
  const [first = ''] = controllers;
  for (const second of controllers.slice(1)) {
    errors.push(invalid(path, controllers, 'oneController', { first, second }));
  }
  return errors;
}

function ownerReferenceErrors(path: string, owner: FieldReader): FieldError[] {
  const apiVersion = owner.string('apiVersion');
  const kind = owner.string('kind');
  const errors: FieldError[] = [];
  if (apiVersion === '' || apiVersion.endsWith('/')) {
    errors.push(invalid(`${path}.apiVersion`, apiVersion, 'versionEmpty'));
  }
  for (const field of ['kind', 'name', 'uid']) {
    if (owner.string(field) === '') errors.push(invalid(`${path}.${field}`, '', 'notEmpty'));
  }
  if (apiVersion === 'v1' && kind === 'Event') {
    errors.push(
      invalid(path, `${apiVersion}/${kind}`, 'bannedOwner', { owner: '/v1, Kind=Event' }),
    );
  }
  return errors;
}

function finalizerErrors(metadata: FieldReader): FieldError[] {
  const path = metadata.at('finalizers');
  const finalizers = metadata.strings('finalizers');
  const errors = finalizers.flatMap((name) => textErrors(path, name, qualifiedNameFlaws(name)));
  const [first, second] = ['orphan', 'foregroundDeletion'] as const;
  if (finalizers.includes(first) && finalizers.includes(second)) {
    errors.push(invalid(path, finalizers, 'finalizerConflict', { first, second }));
  }
  return errors;
}

function kubernetesFinalizerErrors(metadata: FieldReader): FieldError[] {
  return metadata
    .strings('finalizers')
    .flatMap((name, index) =>
      name.includes('/') || standardFinalizers.has(name)
        ? []
        : [invalid(`${metadata.at('finalizers')}[${index}]`, name, 'finalizerStandard')],
    );
}

function managedFieldsErrors(metadata: FieldReader): FieldError[] {
  return metadata.objects('managedFields').flatMap((entry) => {
    const errors: FieldError[] = [];
    const operation = entry.string('operation');
    const fieldsType = entry.string('fieldsType');
    if (operation !== 'Apply' && operation !== 'Update') {
      errors.push(invalid(entry.at('operation'), operation, 'managedFieldsOperation'));
    }
    if (fieldsType !== '' && fieldsType !== 'FieldsV1') {
      errors.push(invalid(entry.at('fieldsType'), fieldsType, 'managedFieldsType'));
    }
    if (byteLength(entry.string('manager')) > maxManagerBytes) {
      errors.push(tooLong(entry.at('manager'), maxManagerBytes));
    }
    if (byteLength(entry.string('subresource')) > maxSubresourceBytes) {
      errors.push(tooLong(entry.at('subresource'), maxSubresourceBytes));
    }
    return errors;
  });
}

function addedFinalizerErrors(metadata: FieldReader, before: FieldReader): FieldError[] {
  if (before.string('deletionTimestamp') === '') return [];
  const had = new Set(before.strings('finalizers'));
  const added = metadata.strings('finalizers').filter((name) => !had.has(name));
  if (added.length === 0) return [];
  return [
    forbidden(metadata.at('finalizers'), 'finalizerAdded', {
      added: JSON.stringify(added.toSorted()),
    }),
  ];
}

function versionErrors(metadata: FieldReader, before: FieldReader): FieldError[] {
  const errors: FieldError[] = [];
  const generation = metadata.integer('generation');
  if (metadata.string('resourceVersion') === '') {
    errors.push(invalid(metadata.at('resourceVersion'), '', 'resourceVersionRequired'));
  }
  if (generation < before.integer('generation')) {
    errors.push(invalid(metadata.at('generation'), generation, 'notDecremented'));
  }
  return errors;
}

const immutableFields = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

function immutableErrors(
  metadata: FieldReader,
  before: FieldReader,
  field: (typeof immutableFields)[number],
): FieldError[] {
  const read = (from: FieldReader) =>
    field === 'deletionGracePeriodSeconds'
      ? from.optionalInteger(field)
      : from.optionalString(field);
  const value = read(metadata);
  if (value === read(before)) return [];
  return [invalid(metadata.at(field), value ?? null, 'immutable')];
}
