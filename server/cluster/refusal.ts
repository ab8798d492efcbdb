import * as z from 'zod';
import { ApiError, type Problem, type Refusal } from './apiError.ts';
import type { Clock } from './clock.ts';
import type { TransportResponse } from './transport.ts';

/** The part of Kubernetes' `Status` that decides what to do next. */
const Status = z.object({
  kind: z.literal('Status'),
  message: z.string().optional(),
  reason: z.string().optional(),
  code: z.number().optional(),
  details: z
    .object({
      retryAfterSeconds: z.number().optional(),
      causes: z.array(z.object({ reason: z.string().optional() })).nullish(),
    })
    .nullish(),
});
type Status = z.infer<typeof Status>;

const longestStatus = 65_536;
/** Milliseconds: an error whose text never ends is judged by its status code alone. */
const readWithin = 5_000;

/** The error that an HTTP refusal stands for. Reads (a bounded part of) the body. */
export async function refusalOf(
  response: TransportResponse,
  path: string,
  clock: Clock,
): Promise<ApiError> {
  const status = parseStatus(await readSome(response.body, clock));
  const retryAfter = retryAfterOf(response.header('retry-after'), clock.now());
  return statusError(response.status, status, path, retryAfter);
}

/** The error of an `ERROR` event within a watch, whose object is a Status. */
export function eventError(object: unknown, path: string): ApiError {
  const parsed = Status.safeParse(object);
  const status = parsed.success ? parsed.data : undefined;
  return statusError(status?.code ?? 500, status, path, undefined);
}

function statusError(
  code: number,
  status: Status | undefined,
  path: string,
  retryAfterHeader: number | undefined,
): ApiError {
  const message = status?.message ?? '';
  const seconds = status?.details?.retryAfterSeconds;
  const retryAfter = retryAfterHeader ?? (seconds === undefined ? undefined : seconds * 1000);
  const tooNew =
    status?.details?.causes?.some(({ reason }) => reason === 'ResourceVersionTooLarge') === true ||
    message.startsWith('Too large resource version');
  const refusal: Refusal = {
    status: code,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(tooNew ? { tooNew } : {}),
  };
  return new ApiError(problemOf(code, message, status !== undefined, path), refusal);
}

function problemOf(code: number, message: string, kubernetes: boolean, path: string): Problem {
  switch (code) {
    case 401:
      return { code: 'unauthorized', params: { path } };
    case 403:
      // Without credentials the server takes us for this user: another cure than a missing role (F22).
      return message.includes('system:anonymous')
        ? { code: 'anonymous', params: { path } }
        : { code: 'forbidden', params: { path, message } };
    case 404:
      return { code: 'notFound', params: { path } };
    case 410:
      return { code: 'expired', params: { path } };
    case 429:
      return { code: 'throttled', params: { path } };
    default:
      return kubernetes || code >= 500
        ? { code: 'serverError', params: { status: code, message, path } }
        : { code: 'notKubernetes', params: { status: code, path } };
  }
}

/** Milliseconds of a `Retry-After`, in seconds or as an HTTP date. */
function retryAfterOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) && wait > 0 ? wait : undefined;
}

function parseStatus(text: string): Status | undefined {
  try {
    const parsed = Status.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function readSome(body: AsyncIterable<Uint8Array>, clock: Clock): Promise<string> {
  const chunks: Uint8Array[] = [];
  const iterator = body[Symbol.asyncIterator]();
  const cancel = clock.after(readWithin, () => {
    void iterator.return?.();
  });
  let length = 0;
  try {
    while (length < longestStatus) {
      const { done, value } = await iterator.next();
      if (done === true) break;
      chunks.push(value);
      length += value.length;
    }
    if (length >= longestStatus) await iterator.return?.();
  } catch {
    // A cut body leaves the status code.
  } finally {
    cancel();
  }
  return Buffer.concat(chunks).toString('utf8');
}
