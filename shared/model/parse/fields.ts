import type { Labels } from '../metadata.ts';
import { canonicalIP } from './address.ts';
import { noLabels, type Interner } from './interner.ts';
import { jsonType, type Problem, type ProblemCode } from './problem.ts';
import { isRawObject, type RawObject } from './rawObject.ts';

const nothing: RawObject = {};

/**
 * One JSON object of a Kubernetes object, read field by field. A null counts as absent, as it does
 * to the API server; a wrong type or value is recorded as a problem and read as absent, so that
 * one pass finds every problem. Paths are built only when there is one to report.
 */
export class Fields {
  readonly interner: Interner;
  readonly problems: Problem[];
  readonly #raw: RawObject;
  readonly #parent: Fields | undefined;
  readonly #name: string;

  constructor(raw: RawObject, interner: Interner, problems: Problem[], parent?: Fields, name = '') {
    this.#raw = raw;
    this.interner = interner;
    this.problems = problems;
    this.#parent = parent;
    this.#name = name;
  }

  path(name: string): string {
    const own = this.#ownPath();
    return own === '' ? name : `${own}.${name}`;
  }

  report(name: string, code: ProblemCode, params: Problem['params'] = {}): void {
    this.problems.push({ path: this.path(name), code, params });
  }

  has(name: string): boolean {
    return this.#read(name) !== undefined;
  }

  string(name: string): string | undefined {
    const value = this.#read(name);
    if (value === undefined || typeof value === 'string') return value;
    return this.#wrongType(name, 'string', value);
  }

  /** A string that many objects share. */
  sharedString(name: string): string | undefined {
    const value = this.string(name);
    return value === undefined ? undefined : this.interner.text(value);
  }

  /** A string in which '' means the same as absent, as Go's `omitempty` has it. */
  nonEmpty(name: string): string | undefined {
    const value = this.string(name);
    return value === '' ? undefined : value;
  }

  required(name: string): string {
    const before = this.problems.length;
    const value = this.string(name);
    if ((value === undefined || value === '') && this.problems.length === before)
      this.report(name, 'required');
    return value ?? '';
  }

  stringOrNumber(name: string): string | number | undefined {
    const value = this.#read(name);
    return typeof value === 'number' ? value : this.string(name);
  }

  boolean(name: string): boolean | undefined {
    const value = this.#read(name);
    if (value === undefined || typeof value === 'boolean') return value;
    return this.#wrongType(name, 'boolean', value);
  }

  /** A whole number from `min` to `max`. */
  integer(name: string, min: number, max: number): number | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'number') return this.#wrongType(name, 'integer', value);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.report(name, 'invalid', { value: `${value}`, min, max });
    return undefined;
  }

  /** A port that must be there, 1–65535. */
  requiredPort(name: string): number {
    if (!this.has(name)) this.report(name, 'required');
    return this.integer(name, 1, 65_535) ?? 0;
  }

  /** A port of which 0 means none. */
  optionalPort(name: string): number | undefined {
    const port = this.integer(name, 0, 65_535);
    return port === 0 ? undefined : port;
  }

  /** An IntOrString port; 0 and '' mean none. */
  portOrName(name: string): number | string | undefined {
    return typeof this.#read(name) === 'string'
      ? this.sharedString(name) || undefined
      : this.optionalPort(name);
  }

  /** An IntOrString port that may be left away, but not be 0 or ''. */
  realPortOrName(name: string): number | string | undefined {
    const value = this.#read(name);
    if (value === '') this.report(name, 'invalid', { value });
    return typeof value === 'string' ? this.sharedString(name) : this.integer(name, 1, 65_535);
  }

  oneOf<Value extends string>(name: string, supported: readonly Value[]): Value | undefined {
    const value = this.nonEmpty(name);
    return value === undefined ? undefined : this.#oneOf(name, value, supported);
  }

  /** The strings of an array, each of which must be supported. */
  eachOneOf<Value extends string>(name: string, supported: readonly Value[]): Value[] {
    const found: Value[] = [];
    for (const [index, text] of this.strings(name).entries()) {
      const value = this.#oneOf(`${name}[${index}]`, text, supported);
      if (value !== undefined) found.push(value);
    }
    return found;
  }

  /** An IP address in canonical form; '' means none. */
  ip(name: string): string | undefined {
    const value = this.nonEmpty(name);
    if (value === undefined) return undefined;
    const canonical = canonicalIP(value);
    if (canonical === undefined) this.report(name, 'invalid', { value });
    return canonical;
  }

  /** The object at `name`; an empty one when it is absent. */
  child(name: string): Fields {
    return (
      this.optionalChild(name) ?? new Fields(nothing, this.interner, this.problems, this, name)
    );
  }

  optionalChild(name: string): Fields | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    if (isRawObject(value)) return new Fields(value, this.interner, this.problems, this, name);
    return this.#wrongType(name, 'object', value);
  }

  /** The objects of an array; a null among them is an empty one, as Go reads it. */
  children(name: string): Fields[] {
    const found: Fields[] = [];
    for (const [index, item] of this.#array(name).entries()) {
      const itemName = `${name}[${index}]`;
      const value = item ?? nothing;
      if (isRawObject(value))
        found.push(new Fields(value, this.interner, this.problems, this, itemName));
      else this.#wrongType(itemName, 'object', value);
    }
    return found;
  }

  /** The strings of an array; a null among them is '', as Go reads it. */
  strings(name: string): readonly string[] {
    const array = this.#array(name);
    // Arrays that grew item by item keep room for more: take the whole one, as nearly always fits.
    if (array.every(isString)) return array;
    const found = array.map((value) => value ?? '');
    for (const [index, value] of found.entries())
      if (!isString(value)) this.#wrongType(`${name}[${index}]`, 'string', value);
    return found.filter(isString);
  }

  /** IP addresses of an array, in canonical form; empty strings are left out. */
  ips(name: string): readonly string[] {
    const texts = this.strings(name);
    const ips = texts.map(canonicalIP);
    if (ips.every(isString)) return ips;
    for (const [index, value] of texts.entries())
      if (ips[index] === undefined && value !== '')
        this.report(`${name}[${index}]`, 'invalid', { value });
    return ips.filter(isString);
  }

  /** A string-to-string map, shared with its equals; `keep` chooses the keys. */
  labels(name: string, keep?: (key: string) => boolean): Labels {
    const value = this.#read(name);
    if (value === undefined) return noLabels;
    if (!isRawObject(value)) return this.#wrongType(name, 'object', value) ?? noLabels;
    const labels = new Map<string, string>();
    for (const [key, text] of Object.entries(value)) {
      if (keep !== undefined && !keep(key)) continue;
      // Go reads a null in a string map as ''.
      if (typeof text === 'string' || text === null) labels.set(key, text ?? '');
      else this.#wrongType(`${name}[${key}]`, 'string', text);
    }
    return this.interner.labels(labels);
  }

  #oneOf<Value extends string>(
    name: string,
    value: string,
    supported: readonly Value[],
  ): Value | undefined {
    const found = supported.find((each) => each === value);
    if (found === undefined)
      this.report(name, 'unsupported', { value, supported: supported.join(', ') });
    return found;
  }

  #array(name: string): readonly unknown[] {
    const value = this.#read(name);
    if (value === undefined) return [];
    return Array.isArray(value) ? value : (this.#wrongType(name, 'array', value) ?? []);
  }

  #read(name: string): unknown {
    return this.#raw[name] ?? undefined;
  }

  #wrongType(name: string, expected: string, value: unknown): undefined {
    this.report(name, 'wrongType', { expected, actual: jsonType(value) });
  }

  #ownPath(): string {
    return this.#parent === undefined ? this.#name : this.#parent.path(this.#name);
  }
}

const isString = (value: unknown): value is string => typeof value === 'string';
