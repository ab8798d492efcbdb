import type { ResourceType } from '../objects.ts';
import { isJsonObject } from '../api/json.ts';
import { type FieldShape, fieldsOf, modelOf } from './models.ts';

/**
 * The object without the fields its kind does not have, as the API server stores it. What is
 * unchanged is shared with the object given; nothing given is changed.
 */
export function dropUnknown<T>(type: ResourceType, object: T): T;
export function dropUnknown(type: ResourceType, object: unknown): unknown {
  const model = modelOf(type);
  if (model !== undefined) return pruned({ is: 'object', model }, object);
  if (!isJsonObject(object) || !('metadata' in object)) return object;
  const metadata = pruned({ is: 'object', model: 'V1ObjectMeta' }, object['metadata']);
  return metadata === object['metadata'] ? object : { ...object, metadata };
}

function pruned(shape: FieldShape, value: unknown): unknown {
  if (shape.is === 'list' && Array.isArray(value)) {
    const items = value.map((item: unknown) => pruned(shape.of, item));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isJsonObject(value)) return value;
  if (shape.is === 'map') return withFields(value, () => shape.of);
  if (shape.is !== 'object') return value;
  const fields = fieldsOf(shape.model);
  return fields === undefined ? value : withFields(value, (name) => fields.get(name));
}

function withFields(
  value: Record<string, unknown>,
  shapeOf: (name: string) => FieldShape | undefined,
): Record<string, unknown> {
  let changed = false;
  const kept: [string, unknown][] = [];
  for (const [name, item] of Object.entries(value)) {
    const shape = shapeOf(name);
    const left = shape && pruned(shape, item);
    if (shape !== undefined) kept.push([name, left]);
    changed ||= shape === undefined || left !== item;
  }
  return changed ? Object.fromEntries(kept) : value;
}
