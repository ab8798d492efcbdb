// What a tab asks the server for, besides the stream. Addresses are relative to the page: a path
// prefix or any port-forward goes along.
import { BrowserPlan } from '@portolan/shared/wire/browser.ts';
import type { ProbeRequest } from '@portolan/shared/wire/stream.ts';

/** A refusal as the server words it (RFC 9457), or the network's own. */
export class RequestError extends Error {
  readonly code: string;

  constructor(code: string, detail: string) {
    super(detail);
    this.name = 'RequestError';
    this.code = code;
  }
}

/** Tests paths now, or pauses and resumes the repeated tests. Throws `RequestError`. */
export async function requestProbes(request: ProbeRequest): Promise<void> {
  await send('api/probes', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
}

/** What this browser may dial of a Service, and what is expected of it. Throws `RequestError`. */
export async function readBrowserPlan(service: string): Promise<BrowserPlan> {
  const response = await send(`api/browser/${service}`, {});
  return BrowserPlan.parse(await response.json());
}

/** The YAML of one object; `namespace` is `-` for cluster-scoped kinds. Throws `RequestError`. */
export async function readObject(kind: string, namespace: string, name: string): Promise<string> {
  const path = [kind, namespace, name].map(encodeURIComponent).join('/');
  const response = await send(`api/objects/${path}`, {});
  return response.text();
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(new URL(path, document.baseURI), init).catch((error: unknown) => {
    throw new RequestError('unreachable', error instanceof Error ? error.message : String(error));
  });
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response: Response): Promise<RequestError> {
  const body: unknown = await response.json().catch(() => undefined);
  const code = textOf(body, 'code') ?? String(response.status);
  return new RequestError(code, textOf(body, 'detail') ?? textOf(body, 'title') ?? code);
}

function textOf(body: unknown, field: string): string | undefined {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, field)) return undefined;
  const value: unknown = Reflect.get(body, field);
  return typeof value === 'string' ? value : undefined;
}
