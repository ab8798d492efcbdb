// Who may talk to us. A page of another site can make the reader's browser send requests here, and
// DNS rebinding can give it our address: so the Host must be one we answer to, exactly, and an
// Origin must be that same Host (F46–F48).
import type { RequestHandler } from 'express';
import { sendProblem } from './problem.ts';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** The host without its port; undefined when it is not of that form. */
function hostName(host: string): string | undefined {
  return /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase();
}

/** Refuses requests for other hosts (421) and from other origins (403). */
export function guard(allowedHosts: readonly string[]): RequestHandler {
  const allowed = new Set([...loopbackHosts, ...allowedHosts.map((host) => host.toLowerCase())]);
  return (request, response, next) => {
    const { host = '', origin } = request.headers;
    const hosts = request.rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name));
    if (hosts.length !== 1 || !request.url.startsWith('/') || !allowed.has(hostName(host) ?? '')) {
      sendProblem(response, 'misdirected');
    } else if (origin !== undefined && !sameOrigin(origin, host)) {
      sendProblem(response, 'crossOrigin');
    } else if (isCrossSite(request.headers['sec-fetch-site'], request.headers['sec-fetch-mode'])) {
      sendProblem(response, 'crossOrigin');
    } else {
      next();
    }
  };
}

function sameOrigin(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** Following a link to the page from elsewhere is a navigation and fine; anything else is not. */
function isCrossSite(
  site: string | string[] | undefined,
  mode: string | string[] | undefined,
): boolean {
  return (site === 'cross-site' || site === 'same-site') && mode !== 'navigate';
}
