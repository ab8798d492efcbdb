import type { ResourceType } from '../objects.ts';
import { type FieldShape, fieldsOf, modelOf } from './models.ts';
import { type MergeRule, mergeRule } from './mergeRules.ts';

export type { MergeRule } from './mergeRules.ts';

const listIndex = /^\d+$/;

/**
 * How a strategic merge patch treats the field at `path` (`['spec', 'template', 'spec',
 * 'containers', 'ports']`; indexes into lists may be given or left out). Undefined: objects merge
 * field by field, everything else is replaced whole.
 */
export function mergeKeyOf(type: ResourceType, path: readonly string[]): MergeRule | undefined {
  const model = modelOf(type);
  let shape: FieldShape | undefined = model === undefined ? undefined : { is: 'object', model };
  let rule: MergeRule | undefined;
  for (const step of path) {
    const indexed: boolean = shape?.is === 'list' && listIndex.test(step);
    while (shape?.is === 'list') shape = shape.of;
    rule = undefined;
    if (indexed) continue;
    if (shape?.is === 'map') {
      shape = shape.of;
      continue;
    }
    if (shape?.is !== 'object') return undefined;
    rule = mergeRule(shape.model, step);
    shape = fieldsOf(shape.model)?.get(step);
  }
  return rule;
}
