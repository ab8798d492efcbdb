// What the list of findings shows, in which order. Pure.
import { findingId, type Finding } from '@portolan/shared/wire/finding.ts';
import type { Findings } from '@portolan/shared/wire/fold.ts';
import { findingTitles } from '@portolan/shared/words/findingTitles.ts';
import { findingWords } from '@portolan/shared/words/findings.ts';
import { say, type Language } from '@portolan/shared/words/say.ts';
import type { FindingsPlace } from '../../url/location.ts';

export interface ListedFinding {
  readonly key: string;
  readonly finding: Finding;
  readonly title: string;
  readonly sentence: string;
  /** `namespace/name` of those it was found for: a policy or a route may bear on several. */
  readonly services: readonly string[];
}

export type SeverityCounts = Readonly<Record<Finding['severity'], number>>;

export interface FindingList {
  readonly shown: readonly ListedFinding[];
  /** Of each severity, by namespace and words alone. */
  readonly counts: SeverityCounts;
  readonly total: number;
}

const rank: SeverityCounts = { error: 0, warning: 1, info: 2 };

/** Each finding once, worst first, then by namespace and name. */
export function collectFindings(all: Findings, language: Language): readonly ListedFinding[] {
  const found = new Map<string, ListedFinding & { services: string[] }>();
  for (const [service, findings] of all) {
    for (const finding of findings) {
      const key = `${findingId(finding)} ${JSON.stringify(finding.params)}`;
      const known = found.get(key);
      if (known) {
        if (service !== '') known.services.push(service);
        continue;
      }
      const { code, params } = finding;
      const title = say(findingTitles, language, code);
      const sentence = say(findingWords, language, code, params);
      found.set(key, { key, finding, title, sentence, services: service === '' ? [] : [service] });
    }
  }
  return [...found.values()].toSorted(worstFirst);
}

export function chooseFindings(
  all: readonly ListedFinding[],
  { namespace, severity, filter }: Pick<FindingsPlace, 'namespace' | 'severity' | 'filter'>,
): FindingList {
  const words = (filter ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const within = all.filter(
    (each) =>
      (namespace === undefined || each.finding.object.namespace === namespace) &&
      words.every((word) => searchText(each).includes(word)),
  );
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { finding } of within) counts[finding.severity] += 1;
  const shown = severity ? within.filter(({ finding }) => finding.severity === severity) : within;
  return { shown, counts, total: all.length };
}

function worstFirst(left: ListedFinding, right: ListedFinding): number {
  const [a, b] = [left.finding, right.finding];
  return (
    rank[a.severity] - rank[b.severity] ||
    compare(a.object.namespace ?? '', b.object.namespace ?? '') ||
    compare(a.object.name, b.object.name) ||
    compare(left.key, right.key)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const texts = new WeakMap<ListedFinding, string>();

/** Kept while the list lives: thousands are searched at every key press. */
function searchText(listed: ListedFinding): string {
  const known = texts.get(listed);
  if (known !== undefined) return known;
  const { code, object, path = '', source } = listed.finding;
  const parts = [
    `${object.kind} ${object.namespace ?? ''}/${object.name} ${code} ${path} ${source?.file ?? ''}`,
    listed.title,
    listed.sentence,
    ...listed.services,
  ];
  const text = parts.join(' ').toLowerCase();
  texts.set(listed, text);
  return text;
}
