import { isJsonObject } from '../api/json.ts';
import { type FieldShape, fieldsOf } from './models.ts';

/**
 * An object of a model class with every quantity as text: `cpu: 2` is stored as `"2"`, as readers of
 * the API expect. What has none to change is handed back itself.
 */
export function quantitiesAsText<T>(model: string, object: T): T;
export function quantitiesAsText(model: string, object: unknown): unknown {
  return asText({ is: 'object', model }, object);
}

function asText(shape: FieldShape, value: unknown): unknown {
  if (shape.is === 'quantity') return typeof value === 'number' ? String(value) : value;
  if (shape.is === 'list' && Array.isArray(value)) {
    const items = value.map((item: unknown) => asText(shape.of, item));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isJsonObject(value)) return value;
  if (shape.is === 'map') return withFields(value, () => shape.of);
  if (shape.is !== 'object') return value;
  const fields = fieldsOf(shape.model);
  return withFields(value, (name) => fields?.get(name));
}

function withFields(
  object: Record<string, unknown>,
  shapeOf: (name: string) => FieldShape | undefined,
): Record<string, unknown> {
  const changed = Object.entries(object).flatMap(([name, value]) => {
    const shape = shapeOf(name);
    const text = shape === undefined ? value : asText(shape, value);
    return text === value ? [] : [[name, text] as const];
  });
  return changed.length === 0 ? object : { ...object, ...Object.fromEntries(changed) };
}
