// From Kubernetes protobuf to the JSON of the same object. kubectl and client-go send protobuf for
// built-in kinds without asking; answers may stay JSON.

import { type FieldShape, type ModelFields, fieldsOf, modelOf } from '../../schema/models.ts';
import { badRequest, unsupportedMediaType } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { type NumberedField, fieldOrder } from './fieldOrder.ts';
import { type WireValue, bytesOf, integerOf, lastOf, readFields, textOf } from './wireFormat.ts';

/** Never read from a client's protobuf: status is dropped at creation, field managers are not kept. */
const IGNORED = new Set(['status', 'managedFields']);
const MAGIC = Buffer.from('k8s\0');

type Entry = [name: string, value: unknown];

function timeOf(bytes: Uint8Array, micro: boolean): string | undefined {
  const fields = readFields(bytes);
  if (fields.length === 0) return undefined;
  const seconds = new Date(integerOf(lastOf(fields, 1)) * 1000).toISOString().slice(0, 19);
  const micros = Math.floor(integerOf(lastOf(fields, 2)) / 1000);
  return micro ? `${seconds}.${String(micros).padStart(6, '0')}Z` : `${seconds}Z`;
}

/** {1: 0 number or 1 string, 2: number, 3: string} */
function intOrString(bytes: Uint8Array): number | string {
  const fields = readFields(bytes);
  return integerOf(lastOf(fields, 1)) === 1
    ? textOf(lastOf(fields, 3))
    : integerOf(lastOf(fields, 2));
}

function decodeValue(shape: FieldShape, value: WireValue): unknown {
  switch (shape.is) {
    case 'string':
      return textOf(value);
    case 'boolean':
      return integerOf(value) !== 0;
    case 'integer':
      return integerOf(value);
    case 'bytes':
      return Buffer.from(bytesOf(value)).toString('base64');
    case 'quantity':
      return textOf(lastOf(readFields(bytesOf(value)), 1));
    case 'intOrString':
      return intOrString(bytesOf(value));
    case 'time':
      return timeOf(bytesOf(value), shape.micro);
    case 'object':
      return decodeMessage(shape.model, bytesOf(value));
    case 'list':
      // A list inside a map is a message of its own, its items under 1.
      return readFields(bytesOf(value)).map((item) => decodeValue(shape.of, item.value));
    case 'any':
    case 'double':
    case 'map':
    default:
      throw badRequest(`a field of shape "${shape.is}" is not read from protobuf: send JSON`);
  }
}

function mapEntry(of: FieldShape, bytes: Uint8Array): Entry {
  const fields = readFields(bytes);
  return [textOf(lastOf(fields, 1)), decodeValue(of, lastOf(fields, 2) ?? new Uint8Array())];
}

function decodeField(shape: FieldShape, values: readonly WireValue[]): unknown {
  if (shape.is === 'list') return values.map((value) => decodeValue(shape.of, value));
  if (shape.is === 'map') {
    return Object.fromEntries(values.map((value) => mapEntry(shape.of, bytesOf(value))));
  }
  const last = values.at(-1);
  return last === undefined ? undefined : decodeValue(shape, last);
}

/** Go sends every scalar that is not a pointer; JSON leaves out its zero. */
function isLeftOut(value: unknown, { pointer }: NumberedField): boolean {
  if (value === undefined) return true;
  return !pointer && (value === '' || value === 0 || value === false);
}

function byNumber(bytes: Uint8Array): Map<number, WireValue[]> {
  const values = new Map<number, WireValue[]>();
  for (const { number, value } of readFields(bytes)) {
    const sent = values.get(number) ?? [];
    sent.push(value);
    values.set(number, sent);
  }
  return values;
}

function decodeEntries(message: string, shapes: ModelFields, bytes: Uint8Array): Entry[] {
  const order = fieldOrder(message);
  if (order === undefined) {
    throw unsupportedMediaType([`application/json (protobuf is not read for ${message})`]);
  }
  return [...byNumber(bytes)].flatMap(([number, values]): Entry[] => {
    const field = order[number - 1];
    if (field === undefined) throw badRequest(`${message} has no field number ${number}`);
    if (field.embedded) return decodeEntries(field.name, shapes, bytesOf(values.at(-1)));
    const shape = shapes.get(field.name);
    if (shape === undefined || IGNORED.has(field.name)) return [];
    const value = decodeField(shape, values);
    return isLeftOut(value, field) ? [] : [[field.name, value]];
  });
}

function decodeMessage(model: string, bytes: Uint8Array): JsonObject {
  return Object.fromEntries(decodeEntries(model, fieldsOf(model) ?? new Map(), bytes));
}

function modelOfKind(apiVersion: string, kind: string): string | undefined {
  if (kind === 'DeleteOptions') return 'V1DeleteOptions';
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
  // Reviews, Scale and Eviction are no kinds of the schema's, but each has one message of its name.
  const message = `${version.toUpperCase()}${kind}`;
  return modelOf({ group, version, kind }) ?? (fieldOrder(message) && message);
}

/** A whole body: the magic bytes, then the object's kind and itself. Throws ApiError 400 or 415. */
export function decodeProtobuf(body: Uint8Array): JsonObject {
  if (!MAGIC.equals(body.subarray(0, MAGIC.length))) {
    throw badRequest('the object provided is unrecognized (must be of type protobuf)');
  }
  const envelope = readFields(body.subarray(MAGIC.length));
  const typeMeta = readFields(bytesOf(lastOf(envelope, 1)));
  const apiVersion = textOf(lastOf(typeMeta, 1));
  const kind = textOf(lastOf(typeMeta, 2));
  const model = modelOfKind(apiVersion, kind);
  if (model === undefined) throw unsupportedMediaType(['application/json']);
  return { apiVersion, kind, ...decodeMessage(model, bytesOf(lastOf(envelope, 2))) };
}
