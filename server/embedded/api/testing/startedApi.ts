// A started API for tests: on a free port, ended with the test.

import { onTestFinished } from 'vitest';

import { type EmbeddedApiOptions, createEmbeddedApi } from '../api.ts';
import { isJsonObject } from '../json.ts';
import { listenEmbeddedApi } from '../listen.ts';
import type { Store } from '../store.ts';

export interface Answer {
  code: number;
  body: unknown;
  headers: Headers;
}

export interface WatchedEvent {
  type: string;
  object: Record<string, unknown>;
}

export interface OpenWatch {
  /** The next event; undefined once the server has ended the watch. */
  next: () => Promise<WatchedEvent | undefined>;
  close: () => void;
}

export interface StartedApi {
  url: string;
  store: Store;
  close: () => Promise<void>;
  send: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  watch: (path: string, headers?: Record<string, string>) => Promise<OpenWatch>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function asEvent(line: string): WatchedEvent {
  const event = parsed(line);
  if (isJsonObject(event) && typeof event['type'] === 'string' && isJsonObject(event['object'])) {
    return { type: event['type'], object: event['object'] };
  }
  throw new Error(`not a watch event: ${line}`);
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

async function openWatch(url: string, headers: Record<string, string>): Promise<OpenWatch> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  if (response.body === null || !response.ok) throw new Error(await response.text());
  const lines = linesOf(response.body);
  const close = (): void => abort.abort();
  onTestFinished(close);
  return {
    close,
    async next() {
      const line = await lines.next();
      return line.done ? undefined : asEvent(line.value);
    },
  };
}

function encoded(body: unknown): string | undefined {
  return typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
}

export async function startApi(options: EmbeddedApiOptions = {}): Promise<StartedApi> {
  const api = createEmbeddedApi(options);
  const { url, close } = await listenEmbeddedApi(api);
  onTestFinished(close);
  return {
    url,
    store: api.store,
    close,
    async send(method, path, body, headers = {}) {
      const text = encoded(body);
      const response = await fetch(url + path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(text !== undefined && { body: text }),
      });
      const { status: code, headers: answered } = response;
      return { code, body: parsed(await response.text()), headers: answered };
    },
    watch: (path, headers = {}) => openWatch(url + path, headers),
  };
}
