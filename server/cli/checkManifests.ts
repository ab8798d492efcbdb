// What `portolan check` finds in files before they are a cluster: syntax, fields, values.
import { catalogue } from '@portolan/shared/findings/catalogue.ts';
import { isRawObject } from '@portolan/shared/model/parse/rawObject.ts';
import { worldFromFiles, type FileWorld } from '@portolan/shared/simulate/fileWorld.ts';
import { rawAt, rawText } from '@portolan/shared/simulate/rawFields.ts';
import type { RawObject } from '@portolan/shared/simulate/rawObject.ts';
import { validateManifest } from '@portolan/shared/validate/manifest.ts';
import type { Finding } from '@portolan/shared/wire/finding.ts';
import { fieldErrorMessage } from '@portolan/shared/words/fieldError.ts';
import type { FindingCode } from '@portolan/shared/words/findings.ts';
import { objectProblemText } from '@portolan/shared/words/objectProblem.ts';
import { nearestField } from '@portolan/shared/words/nearest.ts';
import type { Language } from '@portolan/shared/words/say.ts';
import { checkFields } from '../embedded/schema/fields.ts';
import { resourceTypes } from '../embedded/schema/resourceTypes.ts';
import type { FileSource } from '../manifests/fileSource.ts';
import { isOtherYAML, kindProblem } from '../manifests/kinds.ts';
import type { ManifestItem, Place, SyntaxProblem } from '../manifests/parseManifests.ts';
import { placeholderIn } from '../manifests/placeholders.ts';
import { findField } from '../manifests/rawPath.ts';
import type { ManifestFiles } from '../manifests/readFiles.ts';
import { grouped } from './grouped.ts';

export interface ManifestFindings {
  /** With their source. */
  findings: Finding[];
  world: FileWorld;
}

/** `language` is that of the reasons which come as sentences, from the API server's own checks. */
export function checkManifests(
  source: FileSource,
  unreadable: ManifestFiles['unreadable'],
  namespace: string,
  language: Language,
): ManifestFindings {
  const { items, problems } = source.manifests;
  const world = worldFromFiles(
    items.map(({ raw }) => raw),
    { namespace },
  );
  const byIndex = grouped(world.problems, ({ index }) => index);
  const later = laterNamesakes(items, namespace);
  const findings = [
    ...unreadable.map(unreadableFinding),
    ...problems.map(syntaxFinding),
    ...items.flatMap((item, index) => {
      const check = new ItemCheck(item, namespace, language);
      if (check.kind()) {
        check.fields();
        check.values();
        check.problems(byIndex.get(index) ?? [], later.get(index));
      }
      return check.findings;
    }),
  ];
  return { findings, world };
}

/** For each object the next of its kind and name, by index. */
function laterNamesakes(
  items: readonly ManifestItem[],
  namespace: string,
): Map<number, ManifestItem> {
  const later = new Map<number, ManifestItem>();
  const last = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const { kind, namespace: within = '', name } = objectOf(item, namespace);
    const key = `${kind} ${within}/${name}`;
    const former = last.get(key);
    if (former !== undefined) later.set(former, item);
    last.set(key, index);
  }
  return later;
}

function unreadableFinding({ name, reason }: ManifestFiles['unreadable'][number]): Finding {
  return fileFinding('unreadableFile', { file: name, document: 1, line: 1 }, { reason });
}

function syntaxFinding({ code, place, detail }: SyntaxProblem): Finding {
  const params = { document: place.document, detail };
  switch (code) {
    case 'syntax':
      return fileFinding('yamlSyntax', place, params);
    case 'template':
      return fileFinding('templateFile', place, {});
    case 'kustomizePatch':
      return fileFinding(code, place, { kustomization: detail });
    case 'duplicateKey':
    case 'tooManyAliases':
      return fileFinding(code, place, params);
  }
}

function fileFinding(code: FindingCode, source: Place, params: Finding['params']): Finding {
  const object = { kind: 'File', name: source.file };
  return { code, severity: catalogue[code].severity, object, params, source };
}

/** One object of a file; of several faults of one field the first told counts. */
class ItemCheck {
  readonly findings: Finding[] = [];
  readonly #item: ManifestItem;
  readonly #object: Finding['object'];
  readonly #namespace: string;
  readonly #language: Language;
  readonly #told = new Set<string>();

  constructor(item: ManifestItem, namespace: string, language: Language) {
    this.#item = item;
    this.#namespace = namespace;
    this.#language = language;
    this.#object = objectOf(item, namespace);
  }

  /** Whether it is an object of a kind that may be judged any further. */
  kind(): boolean {
    const { raw, place } = this.#item;
    if (isOtherYAML(raw)) {
      this.#add('notKubernetes', '', { document: place.document });
      return false;
    }
    if (isRawObject(raw) && raw['$patch'] !== undefined) {
      this.#add('kustomizePatch', '', { kustomization: 'kustomization.yaml' });
      return false;
    }
    const problem = kindProblem(raw);
    if (problem === undefined) return true;
    const { code, path, params } = problem;
    const fix = path === 'kind' ? ('renameField' as const) : ('setAPIVersion' as const);
    this.#add(code, path, { ...params }, { code: fix });
    return false;
  }

  /** Fields its kind does not have, and values of the wrong JSON type. */
  fields(): void {
    const { raw } = this.#item;
    const [apiVersion, kind] = [rawText(rawAt(raw, 'apiVersion')), rawText(rawAt(raw, 'kind'))];
    const type = resourceTypes.find(
      ({ group, version, kind: known }) =>
        known === kind && apiVersion === (group === '' ? version : `${group}/${version}`),
    );
    if (type === undefined) return;
    const report = checkFields(type, raw);
    for (const unknown of report.unknown) {
      const meant = report.nearest.get(unknown);
      const { path, field } = findField(raw, unknown);
      if (meant === undefined) {
        this.#add('unknownField', path, { kind, field });
        continue;
      }
      this.#add('misspeltField', path, { kind, field, meant }, { code: 'renameField' });
      // What is missing under the right name is there under the wrong one.
      this.#told.add(path.slice(0, path.length - field.length) + meant);
    }
    for (const { path, message } of report.invalid) this.#addInvalid(path, message);
  }

  /** What create would refuse. */
  values(): void {
    const { raw } = this.#item;
    if (!isManifest(raw)) return;
    for (const error of validateManifest(raw, this.#namespace))
      this.#addInvalid(error.path, fieldErrorMessage(error, this.#language), error.type);
  }

  /** Why the object is not in the world, or not as it is written. */
  problems(problems: FileWorld['problems'], later: ManifestItem | undefined): void {
    const { raw } = this.#item;
    const isNamedLater = rawText(rawAt(raw, 'metadata', 'generateName')) !== '';
    for (const problem of problems) {
      const { code, path = '', params } = problem;
      if (isNamedLater && path === 'metadata.name') continue;
      const misspelt = isRawObject(raw) && misspeltKey(raw, path);
      const placeholder = placeholderIn(findField(raw, path).value);
      if (code === 'duplicate') this.#addNamesake(later);
      else if (code === 'tooManyReplicas') this.#add('replicasCut', 'spec.replicas', params);
      else if (placeholder !== undefined)
        this.#add('placeholderValue', path, { value: placeholder });
      else if (misspelt)
        this.#add(
          'misspeltField',
          misspelt,
          { kind: this.#object.kind, field: misspelt, meant: path },
          { code: 'renameField' },
        );
      else
        this.#add('unusableObject', path, { message: objectProblemText(problem, this.#language) });
    }
  }

  #addNamesake(later: ManifestItem | undefined): void {
    if (later === undefined) return;
    const { raw, place } = this.#item;
    const other = `${later.place.file}:${later.place.line}`;
    if (JSON.stringify(raw) === JSON.stringify(later.raw)) {
      this.#add('objectRepeated', '', { other });
    } else if (place.file === later.place.file) {
      this.#add('duplicateObject', '', { line: later.place.line });
    } else this.#add('objectInTwoFiles', '', { other });
  }

  /** A value that a tool fills in before it is applied is not judged. */
  #addInvalid(path: string, message: string, type?: string): void {
    const found = findField(this.#item.raw, path);
    const placeholder = placeholderIn(found.value);
    if (placeholder === undefined)
      this.#add('invalidField', path, { message: ofField(path, message) }, undefined, type);
    else this.#add('placeholderValue', path, { value: placeholder });
  }

  #add(
    code: FindingCode,
    path: string,
    params: Finding['params'],
    fix?: Finding['fix'],
    type?: string,
  ): void {
    const isWhole = path === '';
    if (!isWhole && this.#told.has(path)) return;
    this.#told.add(path);
    this.findings.push({
      code,
      severity: catalogue[code].severity,
      object: this.#object,
      ...(!isWhole && { path }),
      ...(type !== undefined && { type }),
      params,
      source: { ...this.#item.place, line: this.#item.lineOf(path) },
      ...(fix && { fix }),
    });
  }
}

/** A fault as a sentence of its own. */
export function ofField(path: string, message: string): string {
  return path === '' ? message : `${path}: ${message}`;
}

/** The key that was meant for a top-level field which is not there. */
function misspeltKey(raw: Readonly<Record<string, unknown>>, missing: string): string | undefined {
  if (missing.includes('.') || missing === '' || raw[missing] !== undefined) return undefined;
  return Object.keys(raw).find((key) => nearestField(key, [missing]) !== undefined);
}

function isManifest(raw: unknown): raw is RawObject {
  return (
    isRawObject(raw) &&
    rawText(raw['kind']) !== '' &&
    rawText(raw['apiVersion']) !== '' &&
    isRawObject(raw['metadata'])
  );
}

/** Named as far as it can be. */
function objectOf({ raw, place }: ManifestItem, namespace: string): Finding['object'] {
  const kind = rawText(rawAt(raw, 'kind')) || 'Document';
  const metadata = rawAt(raw, 'metadata');
  const name =
    rawText(rawAt(metadata, 'name')) ||
    rawText(rawAt(metadata, 'generateName')) ||
    `${place.file}#${place.document}`;
  const type = resourceTypes.find((each) => each.kind === kind);
  const within = rawText(rawAt(metadata, 'namespace')) || (type?.namespaced ? namespace : '');
  return { kind, ...(within !== '' && { namespace: within }), name };
}
