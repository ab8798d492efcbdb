// Which Services a picture is of: one by its name, those of a namespace, those with certain labels.
import { nearestField } from '@portolan/shared/words/nearest.ts';
import { ApiError } from '../embedded/api/errors.ts';
import { labelFilter } from '../embedded/api/selectors.ts';
import { PictureError } from './pictureError.ts';
import type { DrawableService, PictureSource } from './pictureSource.ts';

export interface Choice {
  /** `NAME`, `NAMESPACE/NAME`, or either after `service/`. */
  readonly service?: string;
  readonly namespace?: string;
  /** As `kubectl get -l` takes it. */
  readonly selector?: string;
}

/**
 * In the order of namespace and name; never none.
 * @throws {PictureError} when nothing is chosen, or the choice cannot be understood.
 */
export function chooseServices(source: PictureSource, choice: Choice): DrawableService[] {
  const all = [...source.services()];
  if (choice.service !== undefined) return [oneService(all, choice.service, choice.namespace)];
  const { namespace, selector } = choice;
  const within = all.filter((each) => namespace === undefined || each.namespace === namespace);
  if (within.length === 0) throw noneFound(all, namespace);
  if (selector === undefined) return within;
  const matches = labelTest(selector);
  const chosen = within.filter(matches);
  if (chosen.length === 0)
    throw new PictureError('notFound', `no Service${inNamespace(namespace)} matches ${selector}`);
  return chosen;
}

function oneService(
  all: readonly DrawableService[],
  given: string,
  namespace: string | undefined,
): DrawableService {
  const parts = given.replace(/^(svc|service|services)\//, '').split('/');
  const [name = '', within = namespace] = parts.toReversed();
  if (parts.length > 2 || name === '' || (parts.length === 2 && within === ''))
    throw new PictureError('badRequest', `"${given}" is no Service: use NAME or NAMESPACE/NAME`);
  const found = all.filter(
    (each) => each.name === name && (within === undefined || each.namespace === within),
  );
  const [first] = found;
  if (first && found.length === 1) return first;
  if (!first) throw noSuchService(all, name, within);
  const namespaces = found.map((each) => each.namespace).join(', ');
  throw new PictureError(
    'badRequest',
    `there is a Service ${name} in several namespaces (${namespaces}): say which with -n`,
  );
}

function noSuchService(
  all: readonly DrawableService[],
  name: string,
  namespace: string | undefined,
): PictureError {
  const wanted = namespace === undefined ? name : `${namespace}/${name}`;
  const elsewhere = all.find((each) => each.name === name);
  const names = all
    .filter((each) => namespace === undefined || each.namespace === namespace)
    .map((each) => each.name);
  const near = elsewhere
    ? `${elsewhere.namespace}/${elsewhere.name}`
    : nearestField(name, new Set(names));
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  return new PictureError('notFound', `there is no Service ${wanted}${meant}`);
}

function noneFound(all: readonly DrawableService[], namespace: string | undefined): PictureError {
  const near = nearestField(namespace ?? '', new Set(all.map((each) => each.namespace)));
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  return new PictureError('notFound', `there are no Services${inNamespace(namespace)}${meant}`);
}

function inNamespace(namespace: string | undefined): string {
  return namespace === undefined ? '' : ` in namespace ${namespace}`;
}

function labelTest(selector: string): (service: DrawableService) => boolean {
  const filter = parsedSelector(selector);
  return ({ namespace, name, labels }) => {
    if (!labels)
      throw new PictureError('badRequest', 'saved state has no labels to select by; name Services');
    return filter({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace, name, labels: Object.fromEntries(labels) },
    });
  };
}

function parsedSelector(selector: string): ReturnType<typeof labelFilter> {
  try {
    return labelFilter(selector);
  } catch (error) {
    if (error instanceof ApiError) throw new PictureError('badRequest', error.message);
    throw error;
  }
}
