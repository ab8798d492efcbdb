// Host names of routes: wildcards, and what a listener and a route have in common (S94).

/** Whether `*.example.com` or the very name covers a host. A wildcard stands for one label or more. */
export function coversHost(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  return pattern.startsWith('*.') && host.endsWith(pattern.slice(1));
}

/** As Ingress reads it: a wildcard stands for one label. */
export function coversOneLabel(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  const dot = host.indexOf('.');
  return pattern.startsWith('*.') && dot > 0 && host.slice(dot) === pattern.slice(1);
}

/** The names both take, each the narrower of a pair; none when they have none in common. */
export function commonHosts(listener: string | undefined, route: readonly string[]): string[] {
  if (listener === undefined) return route.length === 0 ? [''] : [...route];
  if (route.length === 0) return [listener];
  return route.flatMap((host) => {
    if (coversHost(listener, host)) return [host];
    return coversHost(host, listener) ? [listener] : [];
  });
}
