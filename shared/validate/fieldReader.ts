// Reads untyped JSON the way the API server decodes it: null and absent alike are the zero value,
// and a value of the wrong type is a fault of its own.

import { typeInvalid, type FieldError } from './fieldError.ts';

/** One JSON object and where it stands. Wrong types are added to the faults given at the root. */
export class FieldReader {
  readonly path: string;
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #faults: FieldError[];

  constructor(value: unknown, path: string, faults: FieldError[]) {
    this.path = path;
    this.#faults = faults;
    this.#fields = new Map(isObject(value) ? Object.entries(value) : []);
  }

  /** The path of a field. */
  at(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  string(key: string): string {
    return this.optionalString(key) ?? '';
  }

  optionalString(key: string): string | undefined {
    return this.#read(key, 'a string', isString);
  }

  integer(key: string): number {
    return this.optionalInteger(key) ?? 0;
  }

  optionalInteger(key: string): number | undefined {
    return this.#read(key, 'an integer', isInteger);
  }

  optionalBoolean(key: string): boolean | undefined {
    return this.#read(key, 'a boolean', isBoolean);
  }

  integerOrString(key: string): number | string | undefined {
    return this.#read(key, 'an integer or a string', isIntegerOrString);
  }

  strings(key: string): readonly string[] {
    const list = this.#read(key, 'a list', Array.isArray) ?? [];
    return list.map((value: unknown, index) => {
      if (isString(value)) return value;
      this.#faults.push(typeInvalid(`${this.at(key)}[${index}]`, value, 'a string'));
      return '';
    });
  }

  stringMap(key: string): ReadonlyMap<string, string> | undefined {
    const value = this.#read(key, 'an object', isObject);
    if (!value) return undefined;
    const map = new Map<string, string>();
    for (const [name, entry] of Object.entries(value)) {
      if (isString(entry)) map.set(name, entry);
      else if (entry === null) map.set(name, '');
      else this.#faults.push(typeInvalid(`${this.at(key)}[${name}]`, entry, 'a string'));
    }
    return map;
  }

  object(key: string): FieldReader | undefined {
    const value = this.#read(key, 'an object', isObject);
    return value && new FieldReader(value, this.at(key), this.#faults);
  }

  objects(key: string): readonly FieldReader[] {
    const list = this.#read(key, 'a list', Array.isArray) ?? [];
    return list.map((value: unknown, index) => {
      const path = `${this.at(key)}[${index}]`;
      if (!isObject(value)) this.#faults.push(typeInvalid(path, value, 'an object'));
      return new FieldReader(value, path, this.#faults);
    });
  }

  #read<T>(key: string, expected: string, is: (value: unknown) => value is T): T | undefined {
    const value = this.#fields.get(key);
    if (value === undefined || value === null) return undefined;
    if (is(value)) return value;
    this.#faults.push(typeInvalid(this.at(key), value, expected));
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isIntegerOrString(value: unknown): value is number | string {
  return isInteger(value) || isString(value);
}
