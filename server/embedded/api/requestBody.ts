// Reading what a client sends: bounded, and JSON or YAML.

import type { IncomingMessage } from 'node:http';

import { parse } from 'yaml';

import { decodeProtobuf } from './protobuf/decodeMessage.ts';
import { badRequest, bodyTooLarge, unsupportedMediaType } from './errors.ts';

const PROTOBUF = 'application/vnd.kubernetes.protobuf';
/** Bytes: the real server's limit. */
const BODY_LIMIT = 3 * 1024 * 1024;

/** Throws ApiError 413 beyond the limit. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > BODY_LIMIT) throw bodyTooLarge(BODY_LIMIT);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** `application/json` of `application/json; charset=utf-8`. */
export function mediaType(request: IncomingMessage): string {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase();
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized (must be valid JSON): ${messageOf(error)}`,
    );
  }
}

export function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized (must be valid YAML): ${messageOf(error)}`,
    );
  }
}

/** The body of a POST, PUT or DELETE. Throws ApiError 400 or 415. */
export async function readObject(request: IncomingMessage): Promise<unknown> {
  const type = mediaType(request);
  const body = await readBody(request);
  if (body.length === 0) return undefined;
  if (type === '' || type === 'application/json') return parseJson(body.toString());
  if (type === 'application/yaml') return parseYaml(body.toString());
  if (type === PROTOBUF) return decodeProtobuf(body);
  throw unsupportedMediaType(['application/json', 'application/yaml', PROTOBUF]);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
