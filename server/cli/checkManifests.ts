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
import type { Language } from '@portolan/shared/words/say.ts';
import { checkFields } from '../embedded/schema/fields.ts';
import { resourceTypes } from '../embedded/schema/resourceTypes.ts';
import type { FileSource } from '../manifests/fileSource.ts';
import type { ManifestItem, Place, SyntaxProblem } from '../manifests/parseManifests.ts';
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
  const raws = items.map(({ raw }) => raw);
  const world = worldFromFiles(raws, { namespace });
  const byIndex = grouped(world.problems, ({ index }) => index);
  const findings = [
    ...unreadable.map(unreadableFinding),
    ...problems.map(syntaxFinding),
    ...items.flatMap((item, index) => {
      const check = new ItemCheck(item, namespace);
      check.fields();
      check.values(language);
      check.problems(
        (byIndex.get(index) ?? []).filter(
          ({ code }) => code !== 'duplicate' || !isRepeated(raws, index),
        ),
        language,
      );
      return check.findings;
    }),
  ];
  return { findings, world };
}

/** Written twice alike, say in a file by itself and in one with all: whichever counts, it is the same. */
function isRepeated(raws: readonly unknown[], index: number): boolean {
  const text = JSON.stringify(raws[index]);
  return raws.some((raw, other) => other > index && JSON.stringify(raw) === text);
}

function unreadableFinding({ name, reason }: ManifestFiles['unreadable'][number]): Finding {
  return fileFinding('unreadableFile', { file: name, document: 1, line: 1 }, { reason });
}

function syntaxFinding({ code, place, detail }: SyntaxProblem): Finding {
  const params = { document: place.document, detail };
  return fileFinding(code === 'syntax' ? 'yamlSyntax' : code, place, params);
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
  readonly #told = new Set<string>();

  constructor(item: ManifestItem, namespace: string) {
    this.#item = item;
    this.#namespace = namespace;
    this.#object = objectOf(item, namespace);
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
    for (const path of report.unknown) {
      const meant = report.nearest.get(path);
      const field = path.slice(path.lastIndexOf('.') + 1);
      if (meant === undefined) {
        this.#add('unknownField', path, { kind, field });
        continue;
      }
      this.#add('misspeltField', path, { kind, field, meant }, { code: 'renameField' });
      // What is missing under the right name is there under the wrong one.
      this.#told.add(path.slice(0, path.length - field.length) + meant);
    }
    for (const { path, message } of report.invalid) this.#add('invalidField', path, { message });
  }

  /** What create would refuse. */
  values(language: Language): void {
    const { raw } = this.#item;
    if (!isManifest(raw)) return;
    for (const error of validateManifest(raw, this.#namespace)) {
      this.#add(
        'invalidField',
        error.path,
        { message: fieldErrorMessage(error, language) },
        undefined,
        error.type,
      );
    }
  }

  /** Why the object is not in the world, or not as it is written. */
  problems(problems: FileWorld['problems'], language: Language): void {
    const { raw } = this.#item;
    if (isOtherYAML(raw)) {
      this.#add('notKubernetes', '', { document: this.#item.place.document });
      return;
    }
    const isNamedLater = rawText(rawAt(raw, 'metadata', 'generateName')) !== '';
    for (const problem of problems) {
      const { code, path = '', params } = problem;
      if (isNamedLater && path === 'metadata.name') continue;
      if (code === 'duplicate') this.#add('duplicateObject', '', {});
      else if (code === 'tooManyReplicas') this.#add('replicasCut', 'spec.replicas', params);
      else this.#add('unusableObject', path, { message: objectProblemText(problem, language) });
    }
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

/** Values of a chart, a kustomization, a list of patches: none of it is meant for a cluster. */
function isOtherYAML(raw: unknown): boolean {
  if (Array.isArray(raw)) return raw.every((each) => rawText(rawAt(each, 'op')) !== '');
  return isRawObject(raw) && raw['kind'] === undefined && raw['apiVersion'] === undefined;
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
