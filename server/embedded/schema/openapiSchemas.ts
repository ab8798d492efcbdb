import type { ResourceType } from '../objects.ts';
import { type FieldShape, fieldsOf, modelOf } from './models.ts';
import { mergeRule } from './mergeRules.ts';
import { kindSchemaName, modelSchemaName, modelsWithin } from './schemaNames.ts';

/** A JSON schema as OpenAPI 3.0 has it. */
export interface Schema {
  [keyword: string]: unknown;
}

const metaV1 = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const intOrString = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';
const quantity = 'io.k8s.apimachinery.pkg.api.resource.Quantity';

const sharedSchemas: Readonly<Record<string, Schema>> = {
  [intOrString]: { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  [quantity]: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  [`${metaV1}.Time`]: { type: 'string', format: 'date-time' },
  [`${metaV1}.MicroTime`]: { type: 'string', format: 'date-time' },
};

/** `components.schemas` for some kinds: their own and every one these refer to. */
export function componentSchemas(types: readonly ResourceType[]): Record<string, Schema> {
  const schemas: Record<string, Schema> = { ...sharedSchemas };
  const models = new Set<string>();
  for (const type of types) modelsWithin(modelOf(type) ?? 'V1ObjectMeta', models);
  for (const model of models) schemas[modelSchemaName(model)] = modelSchema(model);
  for (const type of types) {
    const name = kindSchemaName(type);
    schemas[name] = {
      ...(schemas[name] ?? schemalessKind()),
      'x-kubernetes-group-version-kind': [
        { group: type.group, kind: type.kind, version: type.version },
      ],
    };
  }
  return schemas;
}

function modelSchema(model: string): Schema {
  const properties: Record<string, Schema> = {};
  for (const [name, shape] of fieldsOf(model) ?? []) {
    properties[name] = { ...fieldSchema(shape), ...mergeExtensions(model, name) };
  }
  return { type: 'object', properties };
}

/** A kind the models do not know: its metadata as everywhere, the rest whatever was sent. */
function schemalessKind(): Schema {
  return {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: fieldSchema({ is: 'object', model: 'V1ObjectMeta' }),
      spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
    'x-kubernetes-preserve-unknown-fields': true,
  };
}

function mergeExtensions(model: string, field: string): Schema {
  const rule = mergeRule(model, field);
  return {
    ...(rule?.mergeKey !== undefined && { 'x-kubernetes-patch-merge-key': rule.mergeKey }),
    ...(rule && { 'x-kubernetes-patch-strategy': rule.strategy }),
  };
}

function fieldSchema(shape: FieldShape): Schema {
  switch (shape.is) {
    case 'list':
      return { type: 'array', items: fieldSchema(shape.of) };
    case 'map':
      return { type: 'object', additionalProperties: fieldSchema(shape.of) };
    case 'object':
      return reference(modelSchemaName(shape.model));
    case 'quantity':
      return reference(quantity);
    case 'intOrString':
      return reference(intOrString);
    case 'time':
      return reference(`${metaV1}.${shape.micro ? 'MicroTime' : 'Time'}`);
    case 'integer':
      return { type: 'integer', format: `int${shape.bits}` };
    case 'double':
      return { type: 'number', format: 'double' };
    case 'bytes':
      return { type: 'string', format: 'byte' };
    case 'string':
    case 'boolean':
      return { type: shape.is };
    case 'any':
      break;
  }
  return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
}

// Inside allOf, so that a merge strategy may stand beside it: nothing may stand beside a bare $ref.
function reference(name: string): Schema {
  return { allOf: [{ $ref: `#/components/schemas/${name}` }] };
}
