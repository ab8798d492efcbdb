import type { Labels } from '../metadata.ts';

/** The one empty set. */
export const noLabels: Labels = new Map();

/**
 * Gives equal values one shared instance, so that a thousand Pods of one Deployment keep their
 * labels, containers and conditions once. An instance belongs to one source of objects and is
 * bounded: it remembers the values of its last two generations, so what is long gone is let go.
 * Sharing saves memory only; nothing may depend on two equal values being one.
 */
export class Interner {
  readonly #labels: Generations<Labels>;
  readonly #texts: Generations<string>;
  readonly #values: Generations<unknown>;

  /** `capacity`: distinct values of each sort remembered per generation. */
  constructor(capacity = 50_000) {
    this.#labels = new Generations(capacity);
    this.#texts = new Generations(capacity);
    this.#values = new Generations(capacity);
  }

  text<Text extends string>(text: Text): Text;
  text(text: string): string {
    return this.#texts.get(text) ?? this.#texts.keep(text, text);
  }

  /** The shared Map with these entries; the argument must not be changed afterwards. */
  labels(labels: Labels): Labels {
    if (labels.size === 0) return noLabels;
    const key = labelsKey(labels);
    return this.#labels.get(key) ?? this.#labels.keep(key, this.#sharedTexts(labels));
  }

  /** The shared instance of a value made of plain objects, arrays and scalars. */
  value<Value extends object>(value: Value): Value;
  value(value: object): unknown {
    const key = JSON.stringify(value);
    return this.#values.get(key) ?? this.#values.keep(key, value);
  }

  #sharedTexts(labels: Labels): Labels {
    const shared = new Map<string, string>();
    for (const [key, value] of labels) shared.set(this.text(key), this.text(value));
    return shared;
  }
}

/** Equal for equal sets whatever their order; lengths keep `a`+`bc` apart from `ab`+`c`. */
function labelsKey(labels: Labels): string {
  const parts: string[] = [];
  for (const [key, value] of labels) parts.push(`${key.length}:${key}${value.length}:${value}`);
  return parts.toSorted().join('');
}

class Generations<Value> {
  readonly #capacity: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: string): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    return old === undefined ? undefined : this.keep(key, old);
  }

  keep(key: string, value: Value): Value {
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
    return value;
  }
}
