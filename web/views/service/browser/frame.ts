// The sandboxed frame that dials: opened for one round of tests, and gone after it.
import { isLoopback } from './blocked.ts';

export interface Dialled {
  readonly verdict: 'answered' | 'noAnswer' | 'timeout';
  /** Milliseconds to the head of the answer. */
  readonly ms?: number;
}

export interface Frame {
  dial(url: string, timeout: number): Promise<Dialled>;
  close(): void;
}

/** Milliseconds within which the frame must be there. */
const patience = 10_000;

/** Rejects when the frame does not come. */
export async function openFrame(service: string): Promise<Frame> {
  const element = document.createElement('iframe');
  element.setAttribute('sandbox', 'allow-scripts');
  // From elsewhere Chromium asks for leave, which the page has to pass on.
  if (!isLoopback(new URL(document.baseURI)))
    element.allow = 'local-network-access; local-network; loopback-network';
  element.hidden = true;
  element.src = new URL(`api/browser/${service}/frame`, document.baseURI).href;
  const waiting = new Map<string, (dialled: Dialled) => void>();
  const dialling = new Map<string, Promise<Dialled>>();
  let isReady: (() => void) | undefined;
  let timer: number | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    isReady = resolve;
    timer = window.setTimeout(() => reject(new Error('the frame did not load')), patience);
  });
  const hear = ({ source, data }: MessageEvent<unknown>): void => {
    if (source === null || source !== element.contentWindow) return;
    const said = answerOf(data);
    if (said === undefined) isReady?.();
    else waiting.get(said.url)?.(said.dialled);
  };
  const close = (): void => {
    removeEventListener('message', hear);
    element.remove();
  };
  addEventListener('message', hear);
  document.body.append(element);
  try {
    await ready;
  } catch (error) {
    close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return {
    dial(url, timeout) {
      // Several ways in may have one address: it is dialled once for all of them.
      const known = dialling.get(url);
      if (known) return known;
      const dialled = new Promise<Dialled>((resolve) => {
        waiting.set(url, resolve);
        // The frame's origin is opaque: no other target can be named.
        element.contentWindow?.postMessage({ url, timeout }, '*');
      });
      dialling.set(url, dialled);
      return dialled;
    },
    close,
  };
}

/** Undefined for the frame's first word, which says only that it is there. */
function answerOf(data: unknown): { url: string; dialled: Dialled } | undefined {
  const value = (name: string): unknown => Reflect.get(Object(data), name);
  const url = value('url');
  if (typeof url !== 'string') return undefined;
  const verdict = value('verdict');
  const ms = value('ms');
  const known = verdict === 'answered' || verdict === 'timeout' ? verdict : 'noAnswer';
  return { url, dialled: { verdict: known, ...(typeof ms === 'number' && { ms }) } };
}
