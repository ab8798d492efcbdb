// The frame in which the reader's browser makes its tests: an origin of its own (sandboxed), one
// fixed script, and connections to the Service's own addresses and nothing else.
import { createHash } from 'node:crypto';

/**
 * Asked `{url, timeout}` by the page, it answers `{url, verdict, ms}`. A redirect that its policy
 * stops is an HTTP answer all the same: the breach names the address that answered so.
 */
const script = `
const breached = new Set();
addEventListener('securitypolicyviolation', ({ blockedURI }) => breached.add(blockedURI));
addEventListener('message', async ({ source, origin, data: { url, timeout } }) => {
  if (source !== parent) return;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeout);
  const started = performance.now();
  let verdict = 'answered';
  let ms;
  try {
    await fetch(url, {
      mode: 'no-cors', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer',
      signal: stop.signal,
    });
    ms = performance.now() - started;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const answered = [url, url.slice(0, -1)].some((each) => breached.has(each));
    verdict = answered ? 'answered' : stop.signal.aborted ? 'timeout' : 'noAnswer';
  }
  clearTimeout(timer);
  source.postMessage({ url, verdict, ms }, origin);
});
parent.postMessage({ ready: true }, '*');
`;

const scriptHash = createHash('sha256').update(script).digest('base64');

export const framePage = `<!doctype html><title>Portolan</title><script>${script}</script>`;

/** Headers of the frame, which replace the page's own. `urls` are all it may connect to. */
export function frameHeaders(urls: readonly string[]): Readonly<Record<string, string>> {
  const connect = urls.length === 0 ? "'none'" : urls.map((url) => new URL(url).origin).join(' ');
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src 'sha256-${scriptHash}'`,
      `connect-src ${connect}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
      'sandbox allow-scripts',
    ].join('; '),
    // Answers are opaque and carry no CORP: as fetched without credentials they need none.
    'Cross-Origin-Embedder-Policy': 'credentialless',
    'X-Frame-Options': 'SAMEORIGIN',
  };
}
