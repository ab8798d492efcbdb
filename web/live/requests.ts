// What a tab asks the server for, besides the stream. Addresses are relative to the page: a path
// prefix or any port-forward goes along.
import './withoutEval.ts';
import { BrowserPlan } from '@portolan/shared/wire/browser.ts';
import { ProbeAnswer, ProbeHistory } from '@portolan/shared/wire/probe.ts';
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
export async function requestProbes(request: ProbeRequest): Promise<ProbeAnswer> {
  const response = await send('api/probes', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  return read(response, ProbeAnswer);
}

/** Calls off a run; one that is over already is no error. Throws `RequestError`. */
export async function cancelRun(run: string): Promise<void> {
  const path = `api/probes/${encodeURIComponent(run)}`;
  await send(path, { method: 'DELETE' }).catch((error: unknown) => {
    if (!(error instanceof RequestError && error.code === 'notFound')) throw error;
  });
}

/** Which part of the history: of one path, and how many of its last results. */
interface HistoryPart {
  readonly from?: string;
  readonly target?: string;
  readonly points?: number;
}

/** Past results of a Service, `namespace/name`, and its vantage points. Throws `RequestError`. */
export async function readHistory(
  service: string,
  part: HistoryPart,
  signal: AbortSignal,
): Promise<ProbeHistory> {
  const path = service.split('/').map(encodeURIComponent).join('/');
  const query = new URLSearchParams(
    Object.entries(part).map(([name, value]) => [name, String(value)]),
  );
  return read(await send(`api/probes/${path}?${query.toString()}`, { signal }), ProbeHistory);
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

interface Schema<Answer> {
  safeParse(value: unknown): { readonly data?: Answer | undefined };
}

/** Throws a `RequestError` when the answer is of another version than this page. */
async function read<Answer>(response: Response, schema: Schema<Answer>): Promise<Answer> {
  const { data } = schema.safeParse(await response.json().catch(() => undefined));
  if (data === undefined) throw new RequestError('unreadable', 'the answer could not be read');
  return data;
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
