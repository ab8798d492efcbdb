import type { StatusCause } from '../../api/errors.ts';
import { equalJson } from '../../api/json.ts';
import { at, entriesAt, fieldOf, listAt, textAt } from '../read.ts';
import { forbiddenField, invalidValue, required } from './causes.ts';
import { selectorCauses } from './selectors.ts';
import { configKeyFaults } from './syntax.ts';

/** ConfigMaps and Secrets: keys become file names and variables. */
export function keyedDataCauses(object: unknown): StatusCause[] {
  return ['data', 'binaryData'].flatMap((field) =>
    entriesAt(object, field).flatMap(([key]) =>
      configKeyFaults(key).map((fault) => invalidValue(`${field}[${key}]`, key, fault)),
    ),
  );
}

/** An object marked immutable keeps its data; a Secret keeps its type in any case. */
export function keyedDataUpdateCauses(object: unknown, previous: unknown): StatusCause[] {
  const changed = (name: string) => !equalJson(fieldOf(object, name), fieldOf(previous, name));
  const type = changed('type')
    ? [invalidValue('type', fieldOf(object, 'type'), 'field is immutable')]
    : [];
  if (fieldOf(previous, 'immutable') !== true) return type;
  const fixed = ['data', 'binaryData', 'immutable'].filter(changed);
  return [
    ...type,
    ...fixed.map((name) => forbiddenField(name, 'field is immutable when `immutable` is set')),
  ];
}

export function claimCauses(claim: unknown): StatusCause[] {
  const storage = at(claim, 'spec', 'resources', 'requests', 'storage');
  return [
    ...(listAt(claim, 'spec', 'accessModes').length === 0
      ? [required('spec.accessModes', 'at least 1 access mode is required')]
      : []),
    ...(storage === undefined ? [required('spec.resources[storage]')] : []),
  ];
}

export function autoscalerCauses(object: unknown): StatusCause[] {
  const most = at(object, 'spec', 'maxReplicas');
  const least = at(object, 'spec', 'minReplicas');
  const above = typeof most === 'number' && typeof least === 'number' && most < least;
  return [
    ...['kind', 'name']
      .filter((name) => textAt(object, 'spec', 'scaleTargetRef', name) === '')
      .map((name) => required(`spec.scaleTargetRef.${name}`)),
    ...(typeof most === 'number' && most >= 1
      ? []
      : [invalidValue('spec.maxReplicas', most ?? 0, 'must be greater than 0')]),
    ...(above
      ? [invalidValue('spec.maxReplicas', most, 'must be greater than or equal to `minReplicas`')]
      : []),
  ];
}

export function disruptionBudgetCauses(object: unknown): StatusCause[] {
  const spec = at(object, 'spec');
  const both =
    fieldOf(spec, 'minAvailable') !== undefined && fieldOf(spec, 'maxUnavailable') !== undefined;
  return [
    ...(both
      ? [invalidValue('spec', spec, 'minAvailable and maxUnavailable cannot be both set')]
      : []),
    ...selectorCauses('spec.selector', fieldOf(spec, 'selector')),
  ];
}

export function roleBindingCauses(object: unknown): StatusCause[] {
  return textAt(object, 'roleRef', 'name') === '' ? [required('roleRef.name')] : [];
}

export function roleBindingUpdateCauses(object: unknown, previous: unknown): StatusCause[] {
  const role = fieldOf(object, 'roleRef');
  if (equalJson(role, fieldOf(previous, 'roleRef'))) return [];
  return [invalidValue('roleRef', role, 'cannot change roleRef')];
}

export function storageClassCauses(object: unknown): StatusCause[] {
  return textAt(object, 'provisioner') === '' ? [required('provisioner')] : [];
}
