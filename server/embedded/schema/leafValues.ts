import type { FieldShape } from './models.ts';
import { goType } from './goTypes.ts';

/** Where a value stands, as decoding errors name it: struct and dotted fields, without indexes. */
export interface GoField {
  struct: string;
  path: string;
}

const quantity = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const largest = { 32: 2 ** 31 - 1, 64: Number.MAX_SAFE_INTEGER };

/** What is wrong with a value that is no object, list or map, in the real decoder's words; undefined if nothing. */
export function leafFault(shape: FieldShape, value: unknown, at: GoField): string | undefined {
  switch (shape.is) {
    case 'string':
      return typeof value === 'string' ? undefined : cannotUnmarshal(value, shape, at);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : cannotUnmarshal(value, shape, at);
    case 'double':
      return typeof value === 'number' ? undefined : cannotUnmarshal(value, shape, at);
    case 'integer':
      return integerFault(shape, value, at);
    case 'intOrString':
      return intOrStringFault(value);
    case 'quantity':
      return quantityFault(value);
    case 'bytes':
      return bytesFault(shape, value, at);
    case 'time':
      return timeFault(shape, value);
    case 'any':
    case 'list':
    case 'map':
    case 'object':
      break;
  }
  return undefined;
}

/** Go's own sentence for JSON of the wrong type. */
export function cannotUnmarshal(value: unknown, shape: FieldShape, at: GoField): string {
  return `json: cannot unmarshal ${jsonWord(value)} into Go struct field ${at.struct}.${at.path} of type ${goType(shape)}`;
}

function jsonWord(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function integerFault(shape: FieldShape & { is: 'integer' }, value: unknown, at: GoField) {
  if (typeof value !== 'number') return cannotUnmarshal(value, shape, at);
  if (Number.isInteger(value) && Math.abs(value) <= largest[shape.bits]) return undefined;
  return cannotUnmarshal(value, shape, at).replace(
    'cannot unmarshal number',
    `cannot unmarshal number ${value}`,
  );
}

function intOrStringFault(value: unknown): string | undefined {
  if (typeof value === 'string') return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= largest[32]) {
    return undefined;
  }
  const word = typeof value === 'number' ? `number ${value}` : jsonWord(value);
  return `json: cannot unmarshal ${word} into Go value of type int32`;
}

function quantityFault(value: unknown): string | undefined {
  if (typeof value === 'number') return undefined;
  if (typeof value === 'string' && quantity.test(value)) return undefined;
  return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
}

function bytesFault(shape: FieldShape, value: unknown, at: GoField): string | undefined {
  if (typeof value !== 'string') return cannotUnmarshal(value, shape, at);
  const text = value.replaceAll(/[\r\n]/g, '');
  if (base64.test(text)) return undefined;
  const stray = text.search(/[^A-Za-z0-9+/]/);
  return `illegal base64 data at input byte ${stray === -1 ? text.length - (text.length % 4) : stray}`;
}

function timeFault(shape: FieldShape & { is: 'time' }, value: unknown): string | undefined {
  if (typeof value !== 'string') {
    return `json: cannot unmarshal ${jsonWord(value)} into Go value of type string`;
  }
  // An empty string is no time, and the decoder lets it stand for none.
  if (rfc3339.test(value) || (value === '' && !shape.micro)) return undefined;
  const layout = shape.micro ? '2006-01-02T15:04:05.000000Z07:00' : '2006-01-02T15:04:05Z07:00';
  return `parsing time ${JSON.stringify(value)} as "${layout}": cannot parse ${JSON.stringify(value)} as "2006"`;
}
