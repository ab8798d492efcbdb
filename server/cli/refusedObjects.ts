// What the embedded API refused of files, as findings for the page: there is no object to look at.
import { catalogue } from '@portolan/shared/findings/catalogue.ts';
import type { Finding } from '@portolan/shared/wire/finding.ts';
import type { ManifestProblem } from '../embedded/scenarios/loadManifests.ts';
import { resourceTypes } from '../embedded/schema/resourceTypes.ts';
import type { Written } from '../stream/findingsBoard.ts';
import { ofField } from './checkManifests.ts';

/**
 * One for each field at fault, else one for the object; without what `written` tells already, and
 * without kinds that Portolan does not chart.
 */
export function refusedObjects(problems: readonly ManifestProblem[], written: Written): Finding[] {
  return problems.flatMap((problem) => {
    const object = objectOf(problem);
    if (object === undefined) return [];
    const { file, document, line = 1, message, fields } = problem;
    const told = written.findings.filter((each) => isOf(each, object));
    if (fields === undefined) {
      const isTold = told.some(({ severity }) => severity === 'error');
      const source = written.placeOf(object) ?? { file, document, line };
      return isTold ? [] : [refusal('unusableObject', object, { params: { message }, source })];
    }
    return fields
      .filter(({ path }) => !told.some((each) => each.path === path))
      .map(({ path, message: why }) =>
        refusal('invalidField', object, {
          path,
          params: { message: ofField(path, why) },
          source: written.placeOf(object, path) ?? { file, document, line },
        }),
      );
  });
}

/** Undefined for what has no name, or is of a kind nobody charts: that is told where files are read. */
function objectOf({ object = '' }: ManifestProblem): Finding['object'] | undefined {
  const [kind, ...rest] = object.split('/');
  const name = rest.at(-1);
  const type = resourceTypes.find((each) => each.kind === kind);
  if (name === undefined || type === undefined) return undefined;
  const namespace = rest.length > 1 ? rest[0] : 'default';
  return {
    kind: type.kind,
    ...(type.namespaced && namespace !== undefined && { namespace }),
    name,
  };
}

function isOf({ object }: Finding, { kind, namespace, name }: Finding['object']): boolean {
  return object.kind === kind && object.namespace === namespace && object.name === name;
}

function refusal(
  code: 'invalidField' | 'unusableObject',
  object: Finding['object'],
  evidence: Pick<Finding, 'path' | 'params' | 'source'>,
): Finding {
  return { code, severity: catalogue[code].severity, object, ...evidence };
}
