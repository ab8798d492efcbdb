// `portolan health`: whether the server of this machine (or Pod) answers. A kubelet's HTTP probe
// cannot ask a server that listens on 127.0.0.1 alone, so it runs this instead.
import { get } from 'node:http';
import { type Terminal, exitCodes } from './terminal.ts';

export interface HealthOptions {
  port: number;
  basePath: string;
}

/** Milliseconds; a kubelet's own limit is longer. */
const patience = 3_000;

/** Exit code 0 when it answers, 1 when it does not. */
export async function health(
  { port, basePath }: HealthOptions,
  terminal: Terminal,
): Promise<number> {
  const url = `http://127.0.0.1:${port}${basePath}/healthz`;
  const trouble = await ask(url);
  if (trouble === undefined) return exitCodes.done;
  terminal.err(`portolan: ${url}: ${trouble}`);
  return exitCodes.found;
}

/** What is wrong, or undefined. */
function ask(url: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: patience }, (response) => {
      response.resume();
      const { statusCode = 0 } = response;
      resolve(statusCode === 200 ? undefined : `answers ${statusCode}`);
    });
    request.on('timeout', () => request.destroy(new Error(`no answer in ${patience / 1000} s`)));
    request.on('error', ({ message }) => resolve(message));
  });
}
