import type { ResourceType } from '../objects.ts';
import { metaPackage, packageOf } from './apiPackages.ts';
import { goStruct } from './goTypes.ts';
import { fieldsOf, type FieldShape, modelOf } from './models.ts';
import { resourceTypes } from './resourceTypes.ts';

const modelVersion = /V\d+((alpha|beta)\d+)?(?=[A-Z])/;
let packages: ReadonlyMap<string, string> | undefined;

/**
 * The published schema name of a model class, e.g. `V1ServicePort` → `io.k8s.api.core.v1.ServicePort`.
 * The classes do not say which package they come from: it is that of the first group whose kinds
 * reach them, the shared metadata first and the core group before those that build on it.
 */
export function modelSchemaName(model: string): string {
  packages ??= packagesByModel();
  const version = (modelVersion.exec(model)?.[0] ?? 'V1').toLowerCase();
  return `${packages.get(model) ?? metaPackage}.${version}.${goStruct(model)}`;
}

/** The schema name of a kind; kinds without a model are named after their group, reversed, as custom kinds are. */
export function kindSchemaName(type: ResourceType): string {
  const model = modelOf(type);
  if (model !== undefined) return modelSchemaName(model);
  return [...type.group.split('.').toReversed(), type.version, type.kind].join('.');
}

/** Every model class that a model's fields lead to, itself first. */
export function modelsWithin(model: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(model)) return seen;
  seen.add(model);
  for (const shape of fieldsOf(model)?.values() ?? []) {
    const inner = innermost(shape);
    if (inner.is === 'object') modelsWithin(inner.model, seen);
  }
  return seen;
}

function innermost(shape: FieldShape): FieldShape {
  return shape.is === 'list' || shape.is === 'map' ? innermost(shape.of) : shape;
}

function packagesByModel(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const claim = (model: string, owner: string) => {
    for (const name of modelsWithin(model)) if (!found.has(name)) found.set(name, owner);
  };
  for (const shared of ['V1ObjectMeta', 'V1LabelSelector', 'V1Condition']) {
    claim(shared, metaPackage);
  }
  for (const type of resourceTypes) {
    const model = modelOf(type);
    const owner = packageOf(type.group);
    if (model !== undefined && owner !== undefined) claim(model, owner);
  }
  return found;
}
