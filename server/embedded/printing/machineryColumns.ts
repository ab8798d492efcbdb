import type { KubeObject } from '../objects.ts';
import {
  ageColumn,
  type ColumnsByKind,
  createdColumn,
  integerColumn,
  nameColumn,
  textColumn,
} from './column.ts';
import { conditionAt } from './conditions.ts';
import { at, listAt, numberAt, textAt } from '../schema/read.ts';

const webhooks = [
  nameColumn,
  integerColumn('Webhooks', (object) => listAt(object, 'webhooks').length),
  ageColumn,
];

/** The API's own extensions, and classes of Pods. */
export const machineryColumns: ColumnsByKind = {
  CustomResourceDefinition: [nameColumn, createdColumn],
  APIService: [
    nameColumn,
    textColumn('Service', apiService),
    textColumn('Available', (object) => conditionAt(object, 'Available') || 'Unknown'),
    ageColumn,
  ],
  MutatingWebhookConfiguration: webhooks,
  ValidatingWebhookConfiguration: webhooks,
  ValidatingAdmissionPolicy: [
    nameColumn,
    integerColumn('Validations', (object) => listAt(object, 'spec', 'validations').length),
    textColumn('ParamKind', (object) => paramKind(at(object, 'spec', 'paramKind'))),
    ageColumn,
  ],
  ValidatingAdmissionPolicyBinding: [
    nameColumn,
    textColumn('PolicyName', (object) => textAt(object, 'spec', 'policyName')),
    textColumn('ParamRef', (object) => textAt(object, 'spec', 'paramRef', 'name') || '<unset>'),
    ageColumn,
  ],
  PriorityClass: [
    nameColumn,
    integerColumn('Value', (object) => numberAt(object, 'value')),
    {
      name: 'Global-Default',
      type: 'boolean',
      wide: false,
      cell: (object) => at(object, 'globalDefault') === true,
    },
    ageColumn,
    textColumn(
      'PreemptionPolicy',
      (object) => textAt(object, 'preemptionPolicy') || 'PreemptLowerPriority',
    ),
  ],
  RuntimeClass: [
    nameColumn,
    textColumn('Handler', (object) => textAt(object, 'handler')),
    ageColumn,
  ],
};

function apiService(object: KubeObject): string {
  const service = at(object, 'spec', 'service');
  if (service === undefined) return 'Local';
  return `${textAt(service, 'namespace')}/${textAt(service, 'name')}`;
}

function paramKind(value: unknown): string {
  if (value === undefined) return '<unset>';
  return `${textAt(value, 'apiVersion')}/${textAt(value, 'kind')}`;
}
