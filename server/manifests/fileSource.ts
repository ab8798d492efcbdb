import { objectKey } from '@portolan/shared/model/metadata.ts';
import type { Change, ModelKind, ModelObject } from '@portolan/shared/model/object.ts';
import { isRawObject } from '@portolan/shared/model/parse/rawObject.ts';
import { worldFromFiles, type FileProblem } from '@portolan/shared/simulate/fileWorld.ts';
import { webhookKinds } from '@portolan/shared/findings/webhooks.ts';
import { objectProblemText } from '@portolan/shared/words/objectProblem.ts';
import { systemClock, type Clock } from '../cluster/clock.ts';
import { builtInResources, gatewayResources, proxyConfigMap } from '../cluster/resources.ts';
import type {
  ObjectReference,
  RawObject,
  Source,
  SourceInfo,
  SourceProblem,
  SourceSink,
} from '../cluster/source.ts';
import { kindProblem } from './kinds.ts';
import {
  parseManifests,
  type ManifestItem,
  type ParsedManifests,
  type Place,
  type SyntaxProblem,
} from './parseManifests.ts';
import type { ManifestFile } from './readFiles.ts';

/** Files as a source: the cluster they would become, told once and complete. */
export function openFiles(
  files: readonly ManifestFile[],
  namespace = 'default',
  clock: Clock = systemClock,
): FileSource {
  return new FileSource(files, namespace, clock);
}

/** As a finding names an object: of any kind, `namespace` absent for cluster-scoped ones. */
interface NamedObject {
  kind: string;
  namespace?: string | undefined;
  name: string;
}

export class FileSource implements Source {
  readonly info: SourceInfo;
  readonly #clock: Clock;
  readonly #namespace: string;
  /** What the files hold, before it is a cluster. */
  readonly manifests: ParsedManifests;
  #byReference: Map<string, ManifestItem> | undefined;

  constructor(files: readonly ManifestFile[], namespace: string, clock: Clock) {
    this.info = { kind: 'files', name: files.map(({ name }) => name).join(', ') };
    this.#clock = clock;
    this.#namespace = namespace;
    this.manifests = parseManifests(files);
  }

  start(sink: SourceSink): void {
    const { objects, problems } = worldFromFiles(
      this.manifests.items.map(({ raw }) => raw),
      { namespace: this.#namespace },
    );
    sink.change(completeLists(objects));
    const skipped = [
      ...this.manifests.problems.map(syntaxProblem),
      ...this.#kindProblems(),
      ...this.#objectProblems(problems),
    ];
    for (const problem of skipped) sink.problem(problem);
    const since = this.#clock.now();
    const detail = skipped.length > 0 ? { skipped } : {};
    sink.status({ ...this.info, state: 'live', since, ...detail });
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  fetchObject(reference: ObjectReference): Promise<RawObject | undefined> {
    return Promise.resolve(this.rawOf(reference));
  }

  rawOf(reference: NamedObject): RawObject | undefined {
    const raw = this.#find(reference)?.raw;
    return isRawObject(raw) ? raw : undefined;
  }

  /** Where an object, or one of its fields, is written; undefined for what no file gives. */
  placeOf(reference: NamedObject, path = ''): Place | undefined {
    const item = this.#find(reference);
    return item && { ...item.place, line: item.lineOf(path) };
  }

  #find({ kind, namespace, name }: NamedObject): ManifestItem | undefined {
    this.#byReference ??= this.#index();
    return this.#byReference.get(idOf(kind, namespace ?? '', name));
  }

  /** Of two objects with one name the later counts, as in the world made of them. */
  #index(): Map<string, ManifestItem> {
    const index = new Map<string, ManifestItem>();
    for (const item of this.manifests.items) {
      const { kind, namespace, name } = this.#nameOf(item.raw);
      index.set(idOf(kind, namespace, name), item);
    }
    return index;
  }

  #nameOf(raw: unknown) {
    const object = isRawObject(raw) ? raw : {};
    const metadata = isRawObject(object['metadata']) ? object['metadata'] : {};
    const kind = textOf(object['kind']);
    const namespaced = !clusterKinds.has(kind);
    const namespace = namespaced ? textOf(metadata['namespace']) || this.#namespace : '';
    return { kind, namespace, name: textOf(metadata['name']) };
  }

  /** Of those Portolan has no kind for because of a slip; other kinds it does not keep are silent. */
  #kindProblems(): SourceProblem[] {
    return this.manifests.items.flatMap((item) => {
      const problem = kindProblem(item.raw);
      if (problem === undefined) return [];
      const { kind, namespace, name } = this.#nameOf(item.raw);
      const place = { ...item.place, line: item.lineOf(problem.path) };
      const message = `${placeText(place)}: ${objectProblemText({ ...problem, path: '' })}`;
      return { kind, key: objectKey({ namespace, name }), message };
    });
  }

  /** One for each object, all its faults together: readers keep one problem for each object. */
  #objectProblems(problems: readonly FileProblem[]): SourceProblem[] {
    const indexes = [...new Set(problems.map(({ index }) => index))];
    return indexes.flatMap((index) => {
      const item = this.manifests.items[index];
      const own = problems.filter((each) => each.index === index);
      const [first] = own;
      if (item === undefined || first === undefined) return [];
      const place = { ...item.place, line: item.lineOf(first.path ?? '') };
      const message = own.map((each) => objectProblemText(each)).join('; ');
      const { namespace, name } = this.#nameOf(item.raw);
      const key = name === '' ? `${place.file}:${place.line}` : objectKey({ namespace, name });
      return [{ kind: first.kind, key, message: `${placeText(place)}: ${message}` }];
    });
  }
}

const kinds: readonly ModelKind[] = [
  ...builtInResources,
  ...gatewayResources,
  proxyConfigMap.resource,
].map(({ kind }) => kind);
const clusterKinds: ReadonlySet<string> = new Set([
  ...[...builtInResources, ...gatewayResources]
    .filter(({ namespaced }) => !namespaced)
    .map(({ kind }) => kind),
  ...webhookKinds,
]);

/** Every kind is readable and complete: what no file gives is not there. */
function completeLists(objects: readonly ModelObject[]): Change[] {
  return kinds.flatMap((kind): Change[] => [
    { type: 'access', kind, access: { state: 'readable' } },
    { type: 'replace', kind, objects: objects.filter((each) => each.kind === kind) },
  ]);
}

function syntaxProblem({ place, code, detail }: SyntaxProblem): SourceProblem {
  const text = objectProblemText({ code, params: { detail } });
  return {
    kind: 'File',
    key: `${place.file}:${place.line}`,
    message: `${placeText(place)}: ${text}`,
  };
}

function placeText({ file, document, line }: Place): string {
  return `${file}:${line} (document ${document})`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function idOf(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}
